// The page of a distillation: tiles, losses, attention maps, held-out accuracy, calibration.

import { ChartGroup, LineChart } from '/assets/vernier/chart.js';
import { el, svg } from '/assets/vernier/dom.js';
import { number, percent, plural, whole } from '/assets/vernier/format.js';
import { AttentionMaps } from '/assets/vernier/attention.js';
import { Table } from '/assets/vernier/table.js';

/** Rows held here before the server is asked for a thinned view of the whole session again. */
const MAX_ROWS = 12_000;
const ZOOM_SETTLES_MILLIS = 250;

/** Time constants of smoothing that the slider offers, in iterations. */
const TAUS = [0, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000];

/** What the names of conventions in the records stand for. */
const CONVENTIONS = {
  kdConvention: {
    DEFICIENT_EFFICIENT: '2T² · mean of q (log q − log p)',
    ATTENTION_TRANSFER: 'T² · KL(q ‖ p)',
  },
  attentionConvention: {
    CODE: 'mean squared difference of maps',
    PAPER: 'norm of the difference of maps',
  },
};

const TAP_COLORS = ['--c1', '--c2', '--c3', '--c4', '--c5', '--c6', '--c7', '--c8'];

export function emptyState() {
  return [
    el('p', {}, 'Attach a storage to the UI server and let the student’s listener record into it:'),
    el('pre', { tabindex: '0' }, el('code', {},
      'UIServer.getInstance().attach(storage);\n'
      + 'student.addListeners(DistillationListener.builder(teacher)\n'
      + '    .knowledge(4, 0.9)\n'
      + '    .recordTo(storage)\n'
      + '    .build());')),
  ];
}

export function create(host) {
  return new DistillationPage(host);
}

class DistillationPage {
  constructor(host) {
    this.host = host;
    this.table = null;
    this.refined = null;
    this.last = null;
    this.recorded = 0;
    this.thinned = false;
    this.epochs = new Map();
    this.problems = { unreadable: 0, newestVersion: 0, supportedVersion: 0 };
    this.busy = false;
    this.disposed = false;
    this.#build();
  }

  #build() {
    const { info, session } = this.host;
    this.group = new ChartGroup(() => this.#windowChanged());
    this.maps = new AttentionMaps(this.host);
    this.position = el('p', { class: 'position' });
    this.facts = el('ul', { class: 'facts', 'aria-label': 'Settings of the distillation' });
    this.warning = el('p', { class: 'notice', hidden: true });
    this.worker = el('select', { id: 'worker', onchange: () => this.#changeWorker() });
    this.workerLabel = el('label', { class: 'session', hidden: true }, el('span', {}, 'Worker'), this.worker);
    this.tiles = TILES.map(tile => new Tile(tile));
    this.slider = el('input', {
      id: 'smoothing', type: 'range', min: '0', max: String(TAUS.length - 1), step: '1', value: '4',
      oninput: () => this.#smoothingChanged(),
    });
    this.smoothing = el('output', { for: 'smoothing' });
    const charts = this.#charts();
    this.host.root.append(
      el('div', { class: 'head' },
        el('div', {}, el('h1', {}, info.title), el('p', { class: 'lead' }, info.summary)),
        this.position),
      this.warning,
      this.facts,
      el('div', { class: 'tiles' }, ...this.tiles.map(tile => tile.element)),
      el('div', { class: 'controls' },
        el('label', { for: 'smoothing' }, 'Smoothing'), this.slider, this.smoothing,
        this.workerLabel,
        el('span', { class: 'spacer' }),
        el('span', { class: 'hint fine' }, 'Drag in a chart to zoom, double-click for all'),
        el('a', { class: 'quiet', id: 'csv', href: this.#csv([]) }, 'All values as CSV')),
      el('div', { class: 'charts' }, charts.losses.element, charts.attention.element),
      this.maps.element,
      el('div', { class: 'charts' }, charts.accuracy.element, charts.calibration.element));
    this.#smoothingChanged();
    this.host.root.setAttribute('data-session', session);
  }

  #charts() {
    const csv = names => this.#csv(names);
    return {
      losses: new LineChart(this.group, {
        id: 'losses', title: 'Losses', format: number, csv,
        unit: 'Mean over the minibatch, nats; cross-entropy and KD before their weights 1 − α and α',
        series: () => [
          { name: 'crossEntropy', label: 'Cross-entropy', color: '--c-student' },
          { name: 'knowledge', label: 'Distillation (KD)', color: '--c-teacher' },
          { name: 'attentionTotal', label: 'Attention, weighted', color: '--c3' },
          { name: 'score', label: 'Training score', color: '--c-score', dashed: true },
        ],
      }),
      attention: new LineChart(this.group, {
        id: 'attention', title: 'Attention loss by tap', format: number, csv, logarithmic: true,
        empty: 'This distillation has no attention taps.',
        unit: 'Distance of normalized maps, no unit; before the weight β',
        series: table => table.names.filter(name => name.startsWith('attention:')).map((name, i) => ({
          name, label: name.slice('attention:'.length), color: TAP_COLORS[i % TAP_COLORS.length],
        })),
      }),
      accuracy: new LineChart(this.group, {
        id: 'accuracy', title: 'Held-out accuracy', format: percent, tick: value => percent(value, 0), csv, exact: true,
        empty: 'No evaluation on held-out data yet.',
        unit: 'Share of held-out examples, %',
        series: () => [
          { name: 'studentAccuracy', label: 'Student', color: '--c-student' },
          { name: 'teacherAccuracy', label: 'Teacher', color: '--c-teacher', dashed: true },
          { name: 'agreement', label: 'Same answer', color: '--c4' },
        ],
      }),
      calibration: new LineChart(this.group, {
        id: 'calibration', title: 'Calibration error', format: percent, tick: value => percent(value, 0), csv, exact: true,
        empty: 'No evaluation on held-out data yet.',
        unit: 'Expected calibration error on held-out examples, %; 0 is best',
        series: () => [
          { name: 'studentCalibrationError', label: 'Student', color: '--c-student' },
          { name: 'teacherCalibrationError', label: 'Teacher', color: '--c-teacher', dashed: true },
        ],
      }),
    };
  }

  #csv(names) {
    const query = [['session', this.host.session], ...names.map(name => ['series', name])];
    if (this.worker.value) {
      query.push(['worker', this.worker.value]);
    }
    return this.host.address('csv', query);
  }

  /** Asks for what is new; true if there was something. */
  async poll() {
    if (this.busy) {
      return false;
    }
    this.busy = true;
    try {
      const [fresh, freshMaps] = await Promise.all([this.#pollSeries(), this.maps.poll(this.worker.value)]);
      return fresh || freshMaps;
    } finally {
      this.busy = false;
    }
  }

  async #pollSeries() {
    const worker = this.worker.value || null;
    const answer = await this.host.api('', { worker, from: this.last });
    if (this.disposed || worker !== (this.worker.value || null)) {
      return false;
    }
    this.#take(answer);
    return answer.recorded > 0;
  }

  #take(answer) {
    const joins = this.last !== null && this.table?.fits(answer);
    if (this.last !== null && this.table && (!joins || this.table.length + answer.columns.iteration.length > MAX_ROWS)) {
      this.#forget();
      return;
    }
    if (joins) {
      this.table.append(answer);
      this.refined?.append(answer);
    } else {
      this.table = new Table(answer);
    }
    if (answer.recorded > 0) {
      this.last = answer.last;
    }
    this.recorded += answer.recorded;
    this.thinned = this.thinned || answer.thinned;
    for (const { epoch, iteration } of answer.epochs) {
      if (!this.epochs.has(epoch)) {
        this.epochs.set(epoch, iteration);
      }
    }
    this.problems.unreadable += answer.unreadable;
    this.problems.newestVersion = Math.max(this.problems.newestVersion, answer.newestVersion);
    this.problems.supportedVersion = answer.supportedVersion;
    this.#offerWorkers(answer);
    this.#describe(answer);
    if (answer.recorded > 0 || !joins) {
      this.#draw();
    }
  }

  /** Starts over at the next poll with a thinned view of everything. */
  #forget() {
    this.last = null;
    this.table = null;
    this.refined = null;
    this.recorded = 0;
    this.thinned = false;
    this.epochs.clear();
    this.problems.unreadable = 0;
  }

  #offerWorkers({ workers, worker }) {
    const offered = [...this.worker.options].map(option => option.value);
    if (workers.length > 0 && JSON.stringify(offered) !== JSON.stringify(workers)) {
      this.worker.replaceChildren(...workers.map(name => el('option', { value: name }, name)));
      this.worker.value = worker;
    }
    this.workerLabel.hidden = workers.length < 2;
    document.getElementById('csv').href = this.#csv([]);
  }

  #changeWorker() {
    this.#forget();
    this.maps.forget();
    this.poll();
  }

  #describe({ settings }) {
    const { iteration, epoch } = this.table.columns;
    const end = this.table.length - 1;
    this.position.replaceChildren(...(end < 0 ? ['No records yet'] : [
      el('span', {}, 'iteration ', el('b', {}, whole(iteration[end]))),
      el('span', {}, 'epoch ', el('b', {}, whole(epoch[end]))),
      el('span', {}, el('b', {}, whole(this.recorded)), ` record${this.recorded === 1 ? '' : 's'}`),
    ]));
    const { unreadable, newestVersion, supportedVersion } = this.problems;
    const warnings = [];
    if (newestVersion > supportedVersion) {
      warnings.push(`Some records are of version ${newestVersion}, this page knows versions up to ${supportedVersion}: `
        + 'what the newer version added is not shown.');
    }
    if (unreadable > 0) {
      warnings.push(`${plural(unreadable, 'record')} could not be read.`);
    }
    this.warning.textContent = warnings.join(' ');
    this.warning.hidden = warnings.length === 0;
    if (settings) {
      this.#showSettings(settings);
    }
  }

  #showSettings(settings) {
    const spelledOut = name => CONVENTIONS[name][settings[name]] ?? settings[name];
    const betas = new Set(settings.tapBetas).size === 1 ? number(settings.tapBetas[0]) : settings.tapBetas.map(number).join(', ');
    const taps = settings.studentTaps.map((tap, i) =>
      (settings.teacherTaps[i] ?? tap) === tap ? tap : `${tap} ← ${settings.teacherTaps[i]}`).join(', ');
    const facts = [
      ['Temperature T', number(settings.temperature)],
      ['KD share α', number(settings.alpha)],
      ['KD loss', spelledOut('kdConvention')],
      ['Attention loss', taps && spelledOut('attentionConvention')],
      ['Tap weights β', betas],
      ['Taps', taps],
      ['Heads', settings.heads.length > 1 ? settings.heads.join(', ') : ''],
    ];
    this.facts.replaceChildren(...facts.filter(([, value]) => value)
      .map(([name, value]) => el('li', {}, el('span', {}, name), ' ', el('b', {}, value))));
  }

  #draw() {
    if (this.table.length === 0) {
      return;
    }
    this.tiles.forEach(tile => tile.show(this.table));
    this.group.show({
      table: this.refined ?? this.table, epochs: this.epochs, recorded: this.recorded, thinned: this.thinned,
    });
  }

  #smoothingChanged() {
    const tau = TAUS[Number(this.slider.value)];
    const text = tau === 0 ? 'off' : plural(tau, 'iteration');
    this.smoothing.textContent = text;
    this.slider.setAttribute('aria-valuetext', text);
    this.group.smooth(tau);
  }

  /** Of a thinned session the zoomed part is fetched in full, once the zoom has settled. */
  #windowChanged() {
    clearTimeout(this.settling);
    if (!this.thinned) {
      return;
    }
    this.settling = setTimeout(() => this.#refine().catch(() => {}), ZOOM_SETTLES_MILLIS);
  }

  async #refine() {
    const { window } = this.group;
    if (window === null) {
      this.refined = null;
      this.#draw();
      return;
    }
    const { time, iteration } = this.table.columns;
    const first = Math.max(0, iteration.findIndex(at => at >= window[0]) - 1);
    const after = iteration.findIndex(at => at > window[1]);
    const last = after < 0 ? time.length - 1 : after;
    const answer = await this.host.api('', { worker: this.worker.value || null, from: time[first] - 1, to: time[last] });
    if (this.group.window === window && !this.disposed && this.table) {
      this.refined = this.table.refined(answer);
      this.#draw();
    }
  }

  restyle() {
    this.group.restyle();
    this.maps.draw();
  }

  dispose() {
    this.disposed = true;
    clearTimeout(this.settling);
    this.group.dispose();
    this.maps.dispose();
  }
}

const TILES = [
  { label: 'Cross-entropy', series: 'crossEntropy', format: number, color: '--c-student' },
  { label: 'Distillation loss', series: 'knowledge', format: number, color: '--c-teacher' },
  { label: 'Attention loss', series: 'attentionTotal', format: number, color: '--c3' },
  { label: 'Student accuracy', series: 'studentAccuracy', format: percent, color: '--c-student', reference: 'teacherAccuracy' },
  { label: 'Same answer as teacher', series: 'agreement', format: percent, color: '--c4' },
  { label: 'Calibration error', series: 'studentCalibrationError', format: percent, color: '--c-student', reference: 'teacherCalibrationError' },
];

/** The latest value, its reference, and its course in the size of a word. */
class Tile {
  constructor(tile) {
    this.tile = tile;
    this.value = el('b', {}, '–');
    this.note = el('small', {});
    this.line = svg('path', {});
    const spark = svg('svg', { viewBox: '0 0 100 32', preserveAspectRatio: 'none', 'aria-hidden': 'true' }, this.line);
    this.element = el('div', { class: 'tile', data: { series: tile.series } },
      el('span', {}, tile.label), this.value, this.note, spark);
    this.element.style.setProperty('--curve', `var(${tile.color})`);
  }

  show(table) {
    const { series, format, reference } = this.tile;
    const latest = table.latest(series);
    this.value.textContent = format(latest);
    this.note.textContent = reference && table.latest(reference) !== null
      ? `teacher ${format(table.latest(reference))}` : '';
    this.element.classList.toggle('absent', latest === null);
    this.line.setAttribute('d', sparkline(table.points(series).filter(([, value]) => value !== null)));
  }
}

/** A path through at most 60 averages, over the whole width and height of the view box. */
function sparkline(points) {
  if (points.length < 2) {
    return '';
  }
  const bins = Math.min(60, points.length);
  const means = Array.from({ length: bins }, (_, bin) => {
    const part = points.slice(Math.floor(bin * points.length / bins), Math.floor((bin + 1) * points.length / bins));
    return part.reduce((sum, [, value]) => sum + value, 0) / part.length;
  });
  const least = Math.min(...means);
  const span = Math.max(...means) - least || 1;
  return means.map((mean, i) =>
    `${i === 0 ? 'M' : 'L'}${(100 * i / (bins - 1)).toFixed(2)} ${(29 - 26 * (mean - least) / span).toFixed(2)}`).join('');
}
