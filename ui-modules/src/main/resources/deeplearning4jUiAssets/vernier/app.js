// The shell: navigation, choice of session, polling, theme. Pages are modules that it loads by name.

import { el, svg } from '/assets/vernier/dom.js';
import { clock } from '/assets/vernier/format.js';

const POLL_MILLIS = 2000;
const SESSIONS_EVERY = 3;
const STALE_MILLIS = 15_000;

const at = id => document.getElementById(id);

/** Asks the server; the error carries what it says. */
async function api(path, parameters = {}) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    for (const item of [value].flat()) {
      if (item !== null && item !== undefined) {
        query.append(name, item);
      }
    }
  }
  const response = await fetch(`/vernier/api/${path}?${query}`);
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) {
    const error = new Error(answer.error ?? `The server answered ${response.status}`);
    error.status = response.status;
    throw error;
  }
  return answer;
}

class Shell {
  constructor() {
    this.session = new URLSearchParams(location.search).get('session');
    this.sessions = [];
    this.page = null;
    this.paused = false;
    this.turn = 0;
    this.changedAt = 0;
  }

  async start() {
    this.#theme();
    at('pause').addEventListener('click', () => this.#pause());
    at('session').addEventListener('change', event => this.#choose(event.target.value));
    addEventListener('popstate', () => {
      this.#choose(new URLSearchParams(location.search).get('session'), false);
    });
    try {
      const pages = await api('pages');
      const [, , name] = location.pathname.split('/');
      this.info = pages.find(page => page.id === name) ?? pages[0];
      this.#navigation(pages);
      this.module = await import(`/assets/vernier/${this.info.id}.js`);
    } catch (error) {
      this.#banner(`This page could not start: ${error.message}`);
      return;
    }
    document.title = `${this.info.title} · Vernier`;
    this.#tick();
  }

  #navigation(pages) {
    at('pages').replaceChildren(...pages.map(page => el('a', {
      href: `/vernier/${page.id}${this.session ? `?session=${encodeURIComponent(this.session)}` : ''}`,
      'aria-current': page.id === this.info.id ? 'page' : null,
      title: page.summary,
    }, page.title)));
  }

  async #tick() {
    try {
      if (!document.hidden && !this.paused) {
        await this.#poll();
        this.#banner('');
      }
    } catch (error) {
      // A session that went away is looked for at once, the server that did not answer at the usual pace.
      this.turn = 0;
      this.#banner(error instanceof TypeError
        ? 'The UI server does not answer; what is shown is what was read last. Trying again.' : error.message);
    }
    this.#live();
    setTimeout(() => this.#tick(), POLL_MILLIS);
  }

  async #poll() {
    if (this.turn % SESSIONS_EVERY === 0 || this.sessions.length === 0) {
      await this.#findSessions();
    }
    this.turn++;
    if (this.page && await this.page.poll()) {
      this.changedAt = Date.now();
    }
  }

  async #findSessions() {
    const { sessions } = await api('sessions', { page: this.info.id });
    const changed = JSON.stringify(sessions) !== JSON.stringify(this.sessions);
    this.sessions = sessions;
    if (sessions.length === 0 && !this.session) {
      this.#empty();
      return;
    }
    if (changed) {
      this.#offerSessions();
    }
    if (!this.page) {
      this.#open(this.session ?? sessions[0].id);
    }
  }

  #offerSessions() {
    const current = this.session ?? this.sessions[0]?.id;
    const known = this.sessions.some(session => session.id === current);
    const options = this.sessions.map(({ id, started }) =>
      el('option', { value: id }, started > 0 ? `${id}  ·  ${clock(started)}` : id));
    if (!known && current) {
      options.unshift(el('option', { value: current }, current));
    }
    at('session').replaceChildren(...options);
    at('session').value = current;
    at('session-label').hidden = false;
  }

  #choose(session, remember = true) {
    const chosen = session ?? this.sessions[0]?.id;
    if (!chosen || chosen === this.session) {
      return;
    }
    if (remember) {
      history.pushState(null, '', `${location.pathname}?session=${encodeURIComponent(chosen)}`);
    }
    this.#open(chosen);
    at('session').value = chosen;
    this.#wake();
  }

  #open(session) {
    this.session = session;
    this.page?.dispose();
    this.changedAt = 0;
    const content = at('content');
    content.replaceChildren();
    this.page = this.module.create({
      root: content,
      info: this.info,
      session,
      api: (path, parameters) => api([this.info.id, path].filter(Boolean).join('/'), { session, ...parameters }),
      address: (path, parameters) => `/vernier/api/${this.info.id}/${path}?${new URLSearchParams(parameters)}`,
    });
    at('pause').hidden = false;
  }

  /** Polls at once instead of at the next turn. */
  #wake() {
    this.#poll().then(() => this.#banner(''), error => this.#banner(error.message)).finally(() => this.#live());
  }

  #empty() {
    if (at('empty')) {
      return;
    }
    at('content').replaceChildren(el('section', { class: 'card empty', id: 'empty' },
      scale(),
      el('h1', {}, this.info.title),
      el('p', { class: 'lead' }, this.info.summary),
      ...this.module.emptyState(),
      el('p', { class: 'hint' }, 'This page looks for sessions every few seconds; there is no need to reload it.')));
  }

  #live() {
    const live = at('live');
    const state = this.paused ? 'paused' : Date.now() - this.changedAt < STALE_MILLIS ? 'live' : 'idle';
    const text = { paused: 'Paused', live: 'Live', idle: this.page ? 'No new records' : 'Waiting' }[state];
    if (live.textContent !== text) {
      live.textContent = text;
    }
    live.dataset.state = state;
  }

  #pause() {
    this.paused = !this.paused;
    at('pause').setAttribute('aria-pressed', String(this.paused));
    at('pause').textContent = this.paused ? 'Resume' : 'Pause';
    if (!this.paused) {
      this.#wake();
    }
    this.#live();
  }

  #banner(text) {
    const banner = at('banner');
    banner.hidden = text === '';
    if (banner.textContent !== text) {
      banner.textContent = text;
    }
  }

  #theme() {
    const root = document.documentElement;
    const system = matchMedia('(prefers-color-scheme: dark)');
    const name = () => ({ light: 'Light', dark: 'Dark' }[root.dataset.theme] ?? 'Auto');
    const show = () => {
      at('theme').replaceChildren(el('span', {}, 'Theme: '), name());
      at('theme').setAttribute('aria-label', `Theme: ${name()}`);
      this.page?.restyle();
    };
    at('theme').addEventListener('click', () => {
      const next = { Auto: 'light', Light: 'dark', Dark: '' }[name()];
      if (next) {
        root.dataset.theme = next;
      } else {
        delete root.dataset.theme;
      }
      try {
        localStorage.setItem('vernier.theme', next);
      } catch {
        // Not remembered then.
      }
      show();
    });
    system.addEventListener('change', show);
    show();
  }
}

/** Two scales of different division: the instrument the project is named after. */
function scale() {
  const ticks = [];
  for (let i = 0; i <= 40; i++) {
    const x = 4 + 8 * i;
    ticks.push(svg('path', { d: `M${x} 34V${i % 10 === 0 ? 8 : i % 5 === 0 ? 16 : 22}`, class: 'main' }));
  }
  for (let i = 0; i <= 20; i++) {
    const x = 44 + 7.6 * i;
    ticks.push(svg('path', { d: `M${x} 40V${i % 10 === 0 ? 64 : i % 5 === 0 ? 58 : 52}`, class: i === 10 ? 'hit' : 'sub' }));
  }
  return svg('svg', { viewBox: '0 0 328 72', class: 'scale', 'aria-hidden': 'true' }, ...ticks);
}

new Shell().start();
