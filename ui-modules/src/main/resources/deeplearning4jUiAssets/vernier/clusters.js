// The page of gradient clusters: a table of all clusters, examples of each, sizes and distortion over time.

import { Plot } from '/assets/vernier/card.js';
import { ChartGroup, LineChart } from '/assets/vernier/chart.js';
import { cells } from '/assets/vernier/density.js';
import { el } from '/assets/vernier/dom.js';
import { number, percent, whole } from '/assets/vernier/format.js';
import { thumbnail } from '/assets/vernier/heatmap.js';
import { t } from '/assets/vernier/i18n.js';
import { ChoiceTable, History, Moments, numeric } from '/assets/vernier/inspect.js';
import { PageHead, controls, facts } from '/assets/vernier/parts.js';
import { SessionSeries } from '/assets/vernier/session-series.js';

/** Clusters whose examples are shown: the largest ones and the chosen one. */
const MOST_SHOWN = 32;

export function emptyState() {
  return [
    el('p', {}, t('empty')),
    el('pre', { tabindex: '0' }, el('code', {},
      'var all = new SampledDataSetIterator(data, 128, Sampler.inOrder(data.numExamples()));\n'
      + 'network.addListeners(ClusteringListener.builder()\n'
      + '    .examples(all)\n'
      + '    .recordTo(storage)\n'
      + '    .build());')),
  ];
}

export function create(host) {
  return new ClustersPage(host);
}

class ClustersPage {
  constructor(host) {
    this.host = host;
    this.cluster = 0;
    const parameters = () => ({ cluster: this.cluster });
    this.series = new SessionSeries(host, { parameters, onChange: () => this.#drawSeries() });
    this.moments = new Moments(host, {
      id: 'moment', eligible: () => this.#assignments(), onChange: () => this.#drawMoment(),
    });
    this.history = new History(host, { onChange: answer => this.#drawHistory(answer) });
    this.group = new ChartGroup(window => this.series.zoom(window));
    this.head = new PageHead(host);
    this.facts = facts(t('facts'));
    this.table = new ChoiceTable({
      id: 'clusters', title: t('clusters'), caption: t('clusters.caption'), rowName: t('cluster'), onChoose: name => this.#choose(Number(name)),
      columns: [
        { name: 'size', label: t('size'), format: number },
        { name: 'share', label: t('share'), format: percent },
        { name: 'distortion', label: t('distortion.short') },
        { name: 'class', label: t('class'), format: value => this.#className(value) },
        { name: 'purity', label: t('purity'), format: percent },
        { name: 'refills', label: t('refills'), format: whole },
      ],
    });
    this.gallery = el('div', { class: 'gallery' });
    this.galleryEmpty = el('p', { class: 'plot-empty' }, t('gallery.empty'));
    this.galleryCaption = el('p', { class: 'caption' });
    this.heading = el('h2', { class: 'section' });
    this.sizes = new Plot({
      id: 'sizes', title: t('sizes'),
      csv: ({ moments }) => [['iteration', 'epoch', 'kind', ...moments[0].sizes.map((_, i) => t('cluster.n', { n: i }))],
        ...moments.map(moment => [moment.iteration, moment.epoch, moment.kind, ...moment.sizes])],
      draw: (data, look) => cells(look, data, data.iterations, { name: t('cluster') }),
      caption: ({ iterations, of }) => t('sizes.caption', { drawn: whole(iterations.length), all: whole(of) }),
    });
    const bar = controls(this.group, { csv: this.#address([]), smoothing: 0 });
    this.csv = bar.querySelector('#csv');
    const charts = this.#charts();
    host.root.append(
      this.head.element, this.head.warning, this.facts.element, this.moments.element, this.table.element,
      el('section', { class: 'card maps', id: 'gallery', 'aria-labelledby': 'gallery-title' },
        el('div', { class: 'card-head' }, el('h2', { id: 'gallery-title' }, t('gallery'))),
        this.galleryEmpty, this.gallery, this.galleryCaption),
      bar,
      el('div', { class: 'charts' }, this.sizes.element, charts.distortion.element, charts.variance.element, charts.moved.element),
      this.heading,
      el('div', { class: 'charts' }, charts.size.element, charts.clusterDistortion.element));
  }

  #address(names) {
    return this.host.address('csv', { series: names, cluster: this.cluster });
  }

  #charts() {
    const chart = (id, curves, more = {}) => new LineChart(this.group, {
      id, title: t(id), unit: t(`${id}.unit`), csv: names => this.#address(names), ...more,
      series: table => curves.filter(({ name }) => table.points(name).length > 0),
    });
    const both = (name, online) => [
      { name, label: t('full'), color: '--c1' },
      { name: online, label: t('online'), color: '--c2', dashed: true },
    ];
    return {
      distortion: chart('distortion', both('distortion', 'onlineDistortion'), { logarithmic: true }),
      variance: chart('variance', [
        { name: 'variance', label: t('variance.one'), color: '--c-score', dashed: true },
        { name: 'dividedVariance', label: t('variance.divided'), color: '--c2' },
        { name: 'stratifiedVariance', label: t('variance.stratified'), color: '--c3' },
      ], { logarithmic: true }),
      moved: chart('moved', [{ name: 'moved', label: t('moved.curve'), color: '--c4' }]),
      size: chart('chosenSize', both('size', 'onlineSize')),
      clusterDistortion: chart('clusterDistortion', both('clusterDistortion', 'onlineClusterDistortion'), { logarithmic: true }),
    };
  }

  /** Times of the records that assigned all examples: only these have examples. */
  #assignments() {
    const { table } = this.series;
    if (table === null) {
      return [];
    }
    return table.columns.time.filter((_, i) => table.columns.size[i] !== null);
  }

  async poll() {
    const fresh = await this.series.poll();
    await Promise.all([this.moments.poll(), this.history.poll()]);
    return fresh;
  }

  #choose(cluster) {
    this.cluster = cluster;
    this.csv.href = this.#address([]);
    this.#drawMoment();
    return this.series.reload().catch(() => {});
  }

  #className(label) {
    return label === null || label === undefined ? '–' : this.series.answer?.settings?.classNames[label] ?? String(label);
  }

  #drawSeries() {
    const { answer, table } = this.series;
    this.head.show(this.series);
    this.heading.textContent = t('cluster.n', { n: this.cluster });
    const { settings } = answer;
    if (settings) {
      this.facts.show([
        [t('facts.clusters'), whole(settings.clusters)],
        [t('facts.algorithm'), t(settings.algorithm === 'ONLINE' ? 'online' : 'full')],
        [t('facts.weighting'), settings.weighting.toLowerCase().replaceAll('_', ' ')],
        [t('facts.layers'), settings.layers.join(', ')],
        [t('facts.share'), percent(numeric(settings.share))],
        [t('facts.skipped'), settings.skippedLayers.map((layer, i) => `${layer} (${settings.skippedReasons[i]})`).join(', ')],
      ]);
    }
    if (table.length > 0) {
      this.group.show(this.series.shown);
    }
    this.#drawMoment();
  }

  #drawMoment() {
    const { answer } = this.moments;
    const clusters = answer?.clusters ?? [];
    const total = clusters.reduce((sum, { size }) => sum + (numeric(size) || 0), 0);
    const rows = clusters.map((cluster, i) => {
      const most = cluster.labels.length > 0 ? Math.max(...cluster.labels) : 0;
      const counted = cluster.labels.reduce((a, b) => a + b, 0);
      return {
        name: String(i), label: t('cluster.n', { n: i }),
        values: {
          size: numeric(cluster.size), share: total > 0 ? numeric(cluster.size) / total : null, distortion: numeric(cluster.distortion),
          class: most > 0 ? cluster.labels.indexOf(most) : null, purity: counted > 0 ? most / counted : null, refills: cluster.refills,
        },
      };
    });
    this.table.show(rows, String(this.cluster));
    this.#drawGallery(clusters, rows);
  }

  #drawGallery(clusters, rows) {
    const order = clusters.map((_, i) => i).filter(i => clusters[i].examples.length > 0)
      .sort((a, b) => (b === this.cluster) - (a === this.cluster) || clusters[b].size - clusters[a].size);
    this.galleryEmpty.hidden = order.length > 0;
    this.gallery.replaceChildren(...order.slice(0, MOST_SHOWN).map(i => this.#strip(clusters[i], rows[i], i)));
    this.galleryCaption.textContent = order.length === 0 ? ''
      : t('gallery.caption', { shown: whole(Math.min(order.length, MOST_SHOWN)), all: whole(clusters.length) });
  }

  #strip({ examples }, { label, values }, i) {
    return el('article', { class: i === this.cluster ? 'strip chosen' : 'strip' },
      el('h3', {}, el('button', { type: 'button', 'aria-pressed': String(i === this.cluster), onclick: () => this.#choose(i) }, label),
        el('span', {}, `${number(values.size)} · ${this.#className(values.class)}`)),
      el('div', { class: 'thumbs' }, ...examples.map(example => {
        const name = `${this.#className(example.label < 0 ? null : example.label)}, #${example.index}, ${number(numeric(example.distance))}`;
        return el('figure', {},
          example.image ? thumbnail(example.image, name) : null,
          el('figcaption', {}, this.#className(example.label < 0 ? null : example.label)));
      })));
  }

  #drawHistory(answer) {
    const recorded = answer.moments.filter(moment => moment.sizes?.length > 0);
    const assignments = recorded.filter(({ kind }) => kind === 'FULL');
    // Sizes in all examples and running sizes in minibatches are not the same thing.
    const moments = assignments.length > 1 ? assignments : recorded.filter(({ kind }) => kind === recorded[0].kind);
    if (moments.length === 0) {
      return;
    }
    const clusters = Math.max(...moments.map(moment => moment.sizes.length));
    this.sizes.show({
      edges: Array.from({ length: clusters + 1 }, (_, i) => i - 0.5),
      counts: moments.map(moment => moment.sizes.map(size => numeric(size) || 0)),
      iterations: moments.map(moment => moment.iteration), of: answer.of, moments,
    });
  }

  restyle() {
    this.group.restyle();
    this.sizes.restyle();
  }

  dispose() {
    [this.series, this.moments, this.history, this.group, this.sizes].forEach(part => part.dispose());
  }
}
