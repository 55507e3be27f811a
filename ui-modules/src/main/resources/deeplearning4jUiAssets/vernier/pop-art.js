// The page of Pop-Art heads: a table of all outputs; of the chosen one its scale, errors and clipping.

import { ChartGroup, LineChart } from '/assets/vernier/chart.js';
import { el } from '/assets/vernier/dom.js';
import { number, whole } from '/assets/vernier/format.js';
import { language, t } from '/assets/vernier/i18n.js';
import { ChoiceTable, Moments, numeric } from '/assets/vernier/inspect.js';
import { PageHead, chooser, controls, facts } from '/assets/vernier/parts.js';
import { SessionSeries } from '/assets/vernier/session-series.js';
import { Table } from '/assets/vernier/table.js';

export function emptyState() {
  return [
    el('p', {}, t('empty')),
    el('pre', { tabindex: '0' }, el('code', {},
      'network.addListeners(PopArtListener.builder().recordTo(storage).build());')),
  ];
}

export function create(host) {
  return new PopArtPage(host);
}

class PopArtPage {
  constructor(host) {
    this.host = host;
    this.headName = null;
    this.output = 0;
    const parameters = () => ({ head: this.headName, output: this.output });
    this.series = new SessionSeries(host, { parameters, onChange: () => this.#drawSeries() });
    this.moments = new Moments(host, { id: 'moment', parameters, onChange: () => this.#drawMoment() });
    this.group = new ChartGroup(window => this.series.zoom(window));
    this.head = new PageHead(host);
    this.facts = facts(t('facts'));
    this.heads = chooser('head', t('head'), name => this.#choose(name, 0));
    this.table = new ChoiceTable({
      id: 'outputs', title: t('outputs'), caption: t('outputs.caption'), rowName: t('output'),
      onChoose: name => this.#choose(this.headName, Number(name)),
      columns: [
        { name: 'mean', label: 'μ' },
        { name: 'deviation', label: 'σ' },
        { name: 'ratio', label: 'σ/σ′' },
        { name: 'clipping', label: t('clipping.short'), format: clip },
        { name: 'normalizedRmse', label: t('normalizedRmse.short') },
        { name: 'rmse', label: t('rmse.short') },
        { name: 'updates', label: t('updates'), format: value => (value === null ? '–' : whole(value)) },
      ],
    });
    this.heading = el('h2', { class: 'section' });
    this.moments.element.append(this.heads.element);
    const bar = controls(this.group, { csv: this.#address([]), smoothing: 0 });
    this.csv = bar.querySelector('#csv');
    host.root.append(
      this.head.element, this.head.warning, this.facts.element, this.moments.element, this.table.element, this.heading,
      bar,
      el('div', { class: 'charts' }, ...this.#charts().map(chart => chart.element)));
  }

  #address(names) {
    const recorded = names.filter(name => name !== 'upper' && name !== 'lower');
    return this.host.address('csv', {
      series: recorded, output: this.output, ...(this.headName === null ? {} : { head: this.headName }),
    });
  }

  #charts() {
    const chart = (id, curves, more = {}) => new LineChart(this.group, {
      id, title: t(id), unit: t(`${id}.unit`), csv: names => this.#address(names), series: () => curves, ...more,
    });
    return [
      chart('band', [
        { name: 'mean', label: 'μ', color: '--c1' },
        { name: 'upper', label: 'μ + σ', color: '--c3', dashed: true },
        { name: 'lower', label: 'μ − σ', color: '--c3', dashed: true },
      ], { fill: ['lower', 'upper'] }),
      chart('deviation', [{ name: 'deviation', label: 'σ', color: '--c2' }], { logarithmic: true }),
      chart('normalizedRmse', [{ name: 'normalizedRmse', label: t('normalizedRmse.short'), color: '--c4' }], { logarithmic: true }),
      chart('rmse', [{ name: 'rmse', label: t('rmse.short'), color: '--c5' }], { logarithmic: true }),
      chart('ratio', [{ name: 'ratio', label: 'σ/σ′', color: '--c6' }], { format: fine, tick: fine }),
      chart('clipping', [{ name: 'clipping', label: t('clipping.short'), color: '--c8' }],
        { exact: true, format: clip, tick: value => (Number.isInteger(value) ? clip(value) : '') }),
      chart('residual', [{ name: 'residual', label: t('residual.curve'), color: '--c7' }], { logarithmic: true }),
      chart('score', [{ name: 'score', label: t('score'), color: '--c-score' }]),
    ];
  }

  async poll() {
    const fresh = await Promise.all([this.series.poll(), this.moments.poll()]);
    return fresh.some(Boolean);
  }

  #choose(head, output) {
    this.headName = head;
    this.output = output;
    this.csv.href = this.#address([]);
    return Promise.all([this.series.reload(), this.moments.reload()]).catch(() => {});
  }

  #drawSeries() {
    const { answer } = this.series;
    this.head.show(this.series);
    this.headName ??= answer.heads[0]?.name ?? null;
    this.csv.href = this.#address([]);
    this.heads.offer(answer.heads.map(({ name }) => name), this.headName);
    const head = answer.heads.find(({ name }) => name === this.headName);
    this.heading.textContent = head ? t('heading', { head: head.name, output: whole(this.output) }) : '';
    if (head) {
      this.facts.show([
        [t('facts.mode'), head.mode.toLowerCase().replaceAll('_', '-')],
        [t('facts.art'), head.art],
        [t('facts.scope'), t(head.scope === 'SHARED' ? 'scope.shared' : 'scope.each')],
        ['β', number(numeric(head.beta))],
        [t('facts.bounds'), `${number(numeric(head.lowerBound))} … ${number(numeric(head.upperBound))}`],
        [t('facts.desired'), number(numeric(head.desiredDeviation))],
      ]);
    }
    const { shown } = this.series;
    if (shown.table.length > 0) {
      this.group.show({ ...shown, table: withBand(shown.table) });
    }
    this.#drawMoment();
  }

  #drawMoment() {
    const { answer } = this.moments;
    const head = this.series.answer?.heads.find(({ name }) => name === this.headName);
    if (!answer?.table) {
      return;
    }
    const outputs = head?.outputs ?? Math.max(...Object.values(answer.table).map(all => all.length));
    // Of a shared scale there is one value for all outputs.
    const at = (all, output) => numeric(all.length === 1 ? all[0] : all[output]);
    this.table.show(Array.from({ length: outputs }, (_, output) => ({
      name: String(output),
      values: Object.fromEntries(Object.entries(answer.table).map(([name, all]) => [name, at(all, output)])),
    })), String(this.output));
  }

  restyle() {
    this.group.restyle();
  }

  dispose() {
    [this.series, this.moments, this.group].forEach(part => part.dispose());
  }
}

/** Six digits, since σ hardly changes in one step. */
function fine(value) {
  return value === null || value === undefined ? '–' : new Intl.NumberFormat(language(), { maximumSignificantDigits: 6 }).format(value);
}

function clip(value) {
  return value === null || value === undefined ? '–' : value < 0 ? t('clip.lower') : value > 0 ? t('clip.upper') : t('clip.none');
}

/** The same rows with the edges of the band μ ± σ, which are drawn but not recorded. */
function withBand(table) {
  const { mean, deviation } = table.columns;
  const edge = sign => mean.map((value, i) => (value === null || deviation[i] === null ? null : value + sign * deviation[i]));
  const banded = new Table({ columns: { ...table.columns, upper: edge(1), lower: edge(-1) }, nonFinite: [] });
  table.nonFinite.forEach((marks, series) => banded.nonFinite.set(series, marks));
  return banded;
}
