// Where student and teacher look: maps of a few fixed examples, side by side, on one colour scale.

import { el } from '/assets/vernier/dom.js';
import { number, percent, whole } from '/assets/vernier/format.js';
import { t } from '/assets/vernier/i18n.js';
import { colourScale, heatMap, thumbnail } from '/assets/vernier/heatmap.js';

export class AttentionMaps {
  constructor(host) {
    this.host = host;
    this.tap = null;
    this.forget();
    this.#build();
  }

  forget() {
    this.times = [];
    this.chosen = null;
    this.answer = null;
  }

  #build() {
    this.taps = el('div', { class: 'segments', role: 'radiogroup', 'aria-label': t('maps.tap') });
    this.history = el('input', {
      id: 'map-time', type: 'range', min: '0', max: '0', value: '0', step: '1',
      oninput: () => this.#timeChanged(),
    });
    this.when = el('output', { for: 'map-time' });
    this.latest = el('button', { type: 'button', class: 'quiet', hidden: true, onclick: () => this.#follow() }, t('maps.latest'));
    this.examples = el('div', { class: 'examples' });
    this.notice = el('p', { class: 'notice', hidden: true });
    this.scale = el('div', { class: 'scale-bar', hidden: true });
    this.caption = el('p', { class: 'caption' });
    this.controls = el('div', { class: 'map-controls' }, this.taps,
      el('span', { class: 'spacer' }),
      el('label', { for: 'map-time' }, t('maps.iteration')), this.history, this.when, this.latest);
    this.controls.hidden = true;
    this.empty = el('p', { class: 'plot-empty' }, t('maps.empty'));
    this.element = el('section', { class: 'card maps', id: 'maps', 'aria-labelledby': 'maps-title' },
      el('div', { class: 'card-head' }, el('h2', { id: 'maps-title' }, t('maps.title')), this.scale),
      this.controls, this.notice, this.empty, this.examples, this.caption);
  }

  /** Asks for newer maps, or for those chosen; true if they are other than those shown. */
  async poll() {
    const asked = this.chosen;
    const answer = await this.host.api('maps', { time: asked, have: this.answer?.time });
    if (this.disposed || asked !== this.chosen) {
      return false;
    }
    this.times = answer.times;
    if (answer.examples) {
      this.answer = answer;
      this.draw();
    }
    this.#drawHistory();
    this.#warn(answer);
    return Boolean(answer.examples) && asked === null;
  }

  #timeChanged() {
    const i = Number(this.history.value);
    this.chosen = i === this.times.length - 1 ? null : this.times[i];
    this.#refresh();
  }

  #follow() {
    this.chosen = null;
    this.#refresh();
  }

  #refresh() {
    clearTimeout(this.asking);
    this.asking = setTimeout(() => this.poll().catch(() => {}), 60);
  }

  #drawHistory() {
    const end = this.times.length - 1;
    const i = this.chosen === null ? end : this.times.indexOf(this.chosen);
    this.history.max = String(Math.max(0, end));
    this.history.value = String(Math.max(0, i));
    this.history.disabled = end < 1;
    this.latest.hidden = this.chosen === null;
    if (this.answer) {
      const text = `${whole(this.answer.iteration)} · ${t('axis.epoch', { epoch: whole(this.answer.epoch) })}`;
      this.when.textContent = text;
      this.history.setAttribute('aria-valuetext', `${t('maps.iteration')} ${text}`);
    }
  }

  #warn({ unreadable, newestVersion, supportedVersion }) {
    if (unreadable === undefined) {
      return;
    }
    this.notice.textContent = unreadable > 0 ? t('maps.unreadable')
      : newestVersion > supportedVersion
        ? t('maps.version', { newest: newestVersion, supported: supportedVersion }) : '';
    this.notice.hidden = this.notice.textContent === '';
  }

  draw() {
    const examples = this.answer?.examples ?? [];
    this.empty.hidden = examples.length > 0;
    this.controls.hidden = this.scale.hidden = examples.length === 0;
    if (examples.length === 0) {
      return;
    }
    const names = examples[0].taps.map(tap => tap.name);
    if (!names.includes(this.tap)) {
      this.tap = names[0] ?? null;
    }
    this.#drawTaps(names);
    const tapOf = example => example.taps.find(tap => tap.name === this.tap);
    const most = examples.reduce((max, example) => {
      const tap = tapOf(example);
      return tap ? [...tap.student, ...tap.teacher].reduce((a, b) => Math.max(a, b ?? 0), max) : max;
    }, 0);
    this.examples.replaceChildren(...examples.map((example, i) => this.#example(example, tapOf(example), most, i + 1)));
    this.scale.replaceChildren(el('span', {}, '0'), colourScale(), el('span', {}, number(most)));
    const size = tapOf(examples[0]);
    this.caption.textContent = size
      ? t('maps.caption', { tap: this.tap, height: size.height, width: size.width })
      : t('maps.untapped');
  }

  #drawTaps(names) {
    const shown = [...this.taps.children].map(button => button.textContent);
    if (JSON.stringify(shown) !== JSON.stringify(names)) {
      this.taps.replaceChildren(...names.map(name => el('button', {
        type: 'button', role: 'radio', onclick: () => this.#choose(name), onkeydown: event => this.#key(event, names),
      }, name)));
    }
    [...this.taps.children].forEach((button, i) => {
      const chosen = names[i] === this.tap;
      button.setAttribute('aria-checked', String(chosen));
      button.tabIndex = chosen ? 0 : -1;
    });
  }

  #choose(name) {
    this.tap = name;
    this.draw();
  }

  #key(event, names) {
    const step = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
    if (step) {
      const next = (names.indexOf(this.tap) + step + names.length) % names.length;
      this.#choose(names[next]);
      this.taps.children[next].focus();
      event.preventDefault();
    }
  }

  #example({ image, label, student, teacher, taps }, tap, most, place) {
    const name = label === null ? t('maps.example', { place }) : t('maps.example.class', { place, label });
    const figures = [figure(t('maps.input'), thumbnail(image, t('maps.input.of', { name })))];
    if (tap) {
      figures.push(
        figure(t('teacher'), heatMap(tap.teacher, tap.width, tap.height, most, t('maps.attention.teacher', { tap: tap.name, name }))),
        figure(t('student'), heatMap(tap.student, tap.width, tap.height, most, t('maps.attention.student', { tap: tap.name, name }))));
    }
    const similarity = tap ? cosine(tap.student, tap.teacher) : null;
    return el('article', { class: 'example' },
      el('h3', {}, label === null ? t('maps.example', { place }) : t('maps.class', { label }),
        similarity === null ? null : el('span', { title: t('maps.cosine') }, t('maps.similarity', { value: similarity.toFixed(2) }))),
      el('div', { class: 'row' }, ...figures),
      el('dl', {}, ...answerOf(t('teacher'), teacher), ...answerOf(t('student'), student)));
  }

  dispose() {
    this.disposed = true;
    clearTimeout(this.asking);
  }
}

function figure(name, picture) {
  return el('figure', {}, picture, el('figcaption', {}, name));
}

function answerOf(who, { label, probability, right }) {
  const mark = right === null ? '' : right ? '✓ ' : '✗ ';
  return [
    el('dt', {}, who),
    el('dd', { class: right === false ? 'wrong' : right ? 'right' : null },
      label === null ? '–' : `${mark}${label}`, el('small', {}, percent(probability))),
  ];
}

function cosine(a, b) {
  let product = 0;
  let lengthA = 0;
  let lengthB = 0;
  for (let i = 0; i < a.length; i++) {
    product += a[i] * b[i];
    lengthA += a[i] * a[i];
    lengthB += b[i] * b[i];
  }
  return lengthA > 0 && lengthB > 0 ? product / Math.sqrt(lengthA * lengthB) : null;
}
