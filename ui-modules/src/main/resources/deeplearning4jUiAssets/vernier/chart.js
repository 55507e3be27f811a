// Line charts over iterations: smoothing, log axis, zoom, crosshair with sorted values, marks, PNG and CSV.

/* global echarts */
import { download, el, rem, style } from '/assets/vernier/dom.js';
import { plural, tick, tickWhole, whole } from '/assets/vernier/format.js';
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

  smooth(tau) {
    this.tau = tau;
    this.charts.forEach(chart => chart.draw());
  }

  /** @param {{table: Table, epochs: Map<number, number>, recorded: number, thinned: boolean}} data */
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
 * One chart in a card.
 *
 * options: id; title; unit (for the caption); series(table): [{name, label, color, dashed}]; format(value);
 * csv(names): address of the values as a file; empty: text without values; logarithmic: start with a log axis; exact:
 * never smoothed.
 */
export class LineChart {
  constructor(group, options) {
    this.group = group;
    this.options = options;
    this.logarithmic = Boolean(options.logarithmic);
    this.hidden = new Set();
    this.data = null;
    this.cursor = null;
    this.selecting = false;
    this.#build();
    group.add(this);
  }

  #build() {
    const { id, title } = this.options;
    this.logButton = el('button', {
      type: 'button', class: 'quiet', 'aria-pressed': String(this.logarithmic), onclick: () => this.#toggleLog(),
    }, 'Log');
    this.resetButton = el('button', {
      type: 'button', class: 'quiet', hidden: true, onclick: () => this.group.zoom(null),
    }, 'Reset zoom');
    this.pngButton = el('button', { type: 'button', class: 'quiet', onclick: () => this.#savePng() }, 'PNG');
    this.csvButton = el('button', {
      type: 'button', class: 'quiet', onclick: () => download(this.options.csv(this.#all().map(s => s.name)), ''),
    }, 'CSV');
    this.legend = el('div', { class: 'legend', role: 'group', 'aria-label': `Curves of ${title}` });
    this.canvas = el('div', {
      class: 'plot', tabindex: '0', role: 'img', 'aria-describedby': `${id}-caption`,
      onpointerenter: event => this.#pointer(event.pointerType),
      onkeydown: event => this.#key(event), onblur: () => this.#hideTip(),
    });
    this.empty = el('p', { class: 'plot-empty' }, this.options.empty ?? 'No values yet.');
    this.notice = el('p', { class: 'notice', hidden: true });
    this.caption = el('p', { class: 'caption', id: `${id}-caption` });
    this.element = el('section', { class: 'card chart', id, 'aria-labelledby': `${id}-title` },
      el('div', { class: 'card-head' },
        el('h2', { id: `${id}-title` }, title),
        el('div', { class: 'buttons' }, this.resetButton, this.logButton, this.pngButton, this.csvButton)),
      this.legend,
      el('div', { class: 'plot-frame' }, this.canvas, this.empty),
      this.notice, this.caption);
    this.observer = new ResizeObserver(() => this.#resized());
    this.observer.observe(this.canvas);
  }

  show(data) {
    this.data = data;
    this.draw();
  }

  #resized() {
    if (this.plot) {
      this.plot.resize();
      // The size of type and the room for labels may be others now.
      this.draw();
    }
  }

  restyle() {
    this.plot?.dispose();
    this.plot = null;
    this.draw();
  }

  dispose() {
    this.observer.disconnect();
    this.plot?.dispose();
  }

  #all() {
    return this.data ? this.options.series(this.data.table) : [];
  }

  #start() {
    this.plot = echarts.init(this.canvas, null, { renderer: 'canvas' });
    this.plot.on('datazoom', () => this.#zoomed());
    this.plot.getZr().on('dblclick', () => this.group.zoom(null));
  }

  #zoomed() {
    const zoom = this.plot.getOption().dataZoom[0];
    if (zoom.start <= 0.01 && zoom.end >= 99.99) {
      this.group.zoom(null);
    } else {
      this.group.zoom([Math.round(zoom.startValue), Math.round(zoom.endValue)]);
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
    this.empty.hidden = drawn || all.some(series => this.hidden.has(series.name));
    this.canvas.hidden = !this.empty.hidden;
    this.resetButton.hidden = this.group.window === null;
    for (const button of [this.logButton, this.pngButton, this.csvButton]) {
      button.disabled = !drawn;
    }
    this.#describe();
    if (this.canvas.hidden) {
      return;
    }
    if (!this.plot) {
      this.#start();
    }
    this.plot.setOption(this.#option(), { replaceMerge: ['series'] });
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
    const positive = this.logarithmic ? points.filter(([, value]) => value === null || value > 0) : points;
    return {
      ...series,
      color: style(series.color),
      points: positive,
      smoothed: smooth(positive, this.#tau()),
      dropped: points.length - positive.length,
      broken: this.data.table.nonFinite.get(series.name) ?? new Map(),
    };
  }

  /** Values that are averages over a whole data set already are drawn as they are. */
  #tau() {
    return this.options.exact ? 0 : this.group.tau;
  }

  #drawLegend(all) {
    const chips = all.map(series => {
      const shown = !this.hidden.has(series.name);
      const value = this.data.table.latest(series.name);
      const chip = el('button', {
        type: 'button', class: series.dashed ? 'chip dashed' : 'chip', 'aria-pressed': String(shown),
        data: { series: series.name }, onclick: () => this.#toggle(series.name),
      }, el('i', { 'aria-hidden': 'true' }), el('span', {}, series.label), el('b', {}, this.options.format(value)));
      chip.style.setProperty('--curve', style(series.color));
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
    const { recorded, thinned, table } = this.data;
    const sampling = thinned
      ? `${whole(table.length)} of ${whole(recorded)} records drawn, the extremes of every interval kept; zoom in for all`
      : `every value drawn (${whole(Math.max(0, ...this.curves.map(curve => curve.points.length)))} a curve)`;
    const smoothing = this.#tau() > 0
      ? `smoothed by an exponential average over ${plural(this.#tau(), 'iteration')}, raw values behind`
      : 'not smoothed';
    this.caption.textContent = `${this.options.unit}; ${sampling}; ${smoothing}.`;
    const notices = this.curves.flatMap(curve => {
      const notes = [];
      if (curve.broken.size > 0) {
        const [[first, kind]] = curve.broken;
        const kinds = new Set(curve.broken.values()).size > 1 ? 'not finite' : kind;
        notes.push(`${curve.label} is ${kinds} in ${plural(curve.broken.size, 'record')}, first at iteration ${whole(first)}.`);
      }
      if (curve.dropped > 0) {
        notes.push(`${curve.label}: ${plural(curve.dropped, 'value')} ≤ 0 cannot be drawn on a log axis.`);
      }
      return notes;
    });
    this.notice.textContent = notices.join(' ');
    this.notice.hidden = notices.length === 0;
    this.canvas.setAttribute('aria-label', `${this.options.title}, latest: ${this.curves
      .map(curve => `${curve.label} ${this.options.format(table.latest(curve.name))}`).join(', ')}`);
  }

  #option() {
    const text = style('--muted');
    const line = style('--line');
    const font = { color: text, fontSize: Math.round(0.78 * rem()), fontFamily: style('--font') };
    const { iterations } = this.data.table;
    const window = this.group.window;
    return {
      animation: false,
      backgroundColor: 'transparent',
      textStyle: font,
      grid: { left: 8, right: 16, top: 22, bottom: 36, containLabel: true },
      toolbox: {
        show: true, itemSize: 0, showTitle: false, top: -40,
        feature: { dataZoom: { xAxisIndex: 0, yAxisIndex: false, filterMode: 'filter',
          brushStyle: { color: style('--select'), borderWidth: 0 } } },
      },
      xAxis: {
        type: 'value', min: iterations[0], max: iterations[iterations.length - 1],
        axisLine: { lineStyle: { color: line } }, axisTick: { show: false }, splitLine: { show: false },
        axisLabel: { ...font, formatter: tickWhole, hideOverlap: true, showMinLabel: true, alignMaxLabel: 'right' },
        axisPointer: { label: { show: false }, lineStyle: { color: text, type: 'solid', width: 1, opacity: 0.6 } },
      },
      yAxis: this.#yAxis(font, line),
      dataZoom: [
        {
          type: 'slider', height: 6, bottom: 10, left: 16, right: 16, showDetail: false, brushSelect: false,
          borderColor: 'transparent', backgroundColor: style('--track'), fillerColor: style('--filler'),
          dataBackground: { lineStyle: { opacity: 0 }, areaStyle: { opacity: 0 } },
          selectedDataBackground: { lineStyle: { opacity: 0 }, areaStyle: { opacity: 0 } },
          handleIcon: 'circle', handleSize: 12, handleStyle: { borderWidth: 2, color: style('--card'), borderColor: style('--accent') },
          moveHandleSize: 0, emphasis: { handleStyle: { borderColor: style('--accent') } },
          ...this.#range(window),
        },
        { type: 'inside', zoomOnMouseWheel: 'ctrl', moveOnMouseWheel: false, moveOnMouseMove: 'shift', ...this.#range(window) },
      ],
      tooltip: {
        trigger: 'axis', confine: true, transitionDuration: 0, borderWidth: 1, padding: 0,
        backgroundColor: style('--card'), borderColor: line, extraCssText: '', textStyle: { color: style('--ink') },
        axisPointer: { type: 'line', snap: true },
        formatter: items => this.#tip(items[0].axisValue),
      },
      series: [...this.curves.flatMap(curve => this.#lines(curve)), this.#marks(font, line)],
    };
  }

  #range(window) {
    return window === null
      ? { start: 0, end: 100, rangeMode: ['percent', 'percent'] }
      : { startValue: window[0], endValue: window[1], rangeMode: ['value', 'value'] };
  }

  #yAxis(font, line) {
    const axis = {
      axisLabel: { ...font, formatter: this.options.tick ?? tick },
      splitLine: { lineStyle: { color: line } },
      axisLine: { show: false }, axisTick: { show: false },
    };
    if (!this.logarithmic) {
      return { ...axis, type: 'value', scale: true, min: null, max: null, logBase: 10 };
    }
    const [from, to] = this.group.window ?? [-Infinity, Infinity];
    let least = Infinity;
    let most = 0;
    for (const { points } of this.curves) {
      for (const [at, value] of points) {
        if (value !== null && at >= from && at <= to) {
          least = Math.min(least, value);
          most = Math.max(most, value);
        }
      }
    }
    if (most === 0) {
      return { ...axis, type: 'log', logBase: 10, scale: false, min: null, max: null };
    }
    // Whole decades are too coarse for a narrow range.
    const base = most / least < 30 ? Math.sqrt(10) : 10;
    return { ...axis, type: 'log', logBase: base, scale: false, min: roundDown(least), max: roundUp(most) };
  }

  #lines(curve) {
    const common = {
      type: 'line', name: curve.label, silent: true, symbol: 'circle', connectNulls: false,
      itemStyle: { color: curve.color }, emphasis: { disabled: true },
    };
    const main = {
      ...common, id: curve.name, z: 3, data: curve.smoothed,
      showSymbol: curve.points.length <= FEW_POINTS, symbolSize: 4,
      lineStyle: { color: curve.color, width: 2, type: curve.dashed ? [6, 4] : 'solid', join: 'round' },
    };
    const raw = {
      ...common, id: `${curve.name} raw`, z: 2, data: curve.points, showSymbol: false,
      lineStyle: { color: curve.color, width: 1, opacity: 0.28 },
    };
    return this.#tau() > 0 ? [raw, main] : [main];
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
          .map(([epoch, at]) => ({ xAxis: at, label: { formatter: at > edge ? '' : `epoch ${epoch}` } })),
      },
      markArea: {
        silent: true, animation: false,
        itemStyle: { color: warning, opacity: 0.14, borderColor: warning, borderWidth: 1 },
        label: { ...font, color: warning, position: 'insideTop' },
        data: this.curves.flatMap(curve => stretches(curve, iterations)
          .map(([from, to, kind]) => [{ xAxis: from, name: kind }, { xAxis: to }])),
      },
    };
  }

  #tip(iteration) {
    const { table } = this.data;
    const rows = this.curves.filter(curve => curve.points.length > 0).map(curve => {
      const i = nearest(curve.points, iteration);
      const [at, raw] = curve.points[i];
      return { curve, at, raw, value: curve.smoothed[i][1] };
    });
    rows.sort((a, b) => (b.value ?? Infinity) - (a.value ?? Infinity));
    const index = nearest(table.iterations.map(at => [at]), iteration);
    const { format } = this.options;
    const shown = Math.round(iteration);
    return el('div', { class: 'tip' },
      el('p', {}, `iteration ${whole(shown)} · epoch ${table.columns.epoch[index]}`),
      el('table', {}, ...rows.map(({ curve, at, raw, value }) => {
        const swatch = el('i', { 'aria-hidden': 'true' });
        swatch.style.setProperty('--curve', curve.color);
        return el('tr', {},
          el('th', {}, swatch, curve.label, at === shown ? null : el('small', {}, ` at ${whole(at)}`)),
          el('td', {}, raw === null ? curve.broken.get(at) : format(value)),
          this.#tau() > 0 ? el('td', { class: 'raw' }, raw === null ? '' : `raw ${format(raw)}`) : null);
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

  /** The plot with its title, legend and caption, twice as large as on screen. */
  #savePng() {
    const scale = 2;
    const size = rem();
    const plot = this.plot.renderToCanvas({ pixelRatio: scale, excludeComponents: ['dataZoom', 'toolbox'] });
    const margin = size * scale;
    const head = margin * 4;
    const canvas = el('canvas', { width: plot.width + 2 * margin, height: plot.height + head + 2 * margin });
    const pen = canvas.getContext('2d');
    pen.fillStyle = style('--card');
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.textBaseline = 'middle';
    pen.fillStyle = style('--ink');
    pen.font = `600 ${1.1 * margin}px ${style('--font')}`;
    pen.fillText(this.options.title, margin, margin * 1.4);
    pen.font = `${0.85 * margin}px ${style('--font')}`;
    let x = margin;
    for (const curve of this.curves) {
      pen.fillStyle = curve.color;
      pen.fillRect(x, margin * 3 - 2, margin, 4);
      x += margin * 1.4;
      pen.fillStyle = style('--ink');
      pen.fillText(curve.label, x, margin * 3);
      x += pen.measureText(curve.label).width + margin * 1.4;
    }
    pen.drawImage(plot, margin, head);
    pen.fillStyle = style('--muted');
    pen.font = `${0.7 * margin}px ${style('--font')}`;
    pen.fillText(this.caption.textContent, margin, canvas.height - margin, canvas.width - 2 * margin);
    canvas.toBlob(blob => {
      const url = URL.createObjectURL(blob);
      download(url, `vernier-${this.options.id}.png`);
      setTimeout(() => URL.revokeObjectURL(url), 10_000);
    });
  }
}

/** The next number of the form 1, 2 or 5 times a power of ten. */
function roundDown(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  return [5, 2, 1].map(step => step * power).find(rounded => rounded <= value) ?? power;
}

function roundUp(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].map(step => step * power).find(rounded => rounded >= value);
}

/** Runs of consecutive rows in which a curve is not finite: [from, to, kind]. */
function stretches(curve, iterations) {
  const runs = [];
  let run = null;
  for (const iteration of iterations) {
    const kind = curve.broken.get(iteration);
    if (kind === undefined) {
      run = null;
    } else if (run === null) {
      run = [iteration, iteration, kind];
      runs.push(run);
    } else {
      run[1] = iteration;
    }
  }
  return runs;
}

