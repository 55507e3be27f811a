// The page of the gradient's variance: a table of all layers; of the chosen one, or of all, curves; tests, histograms.

import { Plot } from '/assets/vernier/card.js';
import { ChartGroup, LineChart } from '/assets/vernier/chart.js';
import { grid, occupied, ridges } from '/assets/vernier/density.js';
import { el } from '/assets/vernier/dom.js';
import { percent, whole } from '/assets/vernier/format.js';
import { t } from '/assets/vernier/i18n.js';
import { ChoiceTable, History, Moments, numeric, problemsOf } from '/assets/vernier/inspect.js';
import { PageHead, controls, facts } from '/assets/vernier/parts.js';
import { SessionSeries } from '/assets/vernier/session-series.js';

const STATISTICS = ['variance', 'normalizedVariance', 'snr', 'noiseScale', 'meanGradientNorm'];
const MOST_RIDGES = 12;

export function emptyState() {
  return [
    el('p', {}, t('empty')),
    el('pre', { tabindex: '0' }, el('code', {},
      'network.addListeners(GradientVarianceListener.builder()\n'
      + '    .histograms()\n'
      + '    .recordTo(storage)\n'
      + '    .build());')),
  ];
}

export function create(host) {
  return new GradientVariancePage(host);
}

class GradientVariancePage {
  constructor(host) {
    this.host = host;
    /** The chosen layer, empty for all together. */
    this.layer = '';
    const parameters = () => ({ layer: this.layer || null });
    this.series = new SessionSeries(host, { parameters, onChange: () => this.#drawSeries() });
    this.estimator = new SessionSeries(host, { path: 'estimator', parameters, onChange: () => this.#drawEstimator() });
    this.moments = new Moments(host, { id: 'moment', parameters, onChange: () => this.#drawMoment() });
    this.history = new History(host, { onChange: answer => this.#drawHistory(answer) });
    this.group = new ChartGroup(window => this.series.zoom(window));
    this.estimates = new ChartGroup(window => this.estimator.zoom(window));
    this.head = new PageHead(host);
    this.facts = facts(t('facts'));
    this.table = this.#choice();
    this.heading = el('h2', { class: 'section' }, t('all'));
    this.ridges = this.#ridges();
    this.grid = this.#grid();
    this.estimatorHeading = el('h2', { class: 'section' }, t('estimator'));
    this.estimatorFacts = facts(t('estimator.facts'));
    this.estimatorPart = el('div', { class: 'part', hidden: true }, this.estimatorHeading, this.estimatorFacts.element,
      el('div', { class: 'charts' }, ...this.#estimatorCharts().map(chart => chart.element)));
    const bar = controls(
      { smooth: tau => [this.group, this.estimates].forEach(group => group.smooth(tau)) },
      { csv: this.#address('csv', []), smoothing: 2 });
    this.csv = bar.querySelector('#csv');
    host.root.append(
      this.head.element, this.head.warning, this.facts.element,
      this.table.element, this.heading,
      bar,
      el('div', { class: 'charts' }, ...this.#layerCharts().map(chart => chart.element)),
      this.estimatorPart,
      el('h2', { class: 'section' }, t('minibatch')),
      el('div', { class: 'charts' }, ...this.#minibatchCharts().map(chart => chart.element)),
      el('h2', { class: 'section' }, t('elements')), this.moments.element,
      el('div', { class: 'charts' }, this.ridges.element, this.grid.element));
  }

  #choice() {
    return new ChoiceTable({
      id: 'layers', title: t('layers'), caption: t('layers.caption'), rowName: t('layer'), onChoose: name => this.#choose(name),
      columns: [
        ...STATISTICS.map(name => ({ name, label: t(`${name}.short`) })),
        { name: 'updateSize', label: t('updateSize.short') },
        { name: 'distance', label: t('distance.short') },
      ],
    });
  }

  #address(path, names) {
    return this.host.address(path, { series: names, ...(this.layer ? { layer: this.layer } : {}) });
  }

  #line(group, path, id, curves, more = {}) {
    return new LineChart(group, {
      id, title: t(id), unit: t(`${id}.unit`), csv: names => this.#address(path, names), ...more,
      // The suggestion is NaN in all records of updaters other than plain SGD, as the caption says; that is no news.
      series: table => curves.filter(({ name }) =>
        (name === 'suggestedBatchSize' ? table.latest(name) !== null : table.points(name).length > 0)),
    });
  }

  #layerCharts() {
    const both = (name, more) => this.#line(this.group, 'csv', name, [
      { name: `examples:${name}`, label: t('examples'), color: '--c1' },
      { name: `draws:${name}`, label: t('draws'), color: '--c2', dashed: true },
    ], more);
    return [
      both('variance', { logarithmic: true }),
      both('normalizedVariance', { logarithmic: true }),
      both('snr'),
      both('noiseScale', { logarithmic: true }),
      both('meanGradientNorm', { logarithmic: true }),
      this.#line(this.group, 'csv', 'steps', [
        { name: 'updateSize', label: t('updateSize'), color: '--c3' },
        { name: 'distance', label: t('distance'), color: '--c4' },
      ], { logarithmic: true }),
    ];
  }

  #estimatorCharts() {
    return ['variance', 'normalizedVariance', 'snr', 'noiseScale'].map(name => new LineChart(this.estimates, {
      id: `estimator-${name}`, title: t(name), unit: t(`${name}.unit`), logarithmic: name !== 'snr',
      csv: names => this.#address('estimator-csv', names),
      series: table => [
        { name: `estimator:${name}`, label: this.estimatorName, color: '--c3' },
        { name: `plain:${name}`, label: t('plain'), color: '--c2', dashed: true },
      ].filter(curve => table.points(curve.name).length > 0),
    }));
  }

  get estimatorName() {
    return this.estimator.answer?.settings?.estimator || t('estimator');
  }

  #minibatchCharts() {
    const line = (id, curves, more) => this.#line(this.group, 'csv', id, curves, { empty: t('examples.empty'), ...more });
    return [
      line('tests', [
        { name: 'normTest', label: t('normTest'), color: '--c1' },
        { name: 'innerTest', label: t('innerTest'), color: '--c2' },
        { name: 'orthoTest', label: t('orthoTest'), color: '--c3' },
      ], { logarithmic: true }),
      line('batch', [
        { name: 'suggestedBatchSize', label: t('suggested'), color: '--c5' },
        { name: 'minibatch', label: t('actual'), color: '--c-score', dashed: true },
      ], { logarithmic: true }),
      line('gsnr', [{ name: 'meanGsnr', label: t('gsnr'), color: '--c6' }], { logarithmic: true }),
      line('stopping', [{ name: 'earlyStopping', label: t('stopping.curve'), color: '--c7' }]),
    ];
  }

  #ridges() {
    return new Plot({
      id: 'ridges', title: t('ridges'), empty: t('histograms.empty'),
      csv: ({ moments, axes }) => [['iteration', 'epoch', ...centres(axes)],
        ...moments.map(moment => [moment.iteration, moment.epoch, ...moment.histogram])],
      draw: (data, look) => ridges(look, data, data.iterations, { name: t('gradient') }),
      caption: ({ iterations, of }) => t('ridges.caption', { drawn: whole(iterations.length), all: whole(of) }),
    });
  }

  #grid() {
    return new Plot({
      id: 'grid', title: t('grid'), empty: t('histograms.empty'),
      csv: ({ counts, gradient, parameter }) => [['gradient', ...centres(parameter)],
        ...counts.map((row, i) => [centres(gradient)[i], ...row])],
      draw: ({ counts, gradient, parameter }, look) =>
        grid(look, counts, parameter, gradient, { x: t('parameter'), y: t('gradient') }),
      caption: () => t('grid.caption'),
    });
  }

  async poll() {
    const fresh = await Promise.all([this.series, this.estimator, this.moments, this.history].map(part => part.poll()));
    return fresh.some(Boolean);
  }

  #choose(layer) {
    this.layer = layer;
    this.heading.textContent = layer || t('all');
    this.csv.href = this.#address('csv', []);
    this.#drawMoment();
    return Promise.all([this.series.reload(), this.estimator.reload()]).catch(() => {});
  }

  get #settings() {
    return this.series.answer?.settings ?? null;
  }

  /** Both are of one training; the position is that of the one that has records. */
  #drawHead() {
    const alone = this.series.recorded === 0 && this.estimator.recorded > 0;
    if (alone || this.series.table !== null) {
      this.head.show(alone ? this.estimator : this.series);
      this.head.warn(problemsOf(this.series.problems, this.estimator.problems));
    }
  }

  #drawSeries() {
    this.#drawHead();
    const settings = this.#settings;
    if (settings) {
      this.facts.show([
        [t('facts.method'), settings.method && settings.method.toLowerCase().replaceAll('_', ' ')],
        [t('facts.covered'), settings.method && percent(numeric(settings.coveredShare))],
        [t('facts.draws'), settings.draws > 0 ? `${settings.draws} + ${settings.draws}` : ''],
        [t('facts.convention'), settings.convention.toLowerCase().replaceAll('_', ' ')],
        [t('facts.data'), t(settings.data === 'own' ? 'data.own' : 'data.training')],
        [t('facts.skipped'), settings.skippedLayers.map((layer, i) => `${layer} (${settings.skippedReasons[i]})`).join(', ')],
      ]);
    }
    if (this.series.table.length > 0) {
      this.group.show(this.series.shown);
    }
    this.#drawMoment();
    this.#drawHistory(this.past);
  }

  #drawEstimator() {
    const { table, answer, recorded } = this.estimator;
    this.estimatorPart.hidden = recorded === 0;
    this.#drawHead();
    if (recorded === 0) {
      return;
    }
    const { settings } = answer;
    if (settings) {
      this.estimatorFacts.show([
        [t('estimator'), settings.estimator],
        [t('estimator.used'), t(settings.used ? 'yes' : 'no')],
        [t('facts.covered'), percent(numeric(settings.coveredShare))],
        [t('facts.draws'), `${settings.draws} + ${settings.draws}`],
        [t('facts.skipped'), settings.skippedLayers.map((layer, i) => `${layer} (${settings.skippedReasons[i]})`).join(', ')],
      ]);
    }
    if (table.length > 0) {
      this.estimates.show(this.estimator.shown);
    }
  }

  #drawMoment() {
    const { answer } = this.moments;
    const settings = this.#settings;
    if (!settings || !answer?.updateSize) {
      return;
    }
    const at = (values, names, layer) => {
      const row = layer === '' ? (values?.length ?? 0) - 1 : names.indexOf(layer);
      return numeric(values?.[row]);
    };
    const [statistics, rows] = answer.examples
      ? [answer.examples, settings.exampleLayers] : [answer.draws ?? {}, settings.layers];
    this.table.show(['', ...settings.layers].map(layer => ({
      name: layer, label: layer || t('all'),
      values: {
        ...Object.fromEntries(STATISTICS.map(name => [name, at(statistics[name], rows, layer)])),
        updateSize: at(answer.updateSize, settings.layers, layer),
        distance: at(answer.distance, settings.layers, layer),
      },
    })), this.layer);
    if (answer.histogram2d.length > 0 && settings.axes.length === 9) {
      const [gradient, parameter] = [axis(settings.axes, 1), axis(settings.axes, 2)];
      const counts = Array.from({ length: gradient.bins }, (_, i) =>
        answer.histogram2d.slice(i * parameter.bins, (i + 1) * parameter.bins));
      this.grid.show({ counts, gradient, parameter });
    }
  }

  #drawHistory(past) {
    this.past = past;
    const settings = this.#settings;
    const recorded = (past?.moments ?? []).filter(moment => moment.histogram?.length > 0);
    if (!settings || settings.axes.length !== 9 || recorded.length === 0) {
      return;
    }
    const stride = Math.ceil(recorded.length / MOST_RIDGES);
    const moments = recorded.filter((_, i) => (recorded.length - 1 - i) % stride === 0);
    const axes = axis(settings.axes, 0);
    this.ridges.show({
      ...occupied(moments.map(moment => moment.histogram), axes), moments, axes,
      iterations: moments.map(moment => moment.iteration), of: past.of,
    });
  }

  restyle() {
    [this.group, this.estimates, this.ridges, this.grid].forEach(part => part.restyle());
  }

  dispose() {
    [this.series, this.estimator, this.moments, this.history, this.group, this.estimates, this.ridges, this.grid]
      .forEach(part => part.dispose());
  }
}

/** The n-th of the recorded axes. */
function axis(axes, n) {
  const [bins, low, high] = axes.slice(3 * n, 3 * n + 3);
  return { bins, low, high };
}

function centres({ bins, low, high }) {
  return Array.from({ length: bins }, (_, i) => Number((low + (i + 0.5) * (high - low) / bins).toPrecision(6)));
}
