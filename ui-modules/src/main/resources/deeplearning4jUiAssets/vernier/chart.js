// Line charts over iterations: smoothing, log axis, zoom, crosshair with sorted values, marks, PNG and CSV.

import { ChartCard, look } from '/assets/vernier/card.js';
import { el, rem, style } from '/assets/vernier/dom.js';
import { number, tickWhole, whole } from '/assets/vernier/format.js';
import { t } from '/assets/vernier/i18n.js';
import { linear, logarithmic } from '/assets/vernier/scales.js';
import { nearest, smooth } from '/assets/vernier/table.js';

const EPOCH_LABEL_REMS = 5;
const FEW_POINTS = 40;

/** Charts that share zoom and smoothing. */
export class ChartGroup {
  /** @param {function(?number[])} onWindow called with the zoomed range of iterations, null for all */
  constructor(onWindow = () => {}) {
    this.charts = [];
    this.window = null;
    this.tau = 0;
    this.onWindow = onWindow;
  }

  add(chart) {
    this.charts.push(chart);
  }

  zoom(window) {
    const same = window === null ? this.window === null
      : this.window !== null && window[0] === this.window[0] && window[1] === this.window[1];
    if (same) {
      return;
    }
    this.window = window;
    this.charts.forEach(chart => chart.draw());
    this.onWindow(window);
  }

  /** @param {number} tau time constant in iterations, 0 for none */
  smooth(tau) {
    this.tau = tau;
    this.charts.forEach(chart => chart.draw());
  }

  /** @param {{table: Table, epochs: Map<number, number>, recorded: number, unread: ?number, thinned: boolean}} data */
  show(data) {
    this.charts.forEach(chart => chart.show(data));
  }

  restyle() {
    this.charts.forEach(chart => chart.restyle());
  }

  dispose() {
    this.charts.forEach(chart => chart.dispose());
  }
}

/**
 * Curves in a card.
 *
 * options: those of ChartCard, and unit (for the caption); series(table): [{name, label, color, dashed, exact}], `color`
 * a custom property such as `--c1`, `exact` if this one is never smoothed; format(value); tick(value): label of the
 * value axis; csv(names): address of the values as a file; fill: names of two curves with an area between them;
 * logarithmic: start with a log axis; exact: never smoothed, for values that are averages over a data set already.
 */
export class LineChart extends ChartCard {
  constructor(group, options) {
    super({ format: number, ...options, csv: options.csv && (() => options.csv(this.#all().map(series => series.name))) });
    this.group = group;
    this.logarithmic = Boolean(options.logarithmic);
    this.hidden = new Set();
    this.data = null;
    this.cursor = null;
    this.selecting = false;
    this.#buildTools();
    group.add(this);
  }

  #buildTools() {
    this.logButton = el('button', {
      type: 'button', class: 'quiet', 'aria-pressed': String(this.logarithmic), onclick: () => this.#toggleLog(),
    }, t('chart.log'));
    this.resetButton = el('button', {
      type: 'button', class: 'quiet', hidden: true, onclick: () => this.group.zoom(null),
    }, t('chart.reset'));
    this.buttons.prepend(this.resetButton, this.logButton);
    this.legend.hidden = false;
    this.canvas.addEventListener('pointerenter', event => this.#pointer(event.pointerType));
    this.canvas.addEventListener('keydown', event => this.#key(event));
    this.canvas.addEventListener('blur', () => this.#hideTip());
  }

  show(data) {
    this.data = data;
    this.draw();
  }

  #all() {
    return this.data ? this.options.series(this.data.table) : [];
  }

  key() {
    return this.curves.map(curve => [curve.label, curve.color]);
  }

  started() {
    this.plot.on('datazoom', () => this.#zoomed());
    this.plot.getZr().on('dblclick', () => this.group.zoom(null));
  }

  #zoomed() {
    const zoom = this.plot.getOption().dataZoom[0];
    if (zoom.start <= 0.01 && zoom.end >= 99.99) {
      this.group.zoom(null);
    } else {
      const round = this.#axis().round ?? Math.round;
      this.group.zoom([round(zoom.startValue), round(zoom.endValue)]);
    }
  }

  #toggleLog() {
    this.logarithmic = !this.logarithmic;
    this.logButton.setAttribute('aria-pressed', String(this.logarithmic));
    this.draw();
  }

  draw() {
    if (!this.data) {
      return;
    }
    const all = this.#all();
    this.curves = all.filter(series => !this.hidden.has(series.name)).map(series => this.#curve(series));
    this.#drawLegend(all);
    const drawn = this.curves.some(curve => curve.points.length > 0);
    this.present(drawn || all.some(series => this.hidden.has(series.name)));
    this.resetButton.hidden = this.group.window === null;
    for (const button of [this.logButton, this.pngButton, this.csvButton]) {
      button.disabled = !drawn;
    }
    this.scale = this.#scale();
    this.#describe();
    if (this.canvas.hidden) {
      return;
    }
    this.render(this.#option(), { replaceMerge: ['series'] });
    this.#select();
  }

  /** A mouse selects a range by dragging; a finger scrolls the page and zooms by the slider. */
  #select() {
    this.plot?.dispatchAction({ type: 'takeGlobalCursor', key: 'dataZoomSelect', dataZoomSelectActive: this.selecting });
  }

  #pointer(kind) {
    if (this.selecting !== (kind === 'mouse')) {
      this.selecting = kind === 'mouse';
      this.#select();
    }
  }

  #curve(series) {
    const points = this.data.table.points(series.name);
    return {
      ...series,
      color: series.color.startsWith('--') ? style(series.color) : series.color,
      points,
      smoothed: series.exact ? points : smooth(points, this.#tau()),
      broken: this.#broken(series, points),
    };
  }

  /** Where a curve is not finite; what compares with the record before cannot be known in the first one. */
  #broken(series, points) {
    const all = this.data.table.nonFinite.get(series.name) ?? new Map();
    return series.sinceLast && points.length > 0
      ? new Map([...all].filter(([at]) => at !== points[0][0]))
      : all;
  }

  #tau() {
    return this.options.exact ? 0 : this.group.tau;
  }

  /** What runs along the horizontal axis: iterations, unless the table says otherwise. */
  #axis() {
    return this.data.table.axis ?? { label: at => t('axis.iteration', { at: whole(Math.round(at)) }), tick: tickWhole };
  }

  #scale() {
    const { tick } = this.options;
    if (!this.logarithmic) {
      return linear(tick);
    }
    const [from, to] = this.group.window ?? [-Infinity, Infinity];
    return logarithmic(this.curves.flatMap(({ points }) => points
      .filter(([at, value]) => value !== null && at >= from && at <= to).map(([, value]) => value)), tick);
  }

  #drawLegend(all) {
    const chips = all.map(series => {
      const shown = !this.hidden.has(series.name);
      const value = this.data.table.latest(series.name);
      const chip = el('button', {
        type: 'button', class: series.dashed ? 'chip dashed' : 'chip', 'aria-pressed': String(shown),
        data: { series: series.name }, onclick: () => this.#toggle(series.name),
      }, el('i', { 'aria-hidden': 'true' }), el('span', {}, series.label), el('b', {}, this.options.format(value)));
      chip.style.setProperty('--curve', series.color.startsWith('--') ? style(series.color) : series.color);
      return chip;
    });
    const focused = this.legend.contains(document.activeElement) ? document.activeElement.dataset.series : null;
    this.legend.replaceChildren(...chips);
    chips.find(chip => chip.dataset.series === focused)?.focus();
  }

  #toggle(name) {
    if (!this.hidden.delete(name)) {
      this.hidden.add(name);
    }
    this.draw();
  }

  #describe() {
    const { recorded, unread, thinned, table } = this.data;
    const sampling = unread > 0 ? t('chart.sampling.reading', { read: whole(recorded - unread), recorded: whole(recorded) })
      : thinned ? t('chart.sampling.thinned', { drawn: whole(table.length), recorded: whole(recorded) })
      : t('chart.sampling.all', { count: Math.max(0, ...this.curves.map(curve => curve.points.length)) });
    const smoothing = this.#tau() > 0 ? t('chart.smoothing.on', { count: this.#tau() }) : t('chart.smoothing.off');
    const scale = this.scale.linearWithin === null ? ''
      : ` ${t('chart.symmetric', { within: number(this.scale.linearWithin) })}`;
    this.caption.textContent = t('chart.caption', { unit: this.options.unit, sampling, smoothing }) + scale;
    const notices = this.curves.filter(curve => curve.broken.size > 0).map(curve => {
      const [[first, value]] = curve.broken;
      const kind = new Set(curve.broken.values()).size > 1 ? t('chart.nonfinite.mixed') : value;
      return t('chart.nonfinite', { curve: curve.label, kind, count: curve.broken.size, at: this.#axis().label(first) });
    });
    this.notice.textContent = notices.join(' ');
    this.notice.hidden = notices.length === 0;
    const latest = this.curves.map(curve => `${curve.label} ${this.options.format(table.latest(curve.name))}`).join(', ');
    this.canvas.setAttribute('aria-label', t('chart.latest', { title: this.options.title, latest }));
  }

  #option() {
    const { base, muted, line, font, card, ink, axis } = look();
    const { iterations } = this.data.table;
    const { window } = this.group;
    return {
      ...base,
      grid: { left: 8, right: 16, top: 22, bottom: 36, containLabel: true },
      toolbox: {
        show: true, itemSize: 0, showTitle: false, top: -40,
        feature: { dataZoom: { xAxisIndex: 0, yAxisIndex: false, filterMode: 'filter',
          brushStyle: { color: style('--select'), borderWidth: 0 } } },
      },
      xAxis: axis({
        type: 'value', min: iterations[0], max: iterations[iterations.length - 1], splitLine: { show: false },
        axisLabel: { formatter: this.#axis().tick, showMinLabel: true, alignMaxLabel: 'right' },
        axisPointer: { label: { show: false }, lineStyle: { color: muted, type: 'solid', width: 1, opacity: 0.6 } },
      }),
      yAxis: { ...axis(this.scale.axis), axisLine: { show: false } },
      dataZoom: [
        {
          type: 'slider', height: 6, bottom: 10, left: 16, right: 16, showDetail: false, brushSelect: false,
          borderColor: 'transparent', backgroundColor: style('--track'), fillerColor: style('--filler'),
          dataBackground: { lineStyle: { opacity: 0 }, areaStyle: { opacity: 0 } },
          selectedDataBackground: { lineStyle: { opacity: 0 }, areaStyle: { opacity: 0 } },
          handleIcon: 'circle', handleSize: 12, handleStyle: { borderWidth: 2, color: card, borderColor: style('--accent') },
          moveHandleSize: 0, emphasis: { handleStyle: { borderColor: style('--accent') } },
          ...this.#range(window),
        },
        { type: 'inside', zoomOnMouseWheel: 'ctrl', moveOnMouseWheel: false, moveOnMouseMove: 'shift', ...this.#range(window) },
      ],
      tooltip: {
        ...base.tooltip, trigger: 'axis', padding: 0, extraCssText: '', textStyle: { color: ink },
        axisPointer: { type: 'line', snap: true },
        formatter: items => this.#tip(items[0].axisValue),
      },
      series: [...this.#fill(), ...this.curves.flatMap(curve => this.#lines(curve)), this.#marks(font, line)],
    };
  }

  #range(window) {
    return window === null
      ? { start: 0, end: 100, rangeMode: ['percent', 'percent'] }
      : { startValue: window[0], endValue: window[1], rangeMode: ['value', 'value'] };
  }

  #lines(curve) {
    const { to } = this.scale;
    const scaled = points => points.map(([at, value]) => [at, value === null ? null : to(value)]);
    const common = {
      type: 'line', name: curve.label, silent: true, symbol: 'circle', connectNulls: false,
      itemStyle: { color: curve.color }, emphasis: { disabled: true },
    };
    const main = {
      ...common, id: curve.name, z: 3, data: scaled(curve.smoothed),
      showSymbol: curve.points.length <= FEW_POINTS, symbolSize: 4,
      lineStyle: { color: curve.color, width: 2, type: curve.dashed ? [6, 4] : 'solid', join: 'round' },
    };
    const raw = {
      ...common, id: `${curve.name} raw`, z: 2, data: scaled(curve.points), showSymbol: false,
      lineStyle: { color: curve.color, width: 1, opacity: 0.28 },
    };
    return this.#tau() > 0 && !curve.exact ? [raw, main] : [main];
  }

  /** The area between two curves if both are shown. */
  #fill() {
    const [low, high] = (this.options.fill ?? []).map(name => this.curves.find(curve => curve.name === name));
    if (!low || !high) {
      return [];
    }
    const { to } = this.scale;
    const edge = curve => curve.smoothed.filter(([, value]) => value !== null).map(([at, value]) => [at, to(value)]);
    const outline = [...edge(low), ...edge(high).reverse()];
    return [{
      // Of no dimension, so that zooming does not filter it.
      id: 'fill', type: 'custom', data: [0], encode: { x: -1, y: -1 }, silent: true, clip: true, z: 1, tooltip: { show: false },
      renderItem: (params, api) => ({
        type: 'polygon', shape: { points: outline.map(point => api.coord(point)) }, style: { fill: high.color, opacity: 0.16 },
      }),
    }];
  }

  /** Epoch beginnings, and the stretches in which some curve has no finite value. */
  #marks(font, line) {
    const window = this.group.window ?? [-Infinity, Infinity];
    const epochs = [...this.data.epochs].filter(([epoch, at]) => epoch > 0 && at >= window[0] && at <= window[1]);
    const stride = Math.ceil(epochs.length * EPOCH_LABEL_REMS * rem() / Math.max(1, this.canvas.clientWidth));
    const warning = style('--bad');
    const { iterations } = this.data.table;
    const start = Math.max(window[0], iterations[0]);
    const edge = start + 0.95 * (Math.min(window[1], iterations[iterations.length - 1]) - start);
    return {
      id: 'marks', type: 'line', data: [], silent: true, tooltip: { show: false },
      markLine: {
        silent: true, symbol: 'none', animation: false,
        lineStyle: { color: line, type: [3, 4], width: 1 },
        label: { ...font, fontSize: Math.round(0.68 * rem()), position: 'end', distance: 4 },
        data: epochs.filter((mark, i) => i % Math.max(1, stride) === 0)
          .map(([epoch, at]) => ({ xAxis: at, label: { formatter: at > edge ? '' : t('axis.epoch', { epoch }) } })),
      },
      markArea: {
        silent: true, animation: false,
        itemStyle: { color: warning, opacity: 0.14, borderColor: warning, borderWidth: 1 },
        label: { ...font, color: warning, position: 'insideTop' },
        data: labelled(this.curves.flatMap(stretches), edge - start)
          .map(([from, to, name]) => [{ xAxis: from, name }, { xAxis: to }]),
      },
    };
  }

  #tip(at) {
    const { table } = this.data;
    const { label } = this.#axis();
    const rows = this.curves.filter(curve => curve.points.length > 0).map(curve => {
      const i = nearest(curve.points, at);
      const [where, raw] = curve.points[i];
      return { curve, where, raw, value: curve.smoothed[i][1] };
    });
    rows.sort((a, b) => (b.value ?? Infinity) - (a.value ?? Infinity));
    const epoch = table.epochAt(at);
    const { format } = this.options;
    const shown = label(at);
    return el('div', { class: 'tip' },
      el('p', {}, epoch === null ? shown : `${shown} · ${t('axis.epoch', { epoch })}`),
      el('table', {}, ...rows.map(({ curve, where, raw, value }) => {
        const swatch = el('i', { 'aria-hidden': 'true' });
        swatch.style.setProperty('--curve', curve.color);
        return el('tr', {},
          el('th', {}, swatch, curve.label, label(where) === shown ? null : el('small', {}, ` · ${label(where)}`)),
          el('td', {}, raw === null ? curve.broken.get(where) : format(value)),
          this.#tau() > 0 ? el('td', { class: 'raw' }, raw === null ? '' : t('chart.raw', { value: format(raw) })) : null);
      })));
  }

  #hideTip() {
    this.cursor = null;
    this.plot?.dispatchAction({ type: 'hideTip' });
    this.plot?.dispatchAction({ type: 'updateAxisPointer', currTrigger: 'leave' });
  }

  /** Arrows move the crosshair, + and - zoom around it, Escape shows all. */
  #key(event) {
    if (!this.plot || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const { iterations } = this.data.table;
    const last = iterations.length - 1;
    const step = Math.max(1, Math.round(last / 100));
    const at = this.cursor ?? last;
    const moves = { ArrowLeft: at - step, ArrowRight: at + step, Home: 0, End: last };
    if (event.key in moves) {
      this.cursor = Math.min(last, Math.max(0, moves[event.key]));
      this.#point(iterations[this.cursor]);
    } else if (event.key === '+' || event.key === '-') {
      const [from, to] = this.group.window ?? [iterations[0], iterations[last]];
      const half = (to - from) * (event.key === '+' ? 0.25 : 1);
      const middle = this.cursor === null ? (from + to) / 2 : iterations[this.cursor];
      const next = [Math.max(iterations[0], Math.round(middle - half)), Math.min(iterations[last], Math.round(middle + half))];
      this.group.zoom(next[0] === iterations[0] && next[1] === iterations[last] ? null : next);
    } else if (event.key === 'Escape') {
      this.group.zoom(null);
      this.#hideTip();
    } else {
      return;
    }
    event.preventDefault();
  }

  #point(iteration) {
    const x = this.plot.convertToPixel({ xAxisIndex: 0 }, iteration);
    this.plot.dispatchAction({ type: 'showTip', x, y: this.canvas.clientHeight / 2 });
  }
}

/** Runs of consecutive points in which a curve is not finite: [from, to, kind]. */
function stretches(curve) {
  const runs = [];
  let run = null;
  for (const [at] of curve.points) {
    const kind = curve.broken.get(at);
    if (kind === undefined) {
      run = null;
    } else if (run === null) {
      run = [at, at, kind];
      runs.push(run);
    } else {
      run[1] = at;
    }
  }
  return runs;
}

/** Stretches with short names, left out where the one before on the left is too near for two. */
function labelled(runs, width) {
  let last = -Infinity;
  return runs.sort(([a], [b]) => a - b).map(([from, to, kind]) => {
    const hasRoom = from - last > 0.08 * width;
    last = hasRoom ? from : last;
    return [from, to, hasRoom ? number(Number(kind)) : ''];
  });
}
