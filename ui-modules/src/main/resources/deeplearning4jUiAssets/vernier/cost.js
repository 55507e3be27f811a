// The page of a network's cost: totals against the original, treemaps of either, a table of all layers.

import { Plot } from '/assets/vernier/card.js';
import { legibleOn } from '/assets/vernier/density.js';
import { el } from '/assets/vernier/dom.js';
import { number, percent, whole } from '/assets/vernier/format.js';
import { t } from '/assets/vernier/i18n.js';
import { ChoiceTable, numeric } from '/assets/vernier/inspect.js';
import { PageHead } from '/assets/vernier/parts.js';

const MEASURES = ['parameters', 'bits', 'multAdds', 'correctedMultAdds'];

export function emptyState() {
  return [
    el('p', {}, t('empty')),
    el('pre', { tabindex: '0' }, el('code', {},
      'CostReport.of(NetworkCost.of(student, input))\n'
      + '    .against(NetworkCost.of(teacher, input))\n'
      + '    .recordTo(storage, sessionId);')),
  ];
}

export function create(host) {
  return new CostPage(host);
}

class CostPage {
  constructor(host) {
    this.host = host;
    this.measure = 'parameters';
    this.answer = null;
    this.chosen = null;
    this.head = new PageHead(host);
    this.tiles = el('div', { class: 'tiles plain' });
    this.choice = el('div', { class: 'segments', role: 'radiogroup', 'aria-label': t('measure') },
      ...MEASURES.map(measure => el('button', {
        type: 'button', role: 'radio', data: { measure }, onclick: () => this.#choose(measure), onkeydown: event => this.#key(event),
      }, t(measure))));
    this.network = this.#treemap('network');
    this.original = this.#treemap('original');
    this.table = new ChoiceTable({
      id: 'layers', title: t('layers'), caption: t('layers.caption'), rowName: t('layer'), onChoose: name => this.#mark(name),
      columns: MEASURES.flatMap(measure => [
        { name: measure, label: t(`${measure}.short`), format: count },
        { name: `${measure}:share`, label: t('share'), format: value => (value === null ? '–' : percent(value)) },
      ]),
    });
    this.csv = el('a', { class: 'quiet', id: 'csv', href: host.address('csv') }, t('csv.cost'));
    host.root.append(
      this.head.element, this.head.warning, this.tiles,
      el('div', { class: 'controls' }, this.choice, el('span', { class: 'spacer' }), this.csv),
      el('div', { class: 'charts' }, this.network.element, this.original.element),
      this.table.element);
  }

  #treemap(which) {
    return new Plot({
      id: which, title: t(which), empty: t(`${which}.empty`),
      csv: ({ layers }) => [['layer', 'type', ...MEASURES], ...layers.map(layer => [layer.name, layer.type, ...MEASURES.map(m => layer[m])])],
      draw: ({ layers }, look) => treemap(layers, this.measure, this.chosen, this.types, look),
      caption: ({ layers }) => t('treemap.caption', {
        measure: t(this.measure), sum: count(sum(layers, this.measure)), drawn: whole(layers.filter(layer => numeric(layer[this.measure]) > 0).length),
        all: whole(layers.length),
      }),
      notice: ({ layers }) => {
        const unknown = layers.filter(layer => !Number.isFinite(numeric(layer[this.measure])));
        return unknown.length > 0 ? t('unknown', { layers: unknown.map(layer => layer.name).join(', ') }) : '';
      },
      label: ({ layers }) => `${t(this.measure)} ${count(sum(layers, this.measure))}`,
    });
  }

  async poll() {
    const answer = await this.host.api('');
    if (this.disposed || answer.time === this.answer?.time) {
      return false;
    }
    this.answer = answer;
    this.head.warn({ unreadable: 0, newestVersion: answer.newestVersion, supportedVersion: answer.supportedVersion });
    this.#draw();
    return answer.network !== null;
  }

  #choose(measure) {
    this.measure = measure;
    this.#draw();
  }

  #mark(layer) {
    this.chosen = this.chosen === layer ? null : layer;
    this.#draw();
  }

  #key(event) {
    const step = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
    if (step) {
      const next = (MEASURES.indexOf(this.measure) + step + MEASURES.length) % MEASURES.length;
      this.#choose(MEASURES[next]);
      this.choice.children[next].focus();
      event.preventDefault();
    }
  }

  #draw() {
    [...this.choice.children].forEach(button => {
      const chosen = button.dataset.measure === this.measure;
      button.setAttribute('aria-checked', String(chosen));
      button.tabIndex = chosen ? 0 : -1;
    });
    const { network, original } = this.answer ?? {};
    if (!network) {
      return;
    }
    this.#drawTiles(network, original);
    this.types = [...new Set([...network.layers, ...original?.layers ?? []].map(layer => layer.type))];
    this.network.show(network);
    this.original.element.hidden = !original;
    if (original) {
      this.original.show(original);
    }
    this.table.show(network.layers.map(layer => {
      const before = original?.layers.find(candidate => candidate.name === layer.name);
      return {
        name: layer.name, label: `${layer.name} · ${layer.type}`,
        values: Object.fromEntries(MEASURES.flatMap(measure => [
          [measure, numeric(layer[measure])],
          [`${measure}:share`, before && numeric(before[measure]) > 0 ? numeric(layer[measure]) / numeric(before[measure]) : null],
        ])),
      };
    }), this.chosen);
  }

  #drawTiles(network, original) {
    const tile = (name, value, before, text) => el('div', { class: 'tile', data: { measure: name } },
      el('span', {}, t(name)), el('b', {}, text(value)),
      el('small', {}, before === null || !Number.isFinite(before) ? '' : t('tile.of', { original: text(before), share: percent(value / before) })));
    const totals = network_ => [...MEASURES.map(measure => sum(network_.layers, measure)), network_.sizeOnDisk];
    const now = totals(network);
    const before = original ? totals(original) : now.map(() => null);
    this.tiles.replaceChildren(...[...MEASURES, 'sizeOnDisk'].map((name, i) =>
      tile(name, now[i], before[i], name === 'sizeOnDisk' ? bytes : count)));
  }

  restyle() {
    this.network.restyle();
    this.original.restyle();
  }

  dispose() {
    this.disposed = true;
    this.network.dispose();
    this.original.dispose();
  }
}

/** The sum over the layers of which it is known. */
function sum(layers, measure) {
  return layers.map(layer => numeric(layer[measure])).filter(Number.isFinite).reduce((total, value) => total + value, 0);
}

/** Three digits and a prefix: 1.23 M. */
function count(value) {
  if (value === null || value === undefined || !Number.isFinite(value)) {
    return value === null || value === undefined ? '–' : '?';
  }
  const [size, prefix] = [[1e12, 'T'], [1e9, 'G'], [1e6, 'M'], [1e3, 'k']].find(([least]) => Math.abs(value) >= least) ?? [1, ''];
  return size === 1 ? number(value) : `${number(Number((value / size).toPrecision(3)))} ${prefix}`;
}

function bytes(value) {
  return `${count(value)}B`.replace(/(\d)B$/, '$1 B');
}

function treemap(layers, measure, chosen, types, { base, font, card, ink, color }) {
  const data = layers.filter(layer => numeric(layer[measure]) > 0).map(layer => ({
    name: layer.name, value: numeric(layer[measure]), type: layer.type,
    itemStyle: { color: color(types.indexOf(layer.type)), opacity: chosen === null || chosen === layer.name ? 1 : 0.35 },
    label: { color: chosen === null || chosen === layer.name ? legibleOn(color(types.indexOf(layer.type))) : ink },
  }));
  const total = data.reduce((all, { value }) => all + value, 0);
  return {
    ...base,
    tooltip: {
      ...base.tooltip,
      formatter: ({ name, value, data: cell }) => t('treemap.layer', {
        layer: name, type: cell?.type ?? '', value: count(value), share: percent(value / total),
      }),
    },
    series: [{
      type: 'treemap', data, left: 0, right: 0, top: 4, bottom: 4, roam: false, nodeClick: false, breadcrumb: { show: false },
      animation: false, itemStyle: { borderColor: card, borderWidth: 2, gapWidth: 2 },
      label: { ...font, fontWeight: 600, lineHeight: Math.round(1.4 * font.fontSize), overflow: 'truncate', formatter: ({ name, value }) => `${name}\n${count(value)}` },
      emphasis: { itemStyle: { borderColor: ink } },
    }],
  };
}
