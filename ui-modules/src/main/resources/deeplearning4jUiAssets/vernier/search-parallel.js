// Parallel coordinates of complete trials: an axis for each parameter and goal, brushed to narrow the table.

import { Plot } from '/assets/vernier/card.js';
import { el } from '/assets/vernier/dom.js';
import { tick, whole } from '/assets/vernier/format.js';
import { t } from '/assets/vernier/i18n.js';

/** What an axis of numbers shows for a parameter that plays no part. */
const ABSENT = null;
/** Of more axes than these the names are written aslant. */
const MOST_LEVEL_NAMES = 8;

class BrushedPlot extends Plot {
  started() {
    this.plot.on('axisareaselected', () => this.options.onBrush(this.plot));
  }
}

export class ParallelCoordinates {
  /** @param {function(?Set<number>)} onKeep ids of the trials inside all brushes, null without a brush */
  constructor(onKeep) {
    this.onKeep = onKeep;
    this.log = new Map();
    this.flipped = new Set();
    this.plot = new BrushedPlot({
      id: 'parallel', title: t('parallel'), empty: t('none.complete'), onBrush: plot => this.#brushed(plot),
      draw: (data, look) => this.#option(data, look),
      csv: ({ axes, trials }) => [['trial', ...axes.map(({ name }) => name)], ...trials.map(trial => [trial.id, ...axes.map(axis => axis.of(trial))])],
      caption: ({ trials }) => t('parallel.caption', { trials: whole(trials.length) }),
    });
    this.axisChoice = el('select', { id: 'axis', 'aria-label': t('axis'), onchange: () => this.#drawTools() });
    this.logButton = el('button', { type: 'button', class: 'quiet', id: 'axis-log', onclick: () => this.#toggleLog() }, t('axis.log'));
    this.flipButton = el('button', { type: 'button', class: 'quiet', id: 'axis-flip', onclick: () => this.#toggleFlip() }, t('axis.flip'));
    this.clearButton = el('button', { type: 'button', class: 'quiet', id: 'brush-clear', hidden: true, onclick: () => this.#clearBrush() }, t('brush.clear'));
    this.plot.buttons.prepend(this.axisChoice, this.logButton, this.flipButton, this.clearButton);
    this.element = this.plot.element;
    this.element.classList.add('wide');
  }

  clear() {
    this.log.clear();
    this.flipped.clear();
    this.intervals = null;
    this.drawn = null;
    this.onKeep(null);
  }

  show(study, trials) {
    const [goal] = study.goals;
    this.axes = [
      ...study.parameters.map(parameter => ({
        name: parameter.name, choices: parameter.kind === 'CHOICE' ? parameter.choices : null,
        log: parameter.scale === 'LOGARITHMIC', positive: parameter.low > 0, of: trial => trial.values[parameter.name] ?? ABSENT,
      })),
      ...study.goals.map((each, i) => ({
        name: each.name, choices: null, log: false, positive: trials.every(trial => trial.objectives[i] > 0), of: trial => trial.objectives[i] ?? ABSENT,
      })),
    ];
    this.axes.forEach(axis => {
      if (!this.log.has(axis.name)) {
        this.log.set(axis.name, axis.log);
      }
    });
    const offered = [...this.axisChoice.options].map(option => option.value);
    if (offered.join('\n') !== this.axes.map(({ name }) => name).join('\n')) {
      this.axisChoice.replaceChildren(...this.axes.map(({ name }) => el('option', { value: name }, name)));
    }
    this.#drawTools();
    // Anything else that happens leaves the plot alone, and a brush that is being drawn.
    const drawn = JSON.stringify([this.axes.map(({ name }) => name), trials.map(({ id }) => id)]);
    if (drawn !== this.drawn) {
      this.drawn = drawn;
      this.plot.show({ axes: this.axes, trials, goal });
      this.#brushAgain();
    }
  }

  /** A plot that is drawn anew has no brushes. */
  #brushAgain() {
    if (this.intervals) {
      const { intervals } = this;
      this.restoring = true;
      this.axes.forEach((axis, dim) => {
        if (intervals.has(axis.name)) {
          this.plot.plot.dispatchAction({ type: 'axisAreaSelect', parallelAxisId: `axis-${dim}`, intervals: intervals.get(axis.name) });
        }
      });
      this.restoring = false;
      this.#narrow();
    }
  }

  #drawTools() {
    const axis = this.axes.find(({ name }) => name === this.axisChoice.value) ?? this.axes[0];
    if (axis) {
      this.logButton.disabled = axis.choices !== null || !axis.positive;
      this.logButton.setAttribute('aria-pressed', String(!this.logButton.disabled && this.log.get(axis.name)));
      this.flipButton.setAttribute('aria-pressed', String(this.flipped.has(axis.name)));
    }
  }

  #toggleLog() {
    const name = this.axisChoice.value;
    this.log.set(name, !this.log.get(name));
    this.#clearBrush();
  }

  #toggleFlip() {
    const name = this.axisChoice.value;
    if (!this.flipped.delete(name)) {
      this.flipped.add(name);
    }
    this.#clearBrush();
  }

  #clearBrush() {
    this.intervals = null;
    this.clearButton.hidden = true;
    this.plot.draw();
    this.#drawTools();
    this.onKeep(null);
  }

  #option({ axes, trials, goal }, { base, font, line, ink, accent, bad }) {
    if (trials.length === 0 || axes.length < 2) {
      return null;
    }
    const crowded = axes.length > MOST_LEVEL_NAMES;
    const scores = trials.map(({ score }) => score).filter(Number.isFinite);
    return {
      ...base,
      parallel: { left: 60, right: crowded ? 130 : 80, top: crowded ? 96 : 44, bottom: 28, parallelAxisDefault: { areaSelectStyle: { width: 18, borderColor: accent, color: accent, opacity: 0.25 } } },
      parallelAxis: axes.map((axis, dim) => ({
        dim, id: `axis-${dim}`, name: axis.name, nameTextStyle: { ...font, color: ink, align: crowded ? 'left' : 'center' }, nameTruncate: { maxWidth: 130 }, nameRotate: crowded ? 35 : 0, inverse: this.flipped.has(axis.name),
        axisLine: { lineStyle: { color: line, width: 2 } }, axisLabel: { ...font, formatter: axis.choices ? undefined : tick }, splitLine: { show: false },
        ...(axis.choices ? { type: 'category', data: axis.choices } : { type: axis.positive && this.log.get(axis.name) ? 'log' : 'value', scale: true }),
      })),
      visualMap: {
        show: false, type: 'continuous', dimension: axes.findIndex(({ name }) => name === goal.name), min: Math.min(...scores), max: Math.max(...scores),
        inRange: { color: goal.direction === 'MINIMIZE' ? [accent, bad] : [bad, accent] },
      },
      series: [{
        id: 'trials', type: 'parallel', smooth: false, lineStyle: { width: 1.6, opacity: 0.6 }, inactiveOpacity: 0.04, activeOpacity: 0.9,
        data: trials.map(trial => ({ name: String(trial.id), value: axes.map(axis => cell(axis, trial)) })),
      }],
    };
  }

  #brushed(plot) {
    if (this.restoring) {
      return;
    }
    this.intervals = new Map();
    this.axes.forEach((axis, dim) => {
      const { activeIntervals } = plot.getModel().getComponent('parallelAxis', dim);
      if (activeIntervals.length > 0) {
        this.intervals.set(axis.name, activeIntervals.map(interval => [...interval]));
      }
    });
    if (this.intervals.size === 0) {
      this.intervals = null;
    }
    this.clearButton.hidden = this.intervals === null;
    this.#narrow();
  }

  #narrow() {
    const within = trial => this.axes.every(axis => {
      const intervals = this.intervals.get(axis.name);
      const value = axis.choices ? axis.choices.indexOf(String(axis.of(trial))) : axis.of(trial);
      return !intervals || (value !== null && intervals.some(([low, high]) => low <= value && value <= high));
    });
    this.onKeep(this.intervals === null ? null : new Set(this.plot.data.trials.filter(within).map(({ id }) => id)));
  }
}

function cell(axis, trial) {
  const value = axis.of(trial);
  return value === ABSENT ? '-' : axis.choices ? String(value) : value;
}
