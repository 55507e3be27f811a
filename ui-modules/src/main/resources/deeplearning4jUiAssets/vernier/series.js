// Whatever user code records: any number of series over any x.

import { ChartGroup, LineChart } from '/assets/vernier/chart.js';
import { el } from '/assets/vernier/dom.js';
import { number, tick } from '/assets/vernier/format.js';
import { t } from '/assets/vernier/i18n.js';
import { PageHead, controls } from '/assets/vernier/parts.js';
import { Curves } from '/assets/vernier/curves.js';

/** Points held here before the server is asked for a thinned view of everything again. */
const MAX_POINTS = 40_000;
/** A long session is read on from answer to answer; in between other questions have a chance. */
const READ_ON_MILLIS = 20;

export function emptyState() {
  return [
    el('p', {}, t('empty')),
    el('pre', { tabindex: '0' }, el('code', {},
      'SeriesRecorder series = SeriesRecorder.of(storage, "my session");\n'
      + 'series.put("reward", episode, reward);')),
  ];
}

export function create(host) {
  return new SeriesPage(host);
}

class SeriesPage {
  constructor(host) {
    this.host = host;
    this.group = new ChartGroup();
    this.head = new PageHead(host);
    this.filter = el('input', { id: 'filter', type: 'search', oninput: () => this.#arrange() });
    this.together = el('input', { id: 'together', type: 'checkbox', onchange: () => this.#arrange() });
    this.charts = el('div', { class: 'charts' });
    this.shown = [];
    this.#clear();
    host.root.append(this.head.element, this.head.warning,
      controls(this.group, {
        csv: host.address('csv'), smoothing: 0,
        more: [
          el('label', { for: 'filter' }, t('filter')), this.filter,
          el('label', { class: 'check' }, this.together, t('together')),
        ],
      }),
      this.charts);
  }

  #clear() {
    this.last = null;
    this.recorded = 0;
    this.unread = 0;
    this.left = 0;
    this.thinned = false;
    this.curves = new Map();
  }

  async poll() {
    clearTimeout(this.reading);
    const asked = this.asked = {};
    const answer = await this.host.api('', { from: this.last });
    if (this.disposed || asked !== this.asked) {
      return false;
    }
    if (this.last === null) {
      // A better answer to the same question.
      this.#clear();
    }
    const held = [...this.curves.values()].reduce((sum, curve) => sum + curve.points.length, 0);
    if (held > MAX_POINTS) {
      this.#clear();
      return this.poll();
    }
    if (answer.unread > 0) {
      this.reading = setTimeout(() => this.poll().catch(() => {}), READ_ON_MILLIS);
    } else {
      this.last = answer.last;
    }
    this.unread = answer.unread;
    this.recorded += answer.recorded;
    this.left += answer.left;
    answer.series.forEach(series => this.#take(series));
    this.#describe(answer);
    if (answer.recorded > 0) {
      this.#arrange();
    }
    return answer.recorded > 0;
  }

  #take({ name, x, y, nonFinite, thinned }) {
    if (!this.curves.has(name)) {
      this.curves.set(name, { points: [], broken: new Map() });
    }
    const curve = this.curves.get(name);
    x.forEach((at, i) => curve.points.push([at, y[i]]));
    // User code may go back in x; the crosshair needs order.
    curve.points.sort(([a], [b]) => a - b);
    nonFinite.forEach(mark => curve.broken.set(mark.x, mark.value));
    this.thinned = this.thinned || thinned;
  }

  #describe(answer) {
    this.head.position.replaceChildren(
      el('span', {}, t('count', { count: this.curves.size })), el('span', {}, t('position.records', { count: this.recorded })));
    this.head.warn(answer);
    if (this.left > 0) {
      this.head.warning.hidden = false;
      this.head.warning.append(` ${t('left', { count: this.left })}`);
    }
  }

  /** A chart for each series, or one for all; charts stay as long as their series do. */
  #arrange() {
    const names = [...this.curves.keys()].filter(name => name.toLowerCase().includes(this.filter.value.trim().toLowerCase())).sort();
    const wanted = this.together.checked ? [names] : names.map(name => [name]);
    if (JSON.stringify(wanted) !== JSON.stringify(this.shown)) {
      this.shown = wanted;
      this.group.dispose();
      this.group.charts = [];
      this.charts.replaceChildren(...wanted.filter(group => group.length > 0).map((group, i) => this.#chart(group, i).element));
    }
    const table = new Curves(this.curves, { label: at => `x = ${number(at)}`, tick, round: value => value });
    this.group.show({ table, epochs: new Map(), recorded: this.recorded, unread: this.unread, thinned: this.thinned });
  }

  #chart(names, i) {
    return new LineChart(this.group, {
      id: `series-${i}`, title: names.length === 1 ? names[0] : t('all'), unit: t('unit'),
      csv: shown => this.host.address('csv', { series: shown }),
      series: () => names.map((name, n) => ({ name, label: name, color: `--c${n % 8 + 1}`, dashed: n >= 8 })),
    });
  }

  restyle() {
    this.group.restyle();
  }

  dispose() {
    this.disposed = true;
    clearTimeout(this.reading);
    this.group.dispose();
  }
}
