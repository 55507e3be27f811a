// The shell: navigation, choice of session, worker, language and theme, live updates. Pages are modules that it loads by
// name.

import { api, query } from '/assets/vernier/api.js';
import { el, svg } from '/assets/vernier/dom.js';
import { listen } from '/assets/vernier/events.js';
import { clock } from '/assets/vernier/format.js';
import { LANGUAGES, chooseLanguage, language, loadTexts, t } from '/assets/vernier/i18n.js';

/** How often to ask a server that does not tell. */
const POLL_MILLIS = 2000;
/** How often to ask a server that tells: a database may be written by another process. */
const CHECK_MILLIS = 15_000;
const SESSIONS_EVERY = 3;
const STALE_MILLIS = 15_000;

const at = id => document.getElementById(id);

class Shell {
  constructor() {
    this.#readAddress();
    this.sessions = [];
    this.page = null;
    this.paused = false;
    this.turn = 0;
    this.changedAt = 0;
    this.told = false;
    this.busy = false;
    this.again = false;
  }

  #readAddress() {
    const search = new URLSearchParams(location.search);
    this.session = search.get('session') || null;
    this.worker = search.get('worker') ?? '';
  }

  async start() {
    document.documentElement.lang = language();
    try {
      await loadTexts('shell');
      const pages = await api('pages', { language: language() });
      const [, , name] = location.pathname.split('/');
      this.pages = pages;
      this.info = pages.find(page => page.id === name) ?? pages[0];
      [this.module] = await Promise.all([import(`/assets/vernier/${this.info.id}.js`), loadTexts(this.info.id)]);
    } catch (error) {
      // Perhaps without any texts.
      this.#banner(`This page could not start: ${error.message}`);
      return;
    }
    document.title = `${this.info.title} · Vernier`;
    this.#dress();
    this.#navigation();
    this.needsSession = this.module.needsSession ?? true;
    if (!this.needsSession) {
      this.#open(null);
    }
    this.#follow();
  }

  /** Texts and listeners of the fixed parts. */
  #dress() {
    at('skip').textContent = t('shell.skip');
    at('pages').setAttribute('aria-label', t('shell.pages'));
    at('session-label').firstElementChild.textContent = t('shell.session');
    at('worker-label').firstElementChild.textContent = t('shell.worker');
    at('language').setAttribute('aria-label', t('shell.language'));
    at('language').replaceChildren(...LANGUAGES.map(([code, name]) => el('option', { value: code, lang: code }, name)));
    at('language').value = language();
    at('language').addEventListener('change', event => chooseLanguage(event.target.value));
    at('stock').textContent = t('shell.stock');
    at('pause').textContent = t('shell.pause');
    at('pause').addEventListener('click', () => this.#pause());
    at('session').addEventListener('change', event => this.#choose(event.target.value));
    at('worker').addEventListener('change', event => this.#chooseWorker(event.target.value));
    addEventListener('popstate', () => {
      this.#readAddress();
      this.#open(this.session ?? this.#defaultSession());
      this.#offerSessions();
      this.#wake();
    });
    this.#theme();
  }

  #navigation() {
    const current = this.sessions.find(session => session.id === this.session);
    at('pages').replaceChildren(...this.pages.map(page => {
      const empty = current !== undefined && !current.pages.includes(page.id);
      return el('a', {
        href: `/vernier/${page.id}${this.session ? `?${query({ session: this.session })}` : ''}`,
        'aria-current': page.id === this.info.id ? 'page' : null,
        class: empty ? 'muted' : null,
        title: empty ? t('shell.nodata', { summary: page.summary }) : page.summary,
      }, page.title);
    }));
  }

  /** Asks when the server tells that something changed, or else at intervals. */
  #follow() {
    listen(change => {
      if (change.listed) {
        this.turn = 0;
      }
      if (change.listed || !this.needsSession || change.sessions.includes(this.session)) {
        this.#update();
      }
    }, told => {
      this.told = told;
      this.#update();
    });
    document.addEventListener('visibilitychange', () => this.#update());
    this.#update();
  }

  /** Asks once, and again if there was a reason to meanwhile; then after a while in any case. */
  async #update() {
    if (document.hidden || this.paused) {
      this.again = true;
      return;
    }
    if (this.busy) {
      this.again = true;
      return;
    }
    this.busy = true;
    this.again = false;
    clearTimeout(this.timer);
    try {
      await this.#poll();
      this.#banner('');
    } catch (error) {
      // A session that went away is looked for at once, the server that did not answer at the usual pace.
      this.turn = 0;
      this.again = false;
      this.#banner(error instanceof TypeError ? t('shell.unreachable') : error.message);
    } finally {
      this.busy = false;
    }
    this.#live();
    if (this.again) {
      this.#update();
    } else {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => {
        this.turn = this.told ? 0 : this.turn;
        this.#update();
      }, this.told ? CHECK_MILLIS : POLL_MILLIS);
    }
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
    const { sessions, multiSession } = await api('sessions');
    // The links in the side bar of the stock page lead nowhere from /train when there is no list of sessions.
    at('stock').href = multiSession ? '/train' : '/train/overview';
    const changed = JSON.stringify(sessions) !== JSON.stringify(this.sessions);
    this.sessions = sessions;
    if (changed) {
      this.#offerSessions();
      this.#navigation();
    }
    if (!this.needsSession) {
      return;
    }
    const session = this.session ?? this.#defaultSession();
    const known = sessions.find(({ id }) => id === session);
    if (session === undefined || (known && !known.pages.includes(this.info.id))) {
      this.#empty(known);
      return;
    }
    if (!this.page) {
      this.#open(session);
      this.#offerSessions();
      this.#navigation();
    }
    await this.#findWorkers();
  }

  /** The latest session with data for this page, or any. */
  #defaultSession() {
    return (this.sessions.find(session => session.pages.includes(this.info.id)) ?? this.sessions[0])?.id;
  }

  #offerSessions() {
    if (!this.needsSession) {
      return;
    }
    const current = this.session ?? this.#defaultSession();
    if (!current) {
      return;
    }
    const known = this.sessions.some(session => session.id === current);
    const options = this.sessions.map(({ id, started }) =>
      el('option', { value: id }, started > 0 ? `${id}  ·  ${clock(started)}` : id));
    if (!known) {
      options.unshift(el('option', { value: current }, current));
    }
    at('session').replaceChildren(...options);
    at('session').value = current;
    at('session-label').hidden = false;
  }

  async #findWorkers() {
    const workers = await api('workers', { page: this.info.id, session: this.session });
    const offered = [...at('worker').options].map(option => option.value);
    if (JSON.stringify(offered) !== JSON.stringify(workers)) {
      at('worker').replaceChildren(...workers.map(id => el('option', { value: id }, id)));
    }
    at('worker').value = workers.includes(this.worker) ? this.worker : workers[0] ?? '';
    at('worker-label').hidden = workers.length < 2;
  }

  #choose(session) {
    if (session === this.session) {
      return;
    }
    this.worker = '';
    this.session = session;
    this.#remember();
    this.#open(session);
    this.#wake();
  }

  #chooseWorker(worker) {
    this.worker = worker;
    this.#remember();
    this.#open(this.session);
    this.#wake();
  }

  #remember() {
    history.pushState(null, '', `${location.pathname}?${query({ session: this.session, worker: this.worker })}`);
  }

  #open(session) {
    this.session = session ?? this.session;
    this.page?.dispose();
    this.page = null;
    this.changedAt = 0;
    this.turn = 0;
    const content = at('content');
    content.replaceChildren();
    const known = this.sessions.find(({ id }) => id === session);
    if (this.needsSession && known && !known.pages.includes(this.info.id)) {
      return;
    }
    const parameters = this.needsSession ? { session, worker: this.worker } : {};
    this.page = this.module.create({
      root: content,
      info: this.info,
      session,
      worker: this.worker,
      api: (path, more) => api([this.info.id, path].filter(Boolean).join('/'), { ...parameters, ...more }),
      link: page => `/vernier/${page}?${query({ session: this.session })}`,
      titleOf: page => this.pages.find(({ id }) => id === page)?.title ?? null,
      address: (path, more) => `/vernier/api/${this.info.id}/${path}?${query({ ...parameters, ...more })}`,
    });
    if (session !== null) {
      content.setAttribute('data-session', session);
    }
    at('pause').hidden = false;
  }

  /** Asks at once for what was just chosen. */
  #wake() {
    this.turn = 0;
    this.#navigation();
    this.#update();
  }

  #empty(session) {
    if (at('empty')?.dataset.session === (session?.id ?? '')) {
      return;
    }
    at('content').replaceChildren(el('section', { class: 'card empty', id: 'empty', data: { session: session?.id ?? '' } },
      scale(),
      el('h1', {}, this.info.title),
      el('p', { class: 'lead' }, this.info.summary),
      session ? el('p', { class: 'notice' }, t('shell.session.nodata')) : null,
      ...this.module.emptyState(),
      el('p', { class: 'hint' }, t('shell.looking'))));
  }

  #live() {
    const live = at('live');
    const state = this.paused ? 'paused' : Date.now() - this.changedAt < STALE_MILLIS ? 'live' : this.page ? 'idle' : 'waiting';
    const text = t(`live.${state}`);
    if (live.textContent !== text) {
      live.textContent = text;
    }
    live.dataset.state = state;
  }

  #pause() {
    this.paused = !this.paused;
    at('pause').setAttribute('aria-pressed', String(this.paused));
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
    const show = () => {
      const name = t(`theme.${root.dataset.theme ?? 'auto'}`);
      at('theme').replaceChildren(el('span', {}, `${t('theme.label')}: `), name);
      at('theme').setAttribute('aria-label', `${t('theme.label')}: ${name}`);
      this.page?.restyle();
    };
    at('theme').addEventListener('click', () => {
      const next = { light: 'dark', dark: '' }[root.dataset.theme] ?? 'light';
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
