// What is wrong with a training, in words, with the numbers that say so.

import { el } from '/assets/vernier/dom.js';
import { number, whole } from '/assets/vernier/format.js';
import { t } from '/assets/vernier/i18n.js';

const WAIT_MILLIS = 5000;
const MARKS = { ERROR: '✖', WARNING: '▲', NOTE: '●' };

export class Health {
  constructor(host) {
    this.host = host;
    this.askedAt = 0;
    this.shown = '';
    this.list = el('ul', { class: 'findings' });
    this.summary = el('p', { class: 'caption', role: 'status' });
    this.element = el('section', { class: 'card health', id: 'health', 'aria-labelledby': 'health-title' },
      el('h2', { id: 'health-title' }, t('health')), this.list, this.summary);
  }

  /** Asks at most every few seconds: trouble does not come and go by iterations. */
  async poll() {
    if (Date.now() - this.askedAt < WAIT_MILLIS) {
      return;
    }
    this.askedAt = Date.now();
    const answer = await this.host.api('health');
    const text = JSON.stringify(answer);
    if (text !== this.shown) {
      this.shown = text;
      this.#show(answer);
    }
  }

  #show({ findings, checks, of }) {
    this.list.replaceChildren(...findings.map(finding => this.#item(finding)));
    this.list.hidden = findings.length === 0;
    this.summary.textContent = checks === 0 ? t('health.waiting')
      : findings.length === 0 ? t('health.none', { count: checks }) : t('health.some', { count: checks, of });
  }

  #item({ key, severity, page, evidence }) {
    const places = Object.fromEntries(Object.entries(evidence).map(([name, value]) => [name, written(name, value)]));
    const title = page === this.host.info.id ? null : this.host.titleOf(page);
    const link = title === null ? null : el('a', { href: this.host.link(page) },
      t('health.more', { page: title }));
    return el('li', { class: 'finding', data: { key, severity } },
      el('span', { class: 'mark', role: 'img', 'aria-label': t(`severity.${severity}`), title: t(`severity.${severity}`) }, MARKS[severity]),
      el('div', {},
        el('h3', {}, t(`finding.${key}`, places)),
        el('p', {}, t(`finding.${key}.evidence`, places)),
        link));
  }
}

/** As JSON has them. */
const NOT_FINITE = ['NaN', 'Infinity', '-Infinity'];
const COUNTS = ['iteration', 'examples', 'coordinates', 'output'];

function written(name, value) {
  if (NOT_FINITE.includes(value)) {
    return number(Number(value));
  }
  if (typeof value !== 'number') {
    return value;
  }
  return COUNTS.includes(name) ? whole(value) : number(Number(value.toPrecision(3)));
}
