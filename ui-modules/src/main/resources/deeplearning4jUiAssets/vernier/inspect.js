// Looking at one moment of a training and at one layer of many: a slider over the records, a table to choose from.

import { csvText } from '/assets/vernier/card.js';
import { download, el } from '/assets/vernier/dom.js';
import { number, whole } from '/assets/vernier/format.js';
import { loadTexts, t } from '/assets/vernier/i18n.js';

await loadTexts('inspect');

const SLIDER_SETTLES_MILLIS = 60;

/** A number of an answer, in which NaN and infinities are texts; null if there is none. */
export function numeric(value) {
  return typeof value === 'string' ? Number(value) : value ?? null;
}

/** What could not be read of several kinds of records, together; each kind has versions of its own. */
export function problemsOf(...all) {
  const newer = all.find(({ newestVersion, supportedVersion }) => newestVersion > supportedVersion) ?? all[0];
  return { ...newer, unreadable: all.reduce((sum, { unreadable }) => sum + unreadable, 0) };
}

/** What one record says, the newest or the one that the slider is at: the client of a MomentEndpoint. */
export class Moments {
  /**
   * @param {Object} host the page's host
   * @param {Object} options `id` of the slider; `path` of the endpoint; `parameters()`: more of them, such as the layer;
   *   `onChange(answer)`; `eligible()`: times of the records to choose from, if not all have what is shown
   */
  constructor(host, { id, path = 'moment', parameters = () => ({}), onChange, eligible = null }) {
    this.host = host;
    this.path = path;
    this.parameters = parameters;
    this.onChange = onChange;
    this.eligible = eligible;
    this.generation = 0;
    this.times = [];
    this.chosen = null;
    this.answer = null;
    this.slider = el('input', {
      id, type: 'range', min: '0', max: '0', value: '0', step: '1', oninput: () => this.#moved(),
    });
    this.when = el('output', { for: id });
    this.latest = el('button', { type: 'button', class: 'quiet', hidden: true, onclick: () => this.#follow() }, t('inspect.latest'));
    this.element = el('div', { class: 'controls' },
      el('label', { for: id }, t('inspect.iteration')), this.slider, this.when, this.latest);
  }

  /** Starts over, with other parameters perhaps; the slider stays where it is. */
  async reload() {
    this.generation++;
    this.answer = null;
    return this.poll();
  }

  /** Asks for the newest record, or for the chosen one; true if it is another than the one shown. */
  async poll() {
    const { generation, chosen } = this;
    const eligible = this.eligible?.();
    if (eligible?.length === 0) {
      return false;
    }
    const time = chosen ?? eligible?.at(-1) ?? null;
    const answer = await this.host.api(this.path, { ...this.parameters(), time, have: this.answer?.time });
    if (this.disposed || generation !== this.generation || chosen !== this.chosen) {
      return false;
    }
    this.times = eligible ?? answer.times;
    const fresh = answer.iteration !== undefined;
    if (fresh) {
      this.answer = answer;
      this.onChange(answer);
    }
    this.#draw();
    if (!fresh && answer.unreadable > 0) {
      this.when.textContent = t('inspect.unreadable');
    }
    return fresh && chosen === null;
  }

  #moved() {
    const i = Number(this.slider.value);
    this.chosen = i === this.times.length - 1 ? null : this.times[i];
    this.#ask();
  }

  #follow() {
    this.chosen = null;
    this.#ask();
  }

  #ask() {
    clearTimeout(this.asking);
    this.asking = setTimeout(() => this.poll().catch(() => {}), SLIDER_SETTLES_MILLIS);
  }

  #draw() {
    const end = this.times.length - 1;
    const i = this.chosen === null ? end : this.times.indexOf(this.chosen);
    this.slider.max = String(Math.max(0, end));
    this.slider.value = String(Math.max(0, i));
    this.slider.disabled = end < 1;
    this.latest.hidden = this.chosen === null;
    if (this.answer) {
      this.when.textContent = t('inspect.when', { iteration: whole(this.answer.iteration), epoch: whole(this.answer.epoch) });
      this.slider.setAttribute('aria-valuetext', this.when.textContent);
    }
  }

  dispose() {
    this.disposed = true;
    clearTimeout(this.asking);
  }
}

/** Some records of the whole training: the client of a HistoryEndpoint. */
export class History {
  constructor(host, { path = 'history', parameters = () => ({}), onChange }) {
    this.host = host;
    this.path = path;
    this.parameters = parameters;
    this.onChange = onChange;
    this.generation = 0;
    this.last = null;
  }

  async reload() {
    this.generation++;
    this.last = null;
    return this.poll();
  }

  async poll() {
    const { generation } = this;
    const answer = await this.host.api(this.path, { ...this.parameters(), have: this.last });
    if (this.disposed || generation !== this.generation || answer.moments === undefined) {
      return false;
    }
    this.last = answer.last ?? null;
    this.onChange(answer);
    return answer.moments.length > 0;
  }

  dispose() {
    this.disposed = true;
  }
}

/**
 * A table of many rows of numbers, of which one is chosen: sorted by any column, filtered by name.
 *
 * options: id; title; caption; rowName: heading of the names; columns: [{name, label, format}]; onChoose(name).
 */
export class ChoiceTable {
  constructor(options) {
    this.options = options;
    this.rows = [];
    this.chosen = null;
    this.sorting = null;
    this.descending = true;
    const { id, title, caption } = options;
    this.filter = el('input', {
      type: 'search', id: `${id}-filter`, placeholder: t('inspect.filter'), 'aria-label': t('inspect.filter'),
      autocomplete: 'off', spellcheck: 'false', oninput: () => this.#draw(),
    });
    this.count = el('span', { class: 'hint', role: 'status' });
    this.csvButton = el('button', { type: 'button', class: 'quiet', onclick: () => this.#saveCsv() }, t('chart.csv'));
    this.headings = el('tr', {});
    this.body = el('tbody', { onkeydown: event => this.#key(event) });
    this.element = el('section', { class: 'card choice', id, 'aria-labelledby': `${id}-title` },
      el('div', { class: 'card-head' },
        el('h2', { id: `${id}-title` }, title),
        el('div', { class: 'buttons' }, this.count, this.filter, this.csvButton)),
      el('div', { class: 'scroller', role: 'region', tabindex: '0', 'aria-labelledby': `${id}-title` },
        el('table', { class: 'numbers' }, el('thead', {}, this.headings), this.body)),
      el('p', { class: 'caption' }, caption));
    this.#drawHeadings();
  }

  /** @param {{name: string, label: ?string, values: Object<string, ?number>}[]} rows */
  show(rows, chosen) {
    this.rows = rows;
    this.chosen = chosen;
    this.#draw();
  }

  #drawHeadings() {
    const { columns, rowName } = this.options;
    // By name they come in the order of the network, which is no order of the names.
    const order = name => (this.sorting !== name || (name === null && this.descending) ? 'none'
      : this.descending ? 'descending' : 'ascending');
    const heading = (name, label) => el('th', { scope: 'col', 'aria-sort': order(name) }, el('button', { type: 'button', onclick: () => this.#sort(name) }, label));
    this.headings.replaceChildren(heading(null, rowName), ...columns.map(column => heading(column.name, column.label)));
  }

  #sort(name) {
    this.descending = this.sorting === name ? !this.descending : true;
    this.sorting = name;
    this.#drawHeadings();
    this.#draw();
  }

  #sorted() {
    const words = this.filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    const rows = this.rows.filter(row => words.every(word => (row.label ?? row.name).toLowerCase().includes(word)));
    const { sorting, descending } = this;
    if (sorting === null) {
      return descending ? rows : rows.reverse();
    }
    const value = row => {
      const found = row.values[sorting];
      return found === null || found === undefined || Number.isNaN(found) ? null : found;
    };
    // What has no number is last whichever way.
    return rows.sort((a, b) => {
      const [x, y] = [value(a), value(b)];
      if (x === null || y === null) {
        return (x === null) - (y === null);
      }
      return descending ? y - x : x - y;
    });
  }

  #draw() {
    const { columns } = this.options;
    const rows = this.#sorted();
    const focused = this.body.contains(document.activeElement) ? document.activeElement.dataset.name : null;
    this.body.replaceChildren(...rows.map(row => el('tr', { class: row.name === this.chosen ? 'chosen' : null },
      el('th', { scope: 'row' }, el('button', {
        type: 'button', data: { name: row.name }, 'aria-pressed': String(row.name === this.chosen),
        onclick: () => this.options.onChoose(row.name),
      }, row.label ?? row.name)),
      ...columns.map(({ name, format = number }) => {
        const value = row.values[name];
        const broken = typeof value === 'number' && !Number.isFinite(value);
        return el('td', { class: broken ? 'broken' : null }, broken ? number(value) : format(value));
      }))));
    this.count.textContent = rows.length === this.rows.length ? '' : t('inspect.found', { found: whole(rows.length), all: whole(this.rows.length) });
    if (focused !== null) {
      this.#focus(focused);
    }
  }

  #focus(name) {
    [...this.body.querySelectorAll('button')].find(button => button.dataset.name === name)?.focus();
  }

  /** Arrows go from row to row. */
  #key(event) {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (step) {
      const buttons = [...this.body.querySelectorAll('button')];
      buttons[buttons.indexOf(document.activeElement) + step]?.focus();
      event.preventDefault();
    }
  }

  #saveCsv() {
    const { columns, rowName, id } = this.options;
    const rows = [[rowName, ...columns.map(column => column.name)],
      ...this.rows.map(row => [row.name, ...columns.map(column => row.values[column.name])])];
    const url = URL.createObjectURL(new Blob([csvText(rows)], { type: 'text/csv;charset=utf-8' }));
    download(url, `vernier-${id}.csv`);
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  }
}
