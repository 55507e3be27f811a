// The page of central differences: a table of all parameters; of the chosen one pairs, agreement by ε and over time.

import { Plot } from '/assets/vernier/card.js';
import { ChartGroup, LineChart } from '/assets/vernier/chart.js';
import { el } from '/assets/vernier/dom.js';
import { number, percent, tick, tickPercent, whole } from '/assets/vernier/format.js';
import { t } from '/assets/vernier/i18n.js';
import { DiscreteGradientPart } from '/assets/vernier/discrete-gradient.js';
import { ChoiceTable, Moments, numeric, problemsOf } from '/assets/vernier/inspect.js';
import { PageHead, chooser, controls, facts } from '/assets/vernier/parts.js';
import { SessionSeries } from '/assets/vernier/session-series.js';

export function emptyState() {
  return [
    el('p', {}, t('empty')),
    el('pre', { tabindex: '0' }, el('code', {},
      'network.addListeners(CdgListener.builder()\n'
      + '    .layers("conv1").coordinates(200)\n'
      + '    .recordTo(storage)\n'
      + '    .build());')),
  ];
}

export function create(host) {
  return new CdgPage(host);
}

class CdgPage {
  constructor(host) {
    this.host = host;
    this.parameter = null;
    const parameters = () => ({ parameter: this.parameter });
    this.series = new SessionSeries(host, { parameters, onChange: () => this.#drawSeries() });
    this.moments = new Moments(host, { id: 'moment', parameters, onChange: () => this.#drawMoment() });
    this.group = new ChartGroup(window => this.series.zoom(window));
    this.head = new PageHead(host);
    this.facts = facts(t('facts'));
    this.epsilon = chooser('epsilon', 'ε', () => this.#drawMoment());
    this.table = new ChoiceTable({
      id: 'parameters', title: t('parameters'), caption: t('parameters.caption'), rowName: t('parameter'),
      onChoose: name => this.#choose(name),
      columns: [
        { name: 'cosine', label: t('cosine.short'), format: value => number(value) },
        { name: 'signAgreement', label: t('signAgreement.short'), format: percent },
        { name: 'relativeError', label: t('relativeError.short') },
        { name: 'zeroShare', label: t('zeroShare.short'), format: percent },
        { name: 'coordinates', label: t('coordinates'), format: whole },
        { name: 'parameters', label: t('numbers'), format: whole },
      ],
    });
    this.heading = el('h2', { class: 'section' });
    this.scatter = this.#scatter();
    this.byEpsilon = this.#byEpsilon();
    this.moments.element.append(this.epsilon.element);
    this.search = new DiscreteGradientPart(host, () => this.#drawHead());
    const bar = controls(this.group, { csv: this.#address([]), smoothing: 0 });
    this.csv = bar.querySelector('#csv');
    this.part = el('div', { class: 'part' },
      this.facts.element, this.moments.element, this.table.element, this.heading,
      el('div', { class: 'charts' }, this.scatter.element, this.byEpsilon.element),
      bar,
      el('div', { class: 'charts' }, ...this.#charts().map(chart => chart.element)));
    host.root.append(this.head.element, this.head.warning, this.part, this.search.element);
  }

  #address(names) {
    return this.host.address('csv', { series: names, ...(this.parameter === null ? {} : { parameter: this.parameter }) });
  }

  #charts() {
    const chart = (id, curves, more) => new LineChart(this.group, {
      id, title: t(id), unit: t(`${id}.unit`), csv: names => this.#address(names), ...more,
      series: table => curves(this.series.answer.epsilons).filter(({ name }) => table.latest(name) !== null || table.nonFinite.get(name)?.size > 0),
    });
    const byEpsilon = name => epsilons => epsilons.map((epsilon, i) => ({
      name: `${name}:${epsilon}`, label: `ε ${number(Number(epsilon))}`, color: `--c${i % 8 + 1}`,
    }));
    // A constant share has an axis that goes beyond.
    const share = { format: percent, tick: value => (value < 0 || value > 1 ? '' : tickPercent(value)) };
    return [
      chart('cosine', byEpsilon('cosine')),
      chart('signAgreement', byEpsilon('signAgreement'), share),
      chart('relativeError', byEpsilon('relativeError'), { logarithmic: true }),
      chart('zeroShare', byEpsilon('zeroShare'), share),
      chart('steps', epsilons => [
        { name: 'loss', label: t('loss'), color: '--c-score', dashed: true },
        { name: `backpropLoss:${epsilons[0]}`, label: t('backprop'), color: '--c2' },
        ...byEpsilon('cdgLoss')(epsilons),
      ]),
    ];
  }

  #scatter() {
    return new Plot({
      id: 'scatter', title: t('scatter'),
      csv: ({ pairs }) => [['backprop', 'cdg'], ...pairs],
      draw: ({ pairs }, { base, axis, line, muted, color }) => {
        const finite = pairs.filter(pair => pair.every(Number.isFinite));
        const most = Math.max(...finite.flat().map(Math.abs), Number.MIN_VALUE);
        const value = more => axis({ type: 'value', min: -1.05 * most, max: 1.05 * most, ...more,
          axisLine: { onZero: false, lineStyle: { color: line } },
          axisLabel: { formatter: tick, showMinLabel: false, showMaxLabel: false } });
        return {
          ...base,
          grid: { left: 8, right: 20, top: 30, bottom: 26, containLabel: true },
          tooltip: { ...base.tooltip, trigger: 'item', formatter: ({ value: [x, y] }) => t('scatter.pair', { backprop: number(x), cdg: number(y) }) },
          xAxis: value({ name: t('backprop'), nameLocation: 'middle', nameGap: 26 }),
          yAxis: value({ name: 'CDG', nameTextStyle: { color: muted, align: 'left' } }),
          series: [
            { type: 'line', silent: true, symbol: 'none', data: [[-most, -most], [most, most]], lineStyle: { color: muted, type: [4, 4], width: 1 } },
            { type: 'scatter', data: finite, symbolSize: 6, itemStyle: { color: color(0), opacity: 0.6 } },
          ],
        };
      },
      caption: ({ pairs, row }) => t('scatter.caption', { pairs: whole(pairs.length), all: whole(row.parameters), epsilon: number(row.epsilon) }),
      notice: ({ pairs }) => {
        const broken = pairs.filter(pair => !pair.every(Number.isFinite)).length;
        return broken > 0 ? t('scatter.broken', { count: broken }) : '';
      },
      label: ({ row }) => `${t('cosine.short')} ${number(numeric(row.cosine))}`,
    });
  }

  #byEpsilon() {
    const curves = [['cosine', 0], ['signAgreement', 2], ['zeroShare', 3]];
    return new Plot({
      id: 'by-epsilon', title: t('byEpsilon'),
      csv: rows => [['epsilon', ...curves.map(([name]) => name)], ...rows.map(row => [row.epsilon, ...curves.map(([name]) => row[name])])],
      draw: (rows, { base, axis, font, ink, color }) => ({
        ...base,
        legend: { top: 0, left: 0, icon: 'roundRect', itemWidth: 14, itemHeight: 4, textStyle: { ...font, color: ink } },
        grid: { left: 8, right: 20, top: 34, bottom: 26, containLabel: true },
        tooltip: { ...base.tooltip, trigger: 'axis', valueFormatter: value => number(value),
          axisPointer: { type: 'line', label: { show: false } } },
        xAxis: axis({ type: 'category', data: rows.map(row => number(row.epsilon)), name: 'ε', nameLocation: 'middle', nameGap: 26 }),
        yAxis: axis({ type: 'value', scale: true, max: value => Math.max(1, value.max), axisLabel: { formatter: tick } }),
        series: curves.map(([name, n]) => ({
          type: 'line', name: t(`${name}.short`), symbolSize: 7, symbol: 'circle', itemStyle: { color: color(n) }, lineStyle: { width: 2 },
          data: rows.map(row => numeric(row[name])).map(value => (Number.isFinite(value) ? value : null)),
        })),
      }),
      caption: () => t('byEpsilon.caption'),
      notice: rows => {
        const broken = rows.filter(row => curves.some(([name]) => !Number.isFinite(numeric(row[name]))));
        return broken.length > 0 ? t('byEpsilon.broken', { epsilons: broken.map(row => number(row.epsilon)).join(', ') }) : '';
      },
    });
  }

  async poll() {
    const fresh = await Promise.all([this.series.poll(), this.moments.poll(), this.search.poll()]);
    return fresh.some(Boolean);
  }

  #choose(parameter) {
    this.parameter = parameter;
    this.csv.href = this.#address([]);
    return Promise.all([this.series.reload(), this.moments.reload()]).catch(() => {});
  }

  /** What has records is shown; both are of one training. */
  #drawHead() {
    const alone = this.series.recorded === 0 && this.search.recorded > 0;
    this.part.hidden = alone;
    if (alone || this.series.table !== null) {
      this.head.show(alone ? this.search.series : this.series);
      this.head.warn(problemsOf(this.series.problems, this.search.series.problems));
    }
  }

  #drawSeries() {
    const { answer, table } = this.series;
    this.#drawHead();
    this.parameter ??= answer.parameters[0] ?? null;
    this.heading.textContent = this.parameter ?? '';
    this.csv.href = this.#address([]);
    this.epsilon.offer(answer.epsilons.map(epsilon => [epsilon, number(Number(epsilon))]));
    const { settings } = answer;
    if (settings) {
      this.facts.show([
        ['ε', answer.epsilons.map(epsilon => number(Number(epsilon))).join(', ')],
        [t('facts.mode'), t(settings.mode === 'TRAINING' ? 'mode.training' : 'mode.inference')],
        [t('facts.coordinates'), settings.coordinates > 0 ? t('facts.most', { count: settings.coordinates }) : t('facts.everyone')],
        [t('facts.seconds'), number(table.latest('seconds'))],
        [t('facts.evaluations'), table.latest('evaluations') === null ? '' : whole(table.latest('evaluations'))],
      ]);
    }
    if (table.length > 0) {
      this.group.show(this.series.shown);
    }
    this.#drawMoment();
  }

  #drawMoment() {
    const { answer } = this.moments;
    if (!answer?.rows || this.series.answer === null) {
      return;
    }
    const epsilon = Number(this.epsilon.value || answer.rows[0]?.epsilon);
    this.table.show(answer.rows.filter(row => row.epsilon === epsilon).map(row => ({
      name: row.name,
      values: Object.fromEntries(Object.entries(row).filter(([name]) => name !== 'name').map(([name, value]) => [name, numeric(value)])),
    })), this.parameter);
    const rows = answer.rows.filter(row => row.name === this.parameter);
    const row = rows.find(candidate => candidate.epsilon === epsilon);
    const scatter = answer.scatter.find(candidate => candidate.epsilon === epsilon);
    if (row && scatter) {
      this.scatter.show({ row, pairs: scatter.backprop.map((x, i) => [numeric(x), numeric(scatter.cdg[i])]) });
    }
    if (rows.length > 0) {
      this.byEpsilon.show(rows.sort((a, b) => a.epsilon - b.epsilon));
    }
  }

  restyle() {
    [this.group, this.scatter, this.byEpsilon, this.search].forEach(part => part.restyle());
  }

  dispose() {
    [this.series, this.moments, this.group, this.scatter, this.byEpsilon, this.search].forEach(part => part.dispose());
  }
}
