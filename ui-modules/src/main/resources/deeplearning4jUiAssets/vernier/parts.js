// What pages have in common above their charts: heading, warnings, controls, facts.

import { el } from '/assets/vernier/dom.js';
import { whole } from '/assets/vernier/format.js';
import { t } from '/assets/vernier/i18n.js';

/** Heading, position of the training, and what could not be read. */
export class PageHead {
  constructor({ info }) {
    this.position = el('p', { class: 'position' });
    this.warning = el('p', { class: 'notice', hidden: true });
    this.element = el('div', { class: 'head' },
      el('div', {}, el('h1', {}, info.title), el('p', { class: 'lead' }, info.summary)),
      this.position);
  }

  /** @param {SessionSeries} series */
  show({ table, recorded, problems }) {
    const end = table.length - 1;
    this.position.replaceChildren(...(end < 0 ? [t('position.none')] : [
      fact(t('position.iteration'), whole(table.columns.iteration[end])),
      table.columns.epoch[end] === null ? '' : fact(t('position.epoch'), whole(table.columns.epoch[end])),
      el('span', {}, t('position.records', { count: recorded })),
    ]));
    this.warn(problems);
  }

  /** @param {{unreadable: number, newestVersion: number, supportedVersion: number}} problems */
  warn({ unreadable, newestVersion, supportedVersion }) {
    const warnings = [];
    if (newestVersion > supportedVersion) {
      warnings.push(t('warning.version', { newest: newestVersion, supported: supportedVersion }));
    }
    if (unreadable > 0) {
      warnings.push(t('warning.unreadable', { count: unreadable }));
    }
    this.warning.textContent = warnings.join(' ');
    this.warning.hidden = warnings.length === 0;
  }
}

function fact(name, value) {
  return el('span', {}, `${name} `, el('b', {}, value));
}

/** Settings of a run as chips: [[name, value]]; those without a value are left out. */
export function facts(label) {
  const element = el('ul', { class: 'facts', 'aria-label': label });
  return {
    element,
    show(pairs) {
      element.replaceChildren(...pairs.filter(([, value]) => value)
        .map(([name, value]) => el('li', {}, el('span', {}, name), ' ', el('b', {}, value))));
    },
  };
}

/** Time constants of smoothing that the slider offers, in iterations. */
const TAUS = [0, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000];

/** The row of controls: smoothing of a chart group, a page's own ones, and all values as a file. */
export function controls(group, { csv, more = [], smoothing = 4 } = {}) {
  const output = el('output', { for: 'smoothing' });
  const changed = () => {
    const tau = TAUS[Number(slider.value)];
    const text = tau === 0 ? t('smoothing.off') : t('smoothing.over', { count: tau });
    output.textContent = text;
    slider.setAttribute('aria-valuetext', text);
    group.smooth(tau);
  };
  const slider = el('input', {
    id: 'smoothing', type: 'range', min: '0', max: String(TAUS.length - 1), step: '1', value: String(smoothing), oninput: changed,
  });
  changed();
  return el('div', { class: 'controls' },
    el('label', { for: 'smoothing' }, t('smoothing.label')), slider, output, ...more,
    el('span', { class: 'spacer' }),
    el('span', { class: 'hint fine' }, t('zoom.hint')),
    csv ? el('a', { class: 'quiet', id: 'csv', href: csv }, t('csv.all')) : null);
}

/**
 * A labelled drop-down list, such as of layers.
 *
 * @param {string} id
 * @param {string} label
 * @param {function(string)} onChoose
 */
export function chooser(id, label, onChoose) {
  const select = el('select', { id, onchange: () => onChoose(select.value) });
  const element = el('label', { class: 'session', hidden: true }, el('span', {}, label), select);
  return {
    element,
    get value() {
      return select.value;
    },
    /** @param {string[]|[string, string][]} options values, or values with their labels; the choice stays if it can */
    offer(options, chosen = select.value) {
      const pairs = options.map(option => (Array.isArray(option) ? option : [option, option]));
      const offered = [...select.options].map(option => [option.value, option.textContent]);
      if (JSON.stringify(offered) !== JSON.stringify(pairs)) {
        select.replaceChildren(...pairs.map(([value, text]) => el('option', { value }, text)));
      }
      if (pairs.some(([value]) => value === chosen)) {
        select.value = chosen;
      }
      element.hidden = pairs.length < 2;
    },
  };
}
