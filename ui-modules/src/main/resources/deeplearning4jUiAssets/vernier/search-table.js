// The table of trials: sorted by any column, filtered by any text, saved as CSV.

import { csvText } from '/assets/vernier/card.js';
import { download, el } from '/assets/vernier/dom.js';
import { number, whole } from '/assets/vernier/format.js';
import { t } from '/assets/vernier/i18n.js';

export class TrialTable {
  /**
   * @param {function(number)} onChoose shows a trial
   * @param {function(number)} onPrune gives a running trial up
   */
  constructor(onChoose, onPrune) {
    this.onChoose = onChoose;
    this.onPrune = onPrune;
    this.trials = [];
    this.columns = [];
    this.sorting = 'id';
    this.descending = false;
    this.drawnHeadings = null;
    this.drawnRows = new Map();
    this.filter = el('input', {
      type: 'search', id: 'trials-filter', placeholder: t('filter'), 'aria-label': t('filter'), autocomplete: 'off', spellcheck: 'false',
      oninput: () => this.#draw(),
    });
    this.count = el('span', { class: 'hint', role: 'status', id: 'trials-count' });
    this.csvButton = el('button', { type: 'button', class: 'quiet', onclick: () => this.#saveCsv() }, t('csv.shown'));
    this.headings = el('tr', {});
    this.body = el('tbody', {});
    this.element = el('section', { class: 'card choice', id: 'trials', 'aria-labelledby': 'trials-title' },
      el('div', { class: 'card-head' }, el('h2', { id: 'trials-title' }, t('trials')), el('div', { class: 'buttons' }, this.count, this.filter, this.csvButton)),
      el('div', { class: 'scroller', role: 'region', tabindex: '0', 'aria-labelledby': 'trials-title' },
        el('table', { class: 'numbers' }, el('thead', {}, this.headings), this.body)));
  }

  show(study, trials, chosen) {
    this.trials = trials;
    this.chosen = chosen;
    if (study !== this.study) {
      this.study = study;
      this.drawnRows.clear();
    }
    this.columns = [
      { name: 'id', label: t('trial.column'), of: trial => trial.id },
      { name: 'status', label: t('status'), of: trial => t(`status.${trial.status}`) },
      ...study.goals.map((goal, i) => ({ name: `goal:${goal.name}`, label: goal.name, of: trial => trial.objectives[i] ?? null })),
      ...study.parameters.map(({ name }) => ({ name: `value:${name}`, label: name, of: trial => trial.values[name] ?? null })),
    ];
    this.#draw();
  }

  #sort(name) {
    this.descending = this.sorting === name ? !this.descending : false;
    this.sorting = name;
    this.#draw();
  }

  #rows() {
    const words = this.filter.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const text = trial => this.columns.map(column => `${column.label}=${shown(column.of(trial))}`).join(' ').toLowerCase();
    const rows = words.length === 0 ? [...this.trials] : this.trials.filter(trial => words.every(word => text(trial).includes(word)));
    const column = this.columns.find(({ name }) => name === this.sorting) ?? this.columns[0];
    return rows.sort((a, b) => (this.descending ? -1 : 1) * compare(column.of(a), column.of(b)));
  }

  #draw() {
    const headings = JSON.stringify([this.columns.map(({ name }) => name), this.sorting, this.descending]);
    if (headings !== this.drawnHeadings) {
      this.drawnHeadings = headings;
      this.#drawHeadings();
    }
    const rows = this.#rows();
    const elements = rows.map(trial => this.#drawn(trial));
    // What has not changed stays, and with it the focus.
    if (elements.length !== this.body.children.length || elements.some((element, i) => element !== this.body.children[i])) {
      const focused = document.activeElement;
      this.body.replaceChildren(...elements);
      if (this.body.contains(focused)) {
        focused.focus({ preventScroll: true });
      }
    }
    this.count.textContent = t('trials.count', { shown: whole(rows.length), all: whole(this.trials.length) });
  }

  #drawHeadings() {
    const direction = name => (this.sorting !== name ? 'none' : this.descending ? 'descending' : 'ascending');
    this.headings.replaceChildren(...this.columns.map(({ name, label }) =>
      el('th', { scope: 'col', 'aria-sort': direction(name) }, el('button', { type: 'button', data: { sort: name }, onclick: () => this.#sort(name) }, label))),
    el('th', {}, ''));
  }

  /** The row of a trial, a new one only if it has changed. */
  #drawn(trial) {
    const content = JSON.stringify([this.columns.map(column => column.of(trial)), trial.status, trial.id === this.chosen]);
    const before = this.drawnRows.get(trial.id);
    if (before?.content === content) {
      return before.element;
    }
    const element = this.#row(trial);
    this.drawnRows.set(trial.id, { content, element });
    return element;
  }

  #row(trial) {
    const [first, ...rest] = this.columns;
    return el('tr', { class: trial.id === this.chosen ? 'chosen' : null, data: { trial: String(trial.id), status: trial.status } },
      el('th', { scope: 'row' }, el('button', { type: 'button', data: { id: String(trial.id) }, onclick: () => this.onChoose(trial.id) }, shown(first.of(trial)))),
      ...rest.map(column => el('td', { title: column.name === 'status' ? trial.failure : null }, shown(column.of(trial)))),
      el('td', {}, trial.status === 'RUNNING'
        ? el('button', { type: 'button', data: { prune: String(trial.id) }, onclick: () => this.onPrune(trial.id) }, t('prune')) : null));
  }

  #saveCsv() {
    const rows = [this.columns.map(({ label }) => label), ...this.#rows().map(trial => this.columns.map(column => column.of(trial)))];
    const url = URL.createObjectURL(new Blob([csvText(rows)], { type: 'text/csv;charset=utf-8' }));
    download(url, 'vernier-trials.csv');
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  }
}

function shown(value) {
  return typeof value === 'number' ? number(value) : value ?? '–';
}

/** Numbers by size, texts by alphabet, what is absent last. */
function compare(a, b) {
  if (a === null || b === null) {
    return (a === null) - (b === null);
  }
  return typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b));
}
