// The page of binary weights: a table of all layers; of the chosen one histograms, clamp, errors, entropies, flips.

import { Plot } from '/assets/vernier/card.js';
import { ChartGroup, LineChart } from '/assets/vernier/chart.js';
import { bars, cells, occupied } from '/assets/vernier/density.js';
import { el } from '/assets/vernier/dom.js';
import { number, percent, tickPercent, whole } from '/assets/vernier/format.js';
import { t } from '/assets/vernier/i18n.js';
import { ChoiceTable, History, Moments, numeric } from '/assets/vernier/inspect.js';
import { PageHead, controls, facts } from '/assets/vernier/parts.js';
import { SessionSeries } from '/assets/vernier/session-series.js';

export function emptyState() {
  return [
    el('p', {}, t('empty')),
    el('pre', { tabindex: '0' }, el('code', {},
      'network.addListeners(BinaryWeightListener.builder().recordTo(storage).build());')),
  ];
}

export function create(host) {
  return new BinaryWeightsPage(host);
}

class BinaryWeightsPage {
  constructor(host) {
    this.host = host;
    this.weight = null;
    this.past = null;
    const parameters = () => ({ weight: this.weight });
    this.series = new SessionSeries(host, { parameters, onChange: () => this.#drawSeries() });
    this.moments = new Moments(host, { id: 'moment', parameters, onChange: () => this.#drawMoment() });
    this.history = new History(host, { parameters, onChange: answer => this.#drawHistory(answer) });
    this.group = new ChartGroup(window => this.series.zoom(window));
    this.head = new PageHead(host);
    this.facts = facts(t('facts'));
    this.table = new ChoiceTable({
      id: 'layers', title: t('layers'), caption: t('layers.caption'), rowName: t('weight'), onChoose: name => this.#choose(name),
      columns: [
        { name: 'length', label: t('length'), format: whole },
        { name: 'tau', label: 'τ' },
        { name: 'scale', label: t('scale.short') },
        { name: 'deadShare', label: t('dead'), format: percent },
        { name: 'clampedShare', label: t('clamped'), format: percent },
        { name: 'errorAtOptimum', label: t('error') },
        { name: 'binaryEntropy', label: t('entropy.short') },
        { name: 'flipRatio', label: t('flips.short'), format: value => percent(value, 2) },
      ],
    });
    this.heading = el('h2', { class: 'section' });
    this.histogram = new Plot({
      id: 'histogram', title: t('histogram'), csv: data => histogramCsv(data),
      draw: (data, look) => this.#histogramOption(data, look),
      caption: ({ counts }) => t('histogram.caption', { count: counts.reduce((a, b) => a + b, 0) }),
      label: data => t('histogram.label', { dead: percent(data.dead) }),
    });
    this.density = new Plot({
      id: 'density', title: t('density'), csv: data => densityCsv(data),
      draw: (data, look) => cells(look, data, data.iterations, {
        name: t('latent'),
        lines: [1, -1].map(sign => ({ label: sign > 0 ? 'Q' : '−Q', values: data.bounds.map(bound => (bound === null ? null : sign * bound)) })),
      }),
      caption: data => t('density.caption', { drawn: whole(data.iterations.length), all: whole(data.of) }),
    });
    const bar = controls(this.group, { csv: this.#address([]), smoothing: 0 });
    this.csv = bar.querySelector('#csv');
    host.root.append(
      this.head.element, this.head.warning, this.facts.element, this.table.element, this.heading,
      this.moments.element,
      el('div', { class: 'charts' }, this.histogram.element, this.density.element),
      bar,
      el('div', { class: 'charts' }, ...this.#charts().map(chart => chart.element)));
  }

  #address(names) {
    return this.host.address('csv', { series: names, ...(this.weight === null ? {} : { weight: this.weight }) });
  }

  #charts() {
    const csv = names => this.#address(names);
    const share = { format: percent, tick: tickPercent };
    const chart = (id, curves, more = {}) => new LineChart(this.group, {
      id, title: t(id), unit: t(`${id}.unit`), csv, ...more,
      series: table => curves.filter(({ name }) => name !== 'bound' || hasClamp(table)),
    });
    return [
      chart('clamp', [
        { name: 'bound', label: t('bound'), color: '--c2' },
        { name: 'scale', label: t('scale'), color: '--c1' },
      ]),
      chart('tau', [{ name: 'tau', label: 'τ', color: '--c4' }], { tick: number }),
      chart('shares', [
        { name: 'deadShare', label: t('dead'), color: '--c5' },
        { name: 'clampedShare', label: t('clamped'), color: '--c2' },
      ], share),
      chart('flips', [{ name: 'flipRatio', label: t('flips.curve'), color: '--c3', sinceLast: true }],
        { format: value => percent(value, 2), tick: value => percent(value, 1) }),
      chart('errors', [
        { name: 'errorAtScale', label: t('errorAtScale'), color: '--c1' },
        { name: 'errorAtOptimum', label: t('errorAtOptimum'), color: '--c2', dashed: true },
      ]),
      chart('entropy', [{ name: 'binaryEntropy', label: t('entropy.binary'), color: '--c6' }], { tick: number }),
      chart('laplace', [{ name: 'laplaceEntropy', label: t('laplace.curve'), color: '--c7' }]),
      chart('balance', [{ name: 'signBalance', label: t('balance.curve'), color: '--c8' }]),
    ];
  }

  async poll() {
    const fresh = await Promise.all([this.series.poll(), this.moments.poll(), this.history.poll()]);
    return fresh.some(Boolean);
  }

  #choose(weight) {
    this.weight = weight;
    this.csv.href = this.#address([]);
    this.#drawMoment();
    return Promise.all([this.series.reload(), this.moments.reload(), this.history.reload()]).catch(() => {});
  }

  get #settings() {
    return this.series.answer?.settings ?? null;
  }

  #drawSeries() {
    this.head.show(this.series);
    const settings = this.#settings;
    if (settings) {
      this.weight ??= settings.weights[0] ?? null;
      this.csv.href = this.#address([]);
      this.heading.textContent = this.weight ?? '';
      this.facts.show([
        [t('facts.weights'), whole(settings.weights.length)],
        [t('facts.covered'), percent(numeric(settings.coveredShare))],
        [t('facts.skipped'), settings.skippedLayers.map((layer, i) => `${layer} (${settings.skippedReasons[i]})`).join(', ')],
      ]);
    }
    if (this.series.table.length > 0) {
      this.group.show(this.series.shown);
    }
    // The first answer may come after the first moment's; its settings say what the bins are.
    this.#drawMoment();
    this.#drawDensity();
  }

  #drawMoment() {
    const { answer } = this.moments;
    const settings = this.#settings;
    if (!settings || !answer?.table) {
      return;
    }
    this.table.show(settings.weights.map((name, row) => ({
      name,
      values: {
        length: settings.lengths[row],
        ...Object.fromEntries(Object.entries(answer.table).map(([statistic, all]) => [statistic, numeric(all[row])])),
      },
    })), this.weight);
    if (answer.histogram?.length > 0) {
      const { edges, counts } = occupied([answer.histogram], settings);
      this.histogram.show({
        edges, counts: counts[0], full: answer.histogram, settings,
        bound: numeric(answer.latentBound), dead: numeric(answer.table.deadShare[settings.weights.indexOf(this.weight)]),
      });
    }
  }

  #drawHistory(answer) {
    this.past = answer;
    this.#drawDensity();
  }

  #drawDensity() {
    const settings = this.#settings;
    const moments = (this.past?.moments ?? []).filter(moment => moment.histogram?.length > 0);
    if (!settings || moments.length === 0) {
      return;
    }
    this.density.show({
      ...occupied(moments.map(moment => moment.histogram), settings),
      iterations: moments.map(moment => moment.iteration), bounds: moments.map(moment => numeric(moment.latentBound)),
      of: this.past.of, moments, settings,
    });
  }

  #histogramOption({ edges, counts, bound }, look) {
    const clamped = bound !== null && Number.isFinite(bound);
    const middle = (from, to) => Math.abs(from + to) / 2;
    return bars(look, { edges, counts },
      (from, to) => (clamped && middle(from, to) > bound ? look.color(4) : look.color(0)), {
        name: t('latent'),
        lines: clamped ? [{ at: -bound, label: '−Q' }, { at: bound, label: 'Q' }] : [],
      });
  }

  restyle() {
    this.group.restyle();
    this.histogram.restyle();
    this.density.restyle();
  }

  dispose() {
    for (const part of [this.series, this.moments, this.history, this.group, this.histogram, this.density]) {
      part.dispose();
    }
  }
}

/** Without a clamp the bound is infinite in every record, which is no news. */
function hasClamp(table) {
  return table.latest('bound') !== null || [...table.nonFinite.get('bound').values()].includes('NaN');
}

/** All bins as recorded, whatever is drawn. */
function histogramCsv({ full, settings }) {
  const width = (settings.high - settings.low) / full.length;
  return [['from', 'to', 'count'],
    ...full.map((count, i) => [settings.low + i * width, settings.low + (i + 1) * width, count])];
}

function densityCsv({ moments, settings }) {
  const bins = moments[0].histogram.length;
  const width = (settings.high - settings.low) / bins;
  return [['iteration', 'epoch', 'Q', ...Array.from({ length: bins }, (_, i) => Number((settings.low + (i + 0.5) * width).toPrecision(6)))],
    ...moments.map(moment => [moment.iteration, moment.epoch, moment.latentBound, ...moment.histogram])];
}
