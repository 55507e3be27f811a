// Several sessions beside each other: curves overlaid, aligned, grouped; hyper-parameters with their differences.

import { api, query } from '/assets/vernier/api.js';
import { ChartGroup, LineChart } from '/assets/vernier/chart.js';
import { Curves, meanAndBand } from '/assets/vernier/curves.js';
import { el } from '/assets/vernier/dom.js';
import { clock, duration, number, percent, tick, tickPercent, tickWhole, whole } from '/assets/vernier/format.js';
import { t } from '/assets/vernier/i18n.js';
import { PageHead, chooser, controls } from '/assets/vernier/parts.js';
import { SessionSeries } from '/assets/vernier/session-series.js';

export const needsSession = false;

const MOST_AT_FIRST = 6;
const DRAWN_TOGETHER_MILLIS = 100;

export function create(host) {
  return new ComparePage(host);
}

/** One session's curves and settings. */
class Run {
  constructor(id, onChange) {
    this.id = id;
    const host = { api: (path, more) => api(['compare', path].filter(Boolean).join('/'), { session: id, ...more }) };
    this.training = new SessionSeries(host, { onChange });
    this.evaluations = new SessionSeries(host, { path: 'evaluations', onChange });
    this.settings = null;
  }

  async poll() {
    const [trained, evaluated] = await Promise.all([this.training.poll(), this.evaluations.poll()]);
    this.settings ??= await api('compare/settings', { session: this.id });
    return trained || evaluated;
  }

  tables() {
    return [this.training, this.evaluations].map(({ table }) => table).filter(table => table?.length > 0);
  }

  dispose() {
    this.training.dispose();
    this.evaluations.dispose();
  }
}

class ComparePage {
  constructor(host) {
    this.host = host;
    this.runs = new Map();
    this.chosen = null;
    this.drawing = null;
    this.sessions = [];
    this.group = new ChartGroup();
    this.head = new PageHead(host);
    this.align = chooser('align', t('align'), () => this.#draw());
    this.align.offer([['iteration', t('align.iteration')], ['epoch', t('align.epoch')], ['time', t('align.time')]]);
    this.grouping = chooser('grouping', t('group'), () => this.#draw());
    this.band = el('input', { id: 'band', type: 'checkbox', onchange: () => this.#draw() });
    this.onlyDifferent = el('input', { id: 'different', type: 'checkbox', checked: true, onchange: () => this.#drawSettings() });
    this.list = el('ul', { class: 'runs', 'aria-label': t('sessions') });
    this.table = el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': t('settings') });
    this.charts = [
      this.#chart('score', t('score'), 'score', {}),
      this.#chart('loss', t('loss'), 'loss:', { exact: true }),
      this.#chart('accuracy', t('accuracy'), 'accuracy:', { exact: true, format: percent, tick: tickPercent }),
      this.#chart('rmse', t('rmse'), 'rmse:', { exact: true }),
    ];
    host.root.append(this.head.element, this.head.warning,
      el('section', { class: 'card', 'aria-labelledby': 'runs-title' }, el('h2', { id: 'runs-title' }, t('sessions')), this.list),
      controls(this.group, {
        smoothing: 4,
        more: [this.align.element, this.grouping.element, el('label', { class: 'check' }, this.band, t('band'))],
      }),
      el('div', { class: 'charts' }, ...this.charts.map(chart => chart.element)),
      el('section', { class: 'card', id: 'settings', 'aria-labelledby': 'settings-title' },
        el('div', { class: 'card-head' }, el('h2', { id: 'settings-title' }, t('settings')),
          el('label', { class: 'check' }, this.onlyDifferent, t('settings.different'))),
        this.table));
  }

  #chart(id, title, prefix, more) {
    const options = {
      id, title, unit: t(`${id}.unit`), empty: t('empty.curves'), format: number, ...more,
      csv: () => this.#csv(id),
      series: () => this.legend.filter(curve => curve.chart === id),
    };
    const chart = new LineChart(this.group, options);
    chart.prefix = prefix;
    return chart;
  }

  async poll() {
    const { sessions } = await api('sessions');
    const fresh = JSON.stringify(sessions) !== JSON.stringify(this.sessions);
    this.sessions = sessions.filter(({ pages }) => pages.includes('overview'));
    this.chosen ??= chosenInAddress() ?? this.sessions.slice(0, MOST_AT_FIRST).map(({ id }) => id);
    if (fresh) {
      this.#offer();
    }
    for (const id of this.chosen) {
      if (!this.runs.has(id) && this.sessions.some(session => session.id === id)) {
        this.runs.set(id, new Run(id, () => this.#soon()));
      }
    }
    for (const [id, run] of this.runs) {
      if (!this.chosen.includes(id)) {
        run.dispose();
        this.runs.delete(id);
      }
    }
    const results = await Promise.allSettled([...this.runs.values()].map(run => run.poll()));
    const changed = results.some(({ value }) => value === true);
    if (changed || fresh || this.runs.size !== this.drawn) {
      this.drawn = this.runs.size;
      this.#drawAll();
    }
    return changed;
  }

  /** Runs that are read on change by themselves, each on its own. */
  #soon() {
    this.drawing ??= setTimeout(() => this.#drawAll(), DRAWN_TOGETHER_MILLIS);
  }

  #drawAll() {
    clearTimeout(this.drawing);
    this.drawing = null;
    this.#offerGroups();
    this.#draw();
    this.#drawSettings();
  }

  #offer() {
    this.list.replaceChildren(...this.sessions.map(({ id, started }) => {
      const box = el('input', { type: 'checkbox', value: id, checked: this.chosen.includes(id), onchange: () => this.#toggle(id, box.checked) });
      return el('li', {}, el('label', { class: 'check' }, box, el('span', {}, id), started > 0 ? el('small', {}, clock(started)) : null));
    }));
    this.list.hidden = this.sessions.length === 0;
  }

  #toggle(id, on) {
    this.chosen = on ? [...this.chosen, id] : this.chosen.filter(other => other !== id);
    history.replaceState(null, '', `${location.pathname}?${query({ compare: this.chosen })}`);
    this.poll();
  }

  /** Groups are the values of a setting that differs; or each session by itself. */
  #offerGroups() {
    const names = settingNames([...this.runs.values()]).filter(({ different }) => different).map(({ name }) => name);
    this.grouping.offer([['', t('group.none')], ...names.map(name => [name, name]), ['*', t('group.all')]]);
  }

  #groupOf(run) {
    const by = this.grouping.value;
    return by === '' ? run.id : by === '*' ? t('group.all') : `${by} = ${run.settings?.[by] ?? '–'}`;
  }

  #draw() {
    const runs = [...this.runs.values()];
    const groups = [...new Set(runs.map(run => this.#groupOf(run)))];
    const curves = new Map();
    this.legend = [];
    for (const { options: { id }, prefix } of this.charts) {
      const bySeries = new Map();
      for (const run of runs) {
        for (const table of run.tables()) {
          for (const name of table.names.filter(series => series === prefix || (prefix.endsWith(':') && series.startsWith(prefix)))) {
            const aligned = this.#aligned(table, name);
            if (aligned.points.length > 0) {
              const set = name.slice(prefix.length);
              const label = [this.#groupOf(run), set].filter(Boolean).join(' · ');
              bySeries.set(label, [...bySeries.get(label) ?? [], { ...aligned, run, group: this.#groupOf(run) }]);
            }
          }
        }
      }
      for (const [label, members] of bySeries) {
        this.#add(curves, id, label, members, groups.indexOf(members[0].group));
      }
    }
    // The score has always a place; the others only if some session has such records.
    this.charts.forEach(({ element, options: { id } }) => {
      element.hidden = id !== 'score' && !this.legend.some(curve => curve.chart === id);
    });
    const table = new Curves(curves, this.#axis());
    this.head.position.replaceChildren(el('span', {}, t('count', { count: runs.length })));
    this.group.show({
      table,
      epochs: new Map(),
      recorded: runs.reduce((sum, run) => sum + run.training.recorded, 0),
      unread: runs.reduce((sum, run) => sum + run.training.unread, 0),
      thinned: runs.some(run => run.training.thinned),
    });
  }

  /** The members of a group, or their mean with one standard deviation around it. */
  #add(curves, chart, label, members, n) {
    const color = `--c${n % 8 + 1}`;
    if (!this.band.checked || members.length < 2) {
      members.forEach(({ points, broken, run }, i) => {
        const name = `${chart}\n${label}\n${run.id}`;
        curves.set(name, { points, broken });
        this.legend.push({ chart, name, label: members.length > 1 ? `${label} (${run.id})` : label, color, dashed: n >= 8 || i > 0 });
      });
      return;
    }
    const band = meanAndBand(members.map(({ points }) => points.filter(([, value]) => value !== null)));
    const none = new Map();
    [['mean', t('mean', { label, count: members.length }), false], ['low', t('low', { label }), true], ['high', t('high', { label }), true]]
      .forEach(([part, text, dashed]) => {
        const name = `${chart}\n${label}\n${part}`;
        curves.set(name, { points: band[part], broken: none });
        this.legend.push({ chart, name, label: text, color, dashed, exact: dashed });
      });
  }

  /** A curve over what sessions are aligned by. */
  #aligned(table, name) {
    const by = this.align.value;
    const { time, iteration, epoch } = table.columns;
    const start = time[0];
    const place = { iteration: i => iteration[i], time: i => (time[i] - start) / 1000, epoch: epochPlaces(table.columns) }[by];
    const points = [];
    const broken = new Map();
    const marks = table.nonFinite.get(name);
    table.columns[name].forEach((value, i) => {
      const kind = value === null ? marks.get(iteration[i]) : undefined;
      if ((value !== null || kind !== undefined) && (by !== 'epoch' || epoch[i] !== null)) {
        points.push([place(i), value]);
        if (kind !== undefined) {
          broken.set(place(i), kind);
        }
      }
    });
    return { points, broken };
  }

  #axis() {
    return {
      iteration: { label: at => t('axis.iteration', { at: whole(Math.round(at)) }), tick: tickWhole },
      epoch: { label: at => t('axis.epoch', { epoch: number(at) }), tick, round: value => value },
      time: { label: duration, tick: duration, round: value => value },
    }[this.align.value];
  }

  #csv(chart) {
    const rows = [[t('csv.curve'), this.align.value, t('csv.value')]];
    const { table } = this.charts[0].data;
    this.legend.filter(curve => curve.chart === chart).forEach(({ name, label }) => {
      table.points(name).forEach(([at, value]) => rows.push([label, at, value ?? table.nonFinite.get(name).get(at)]));
    });
    return rows;
  }

  #drawSettings() {
    const runs = [...this.runs.values()].filter(run => run.settings);
    const rows = settingNames(runs).filter(({ different }) => different || !this.onlyDifferent.checked);
    if (rows.length === 0) {
      this.table.replaceChildren(el('p', { class: 'hint' }, runs.length < 2 ? t('settings.few') : t('settings.none')));
      return;
    }
    this.table.replaceChildren(el('table', { class: 'settings' },
      el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, t('settings.name')), ...runs.map(({ id }) => el('th', { scope: 'col' }, id)))),
      el('tbody', {}, ...rows.map(({ name, different }) => el('tr', { class: different ? 'different' : null },
        el('th', { scope: 'row' }, different ? el('span', { class: 'mark', title: t('settings.differs'), 'aria-label': t('settings.differs'), role: 'img' }, '≠ ') : null, name),
        ...runs.map(({ settings }) => el('td', {}, settings[name] ?? '–')))))));
  }

  restyle() {
    this.group.restyle();
  }

  dispose() {
    clearTimeout(this.drawing);
    this.runs.forEach(run => run.dispose());
    this.group.dispose();
  }
}

/** A function from a row to its epoch with fraction; an unfinished epoch is as long as the one before. */
function epochPlaces({ iteration, epoch }) {
  const starts = new Map();
  epoch.forEach((number, i) => {
    if (!starts.has(number)) {
      starts.set(number, iteration[i]);
    }
  });
  const lengthOf = number => starts.get(number + 1) - starts.get(number) || starts.get(number) - starts.get(number - 1) || 0;
  return i => {
    const length = lengthOf(epoch[i]);
    return epoch[i] + (length > 0 ? Math.min((iteration[i] - starts.get(epoch[i])) / length, 1) : 0);
  };
}

/** The settings of any of some runs, and whether they differ. */
function settingNames(runs) {
  const names = [...new Set(runs.flatMap(({ settings }) => Object.keys(settings ?? {})))];
  return names.map(name => ({ name, different: new Set(runs.map(({ settings }) => settings?.[name])).size > 1 }));
}

function chosenInAddress() {
  const chosen = new URLSearchParams(location.search).getAll('compare');
  return chosen.length > 0 ? chosen : null;
}
