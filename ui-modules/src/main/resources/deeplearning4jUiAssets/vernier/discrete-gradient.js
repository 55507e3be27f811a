// The part of the page of central differences that shows Discrete Gradient search: distribution of δ, steps, agreement.

import { Plot } from '/assets/vernier/card.js';
import { ChartGroup, LineChart } from '/assets/vernier/chart.js';
import { bars, cells } from '/assets/vernier/density.js';
import { el } from '/assets/vernier/dom.js';
import { number, percent, tickPercent, whole } from '/assets/vernier/format.js';
import { t } from '/assets/vernier/i18n.js';
import { ChoiceTable, History, Moments, numeric } from '/assets/vernier/inspect.js';
import { controls, facts } from '/assets/vernier/parts.js';
import { SessionSeries } from '/assets/vernier/session-series.js';

export class DiscreteGradientPart {
  /**
   * @param {Object} host the page's host
   * @param {function()} onRecords called when there are other records
   */
  constructor(host, onRecords) {
    this.host = host;
    this.onRecords = onRecords;
    this.parameter = null;
    this.past = null;
    const parameters = () => ({ searched: this.parameter });
    this.series = new SessionSeries(host, { path: 'search', parameters, onChange: () => this.#drawSeries() });
    this.moments = new Moments(host, { id: 'search-moment', path: 'search-moment', parameters, onChange: () => this.#drawMoment() });
    this.history = new History(host, { path: 'search-history', parameters, onChange: answer => this.#drawHistory(answer) });
    this.group = new ChartGroup(window => this.series.zoom(window));
    this.facts = facts(t('facts'));
    this.table = new ChoiceTable({
      id: 'searched', title: t('search.parameters'), caption: t('search.parameters.caption'), rowName: t('parameter'),
      onChoose: name => this.#choose(name),
      columns: [
        { name: 'coordinates', label: t('search.coordinates'), format: whole },
        { name: 'foundShare', label: t('search.found'), format: percent },
        { name: 'meanDelta', label: t('search.meanDelta.short') },
        { name: 'signAgreement', label: t('search.against'), format: percent },
        { name: 'selected', label: t('search.selected'), format: whole },
        { name: 'stepLoss', label: t('search.stepLoss') },
        { name: 'backpropLoss', label: t('search.backpropLoss') },
      ],
    });
    this.heading = el('h2', { class: 'section' });
    this.histogram = new Plot({
      id: 'deltas', title: t('search.histogram'), empty: t('search.histogram.empty'),
      csv: ({ edges, counts }) => [['from', 'to', 'count'], ...counts.map((count, i) => [edges[i], edges[i + 1], count])],
      draw: (data, look) => bars(look, data, () => look.color(2), { name: 'δ' }),
      caption: ({ counts }) => t('search.histogram.caption', { count: counts.reduce((a, b) => a + b, 0) }),
    });
    this.density = new Plot({
      id: 'deltas-over-time', title: t('search.density'), empty: t('search.histogram.empty'),
      csv: ({ moments, edges }) => [['iteration', 'epoch', ...edges.slice(1)],
        ...moments.map(moment => [moment.iteration, moment.epoch, ...moment.histogram])],
      draw: (data, look) => cells(look, data, data.iterations, { name: 'δ' }),
      caption: ({ iterations, of }) => t('search.density.caption', { drawn: whole(iterations.length), all: whole(of) }),
    });
    const bar = controls(this.group, { csv: this.#address([]), smoothing: 0 });
    bar.querySelector('#csv').id = 'search-csv';
    bar.querySelector('#smoothing').id = 'search-smoothing';
    bar.querySelectorAll('[for]').forEach(labelled => labelled.setAttribute('for', 'search-smoothing'));
    this.csv = bar.querySelector('#search-csv');
    this.element = el('div', { class: 'part', hidden: true },
      el('h2', { class: 'section' }, t('search')), this.facts.element, this.moments.element, this.table.element, this.heading,
      el('div', { class: 'charts' }, this.histogram.element, this.density.element),
      bar,
      el('div', { class: 'charts' }, ...this.#charts().map(chart => chart.element)));
  }

  get recorded() {
    return this.series.recorded;
  }

  #address(names) {
    return this.host.address('search-csv', { series: names, ...(this.parameter === null ? {} : { searched: this.parameter }) });
  }

  #charts() {
    const chart = (id, curves, more) => new LineChart(this.group, {
      id: `search-${id}`, title: t(`search.${id}`), unit: t(`search.${id}.unit`), csv: names => this.#address(names), series: () => curves, ...more,
    });
    const share = { format: percent, tick: value => (value < 0 || value > 1 ? '' : tickPercent(value)) };
    return [
      chart('steps', [
        { name: 'loss', label: t('loss'), color: '--c-score', dashed: true },
        { name: 'stepLoss', label: t('search.step'), color: '--c3' },
        { name: 'backpropLoss', label: t('backprop'), color: '--c2' },
      ]),
      chart('agreement', [{ name: 'signAgreement', label: t('search.against'), color: '--c4' }], share),
      chart('meanDelta', [{ name: 'meanDelta', label: t('search.meanDelta.short'), color: '--c5' }]),
      chart('counts', [
        { name: 'coordinates', label: t('search.coordinates'), color: '--c-score', dashed: true },
        { name: 'found', label: t('search.found'), color: '--c1' },
        { name: 'selected', label: t('search.selected'), color: '--c6' },
      ]),
    ];
  }

  async poll() {
    const fresh = await this.series.poll();
    if (this.series.recorded > 0) {
      await Promise.all([this.moments.poll(), this.history.poll()]);
    }
    return fresh;
  }

  #choose(parameter) {
    this.parameter = parameter;
    this.csv.href = this.#address([]);
    return Promise.all([this.series.reload(), this.moments.reload(), this.history.reload()]).catch(() => {});
  }

  #drawSeries() {
    const { answer, table, recorded } = this.series;
    this.element.hidden = recorded === 0;
    this.onRecords();
    if (recorded === 0) {
      return;
    }
    this.parameter ??= answer.parameters[0] ?? null;
    this.heading.textContent = this.parameter ?? '';
    this.csv.href = this.#address([]);
    const { settings } = answer;
    if (settings) {
      this.facts.show([
        ['ε', number(numeric(settings.epsilon))],
        [t('search.stride'), number(numeric(settings.stride))],
        [t('facts.coordinates'), settings.coordinates > 0 ? t('facts.most', { count: settings.coordinates }) : t('facts.everyone')],
        [t('search.ranking'), settings.ranking.toLowerCase().replaceAll('_', ' ')],
        [t('facts.seconds'), number(table.latest('seconds'))],
        [t('facts.evaluations'), table.latest('evaluations') === null ? '' : whole(table.latest('evaluations'))],
      ]);
    }
    if (table.length > 0) {
      this.group.show(this.series.shown);
    }
    this.#drawMoment();
    this.#drawHistory(this.past);
  }

  /** Edges of the bins: equal parts of (0, ε]; without settings, numbers of bins. */
  #edges(bins) {
    const epsilon = numeric(this.series.answer?.settings?.epsilon) ?? bins;
    return Array.from({ length: bins + 1 }, (_, i) => Number((epsilon * i / bins).toPrecision(12)));
  }

  #drawMoment() {
    const { answer } = this.moments;
    if (!answer?.rows || this.series.answer === null) {
      return;
    }
    this.table.show(answer.rows.map(row => ({
      name: row.name,
      values: {
        ...Object.fromEntries(Object.entries(row).filter(([name]) => name !== 'name').map(([name, value]) => [name, numeric(value)])),
        foundShare: row.coordinates > 0 ? row.found / row.coordinates : null,
      },
    })), this.parameter);
    const found = answer.histogram?.some(count => count > 0);
    this.histogram.show(found ? { edges: this.#edges(answer.histogram.length), counts: answer.histogram } : null);
  }

  #drawHistory(past) {
    this.past = past;
    const moments = (past?.moments ?? []).filter(moment => moment.histogram?.length > 0);
    if (moments.length === 0 || this.series.answer === null) {
      return;
    }
    this.density.show({
      edges: this.#edges(moments[0].histogram.length), counts: moments.map(moment => moment.histogram),
      iterations: moments.map(moment => moment.iteration), of: past.of, moments,
    });
  }

  restyle() {
    [this.group, this.histogram, this.density].forEach(part => part.restyle());
  }

  dispose() {
    [this.series, this.moments, this.history, this.group, this.histogram, this.density].forEach(part => part.dispose());
  }
}
