// How a training goes: score with held-out curves, ratios, rates, speed, and what needs attention.

import { ChartGroup, LineChart } from '/assets/vernier/chart.js';
import { el } from '/assets/vernier/dom.js';
import { duration, number, percent, tickPercent, whole } from '/assets/vernier/format.js';
import { t } from '/assets/vernier/i18n.js';
import { Health } from '/assets/vernier/health.js';
import { PageHead, controls, facts } from '/assets/vernier/parts.js';
import { SessionSeries } from '/assets/vernier/session-series.js';
import { Joined } from '/assets/vernier/table.js';
import { Tile } from '/assets/vernier/tiles.js';

export function emptyState() {
  return [
    el('p', {}, t('empty')),
    el('pre', { tabindex: '0' }, el('code', {},
      'UIServer.getInstance().attach(storage);\n'
      + 'network.addListeners(\n'
      + '    TrainingRecorder.builder().epochs(20)\n'
      + '        .recordTo(storage).sessionId("run 1").build(),\n'
      + '    EvaluationRecorder.builder().heldOut(test).name("test")\n'
      + '        .recordTo(storage).sessionId("run 1").build());')),
    el('p', {}, t('empty.stock')),
  ];
}

export function create(host) {
  return new OverviewPage(host);
}

class OverviewPage {
  constructor(host) {
    this.host = host;
    this.training = new SessionSeries(host, { onChange: () => this.#draw() });
    this.evaluations = new SessionSeries(host, { path: 'evaluations', onChange: () => this.#draw() });
    this.group = new ChartGroup(window => {
      this.training.zoom(window);
      this.evaluations.zoom(window);
    });
    this.head = new PageHead(host);
    this.facts = facts(t('facts'));
    this.health = new Health(host);
    this.tileRow = el('div', { class: 'tiles' });
    const charts = this.#charts();
    host.root.append(
      this.head.element, this.head.warning, this.facts.element, this.tileRow, this.health.element,
      controls(this.group, { csv: host.address('csv'), smoothing: 5 }),
      el('div', { class: 'charts' }, charts.score.element, charts.heldOut.element),
      el('div', { class: 'charts' }, charts.ratios.element, charts.rates.element),
      el('div', { class: 'charts' }, charts.speed.element));
    this.charts = charts;
  }

  #charts() {
    const training = names => this.host.address('csv', { series: names });
    return {
      score: new LineChart(this.group, {
        id: 'score', title: t('score'), unit: t('score.unit'),
        csv: names => training(names.filter(name => name === 'score')),
        series: table => [
          { name: 'score', label: t('score.training'), color: '--c1' },
          ...named(table, 'loss:', 1, set => t('score.loss', { set })).map(series => ({ ...series, exact: true })),
        ],
      }),
      heldOut: new LineChart(this.group, {
        id: 'held-out', title: t('accuracy'), unit: t('accuracy.unit'), exact: true, format: percent,
        tick: tickPercent, empty: t('evaluation.empty'),
        csv: names => this.host.address('evaluations-csv', { series: names }),
        series: table => named(table, 'accuracy:', 1),
      }),
      ratios: new LineChart(this.group, {
        id: 'ratios', title: t('ratios'), unit: t('ratios.unit'), logarithmic: true, empty: t('ratios.empty'), csv: training,
        series: table => named(table, 'ratio:', 0),
      }),
      rates: new LineChart(this.group, {
        id: 'rates', title: t('rates'), unit: t('rates.unit'), exact: true, empty: t('rates.empty'), csv: training,
        series: table => rates(table),
      }),
      speed: new LineChart(this.group, {
        id: 'speed', title: t('speed'), unit: t('speed.unit'), logarithmic: true, empty: t('speed.empty'), csv: training,
        series: () => [
          { name: 'examplesPerSecond', label: t('speed.examples'), color: '--c3' },
          { name: 'iterationsPerSecond', label: t('speed.iterations'), color: '--c1' },
        ],
      }),
    };
  }

  async poll() {
    const [trained, evaluated] = await Promise.all([this.training.poll(), this.evaluations.poll(), this.health.poll()]);
    return trained || evaluated;
  }

  #draw() {
    const tables = [this.training, this.evaluations].filter(series => series.table?.length > 0);
    if (this.training.table) {
      this.head.show(this.training);
      this.#describe(this.training.answer);
    }
    if (tables.length === 0) {
      return;
    }
    const table = new Joined(tables.map(series => series.table));
    this.#showTiles(table);
    this.#shapeHeldOut(table);
    this.group.show({
      table: new Joined(tables.map(series => series.shown.table)),
      epochs: this.training.epochs.size > 0 ? this.training.epochs : this.evaluations.epochs,
      recorded: tables.reduce((sum, series) => sum + series.recorded, 0),
      unread: tables.reduce((sum, series) => sum + series.unread, 0),
      thinned: tables.some(series => series.thinned),
    });
  }

  #describe({ training, source }) {
    this.facts.show([
      [t('fact.network'), training?.network],
      [t('fact.parameters'), training && whole(training.parameters)],
      [t('fact.epochs'), training && training.epochs > 0 ? whole(training.epochs) : ''],
      [t('fact.source'), source],
    ]);
  }

  /** A regression has errors where a classification has accuracies. */
  #shapeHeldOut(table) {
    const regression = table.names.some(name => name.startsWith('rmse:') && table.points(name).length > 0)
      && !table.names.some(name => name.startsWith('accuracy:') && table.points(name).length > 0);
    if (regression) {
      Object.assign(this.charts.heldOut.options, {
        title: t('rmse'), unit: t('rmse.unit'), format: number, tick: undefined, series: shown => named(shown, 'rmse:', 1),
      });
      this.charts.heldOut.element.querySelector('h2').textContent = t('rmse');
    }
  }

  #showTiles(table) {
    const first = prefix => table.names.find(name => name.startsWith(prefix) && table.points(name).length > 0);
    const wanted = [
      { label: t('tile.score'), series: 'score', format: number, color: '--c1' },
      { label: t('tile.loss'), series: first('loss:'), format: number, color: '--c2' },
      { label: t(first('accuracy:') ? 'tile.accuracy' : first('rmse:') ? 'tile.rmse' : 'tile.accuracy'),
        series: first('accuracy:') ?? first('rmse:'), format: first('accuracy:') ? percent : number, color: '--c3' },
      { label: t('tile.speed'), series: 'iterationsPerSecond', format: number, color: '--c4' },
      { label: t('tile.examples'), series: 'examplesPerSecond', format: value => (value === null ? '–' : whole(value)), color: '--c5' },
      { label: t('tile.remaining'), series: 'remainingSeconds', format: value => (value === null ? '–' : duration(value)), color: '--c6' },
    ];
    const key = wanted.map(tile => tile.series ?? '').join('\n');
    if (key !== this.tileKey) {
      this.tileKey = key;
      this.shownTiles = wanted.map(tile => new Tile({ ...tile, series: tile.series ?? '' }));
      this.tileRow.replaceChildren(...this.shownTiles.map(tile => tile.element));
    }
    this.shownTiles.forEach(tile => tile.show(table));
  }

  restyle() {
    this.group.restyle();
  }

  dispose() {
    this.training.dispose();
    this.evaluations.dispose();
    this.group.dispose();
  }
}

/** The series of a prefix; beyond eight, colours repeat dashed. */
function named(table, prefix, offset, label = name => name) {
  return table.names.filter(name => name.startsWith(prefix) && table.points(name).length > 0).map((name, i) => ({
    name, label: label(name.slice(prefix.length)), color: `--c${(i + offset) % 8 + 1}`, dashed: i + offset >= 8,
  }));
}

/** One curve if all layers have the same rates. */
function rates(table) {
  const all = named(table, 'rate:', 0);
  const values = all.map(({ name }) => JSON.stringify(table.points(name)));
  return values.length > 1 && new Set(values).size === 1 ? [{ ...all[0], label: t('rates.all') }] : all;
}
