// The page of searches: history, parallel coordinates, importance, slice, Pareto front, timeline, trials, one trial.

import { api, order, query } from '/assets/vernier/api.js';
import { Plot } from '/assets/vernier/card.js';
import { el } from '/assets/vernier/dom.js';
import { duration, number, whole } from '/assets/vernier/format.js';
import { t } from '/assets/vernier/i18n.js';
import { PageHead, chooser } from '/assets/vernier/parts.js';
import { curves, history, importance, pareto, slice, timeline } from '/assets/vernier/search-charts.js';
import { ParallelCoordinates } from '/assets/vernier/search-parallel.js';
import { TrialTable } from '/assets/vernier/search-table.js';

export const needsSession = false;

export function emptyState() {
  return [];
}

export function create(host) {
  return new SearchPage(host);
}

class SearchPage {
  constructor(host) {
    this.host = host;
    this.name = null;
    this.#forget();
    this.head = new PageHead(host);
    this.empty = el('section', { class: 'card empty', id: 'no-search', hidden: true },
      el('p', {}, t('empty')),
      el('pre', { tabindex: '0' }, el('code', {}, 'Searches.attach("compress", Path.of("search.db"));')));
    this.searches = chooser('search', t('search'), name => this.#choose(name));
    this.stop = el('button', { type: 'button', class: 'quiet', id: 'stop', onclick: () => this.#order('stop', {}) }, t('stop'));
    this.state = el('span', { class: 'hint', id: 'search-state', role: 'status' });
    this.csv = el('a', { class: 'quiet', id: 'csv', href: '' }, t('csv'));
    this.#charts();
    this.body = el('div', { class: 'part', hidden: true },
      el('div', { class: 'controls' }, this.searches.element, this.stop, this.state, el('span', { class: 'spacer' }), this.csv),
      this.parallel.element,
      el('div', { class: 'charts' }, this.history.element, this.importance.element, this.slice.element, this.pareto.element, this.timeline.element),
      this.table.element, this.detail);
    host.root.append(this.head.element, this.head.warning, this.empty, this.body);
  }

  #charts() {
    this.history = new Plot({
      id: 'history', title: t('history'), empty: t('none.complete'), draw: history,
      csv: ({ trials, goal }) => [['trial', goal.name], ...trials.map(trial => [trial.id, trial.score])],
      caption: ({ trials, goal }) => t('history.caption', { goal: goal.name, trials: whole(trials.length) }),
    });
    this.parallel = new ParallelCoordinates(kept => {
      this.kept = kept;
      this.#drawTable();
    });
    this.importance = new Plot({
      id: 'importance', title: t('importance'), empty: t('importance.empty'), draw: importance,
      csv: ({ shares }) => [['parameter', 'share'], ...shares.map(({ name, share }) => [name, share])],
      caption: ({ estimator, trials, explained }) =>
        t('importance.caption', { estimator, trials: whole(trials), explained: explained === null ? '?' : number(explained) }),
      notice: ({ explained }) => (explained !== null && explained <= 0 ? t('importance.unexplained') : ''),
    });
    this.slice = new Plot({
      id: 'slice', title: t('slice'), empty: t('none.complete'), draw: slice,
      csv: ({ parameter, goal, trials }) =>
        [['trial', parameter.name, goal.name], ...trials.map(trial => [trial.id, trial.values[parameter.name], trial.score])],
      caption: ({ parameter, goal }) => t('slice.caption', { parameter: parameter.name, goal: goal.name }),
    });
    this.parameter = chooser('parameter', t('parameter'), () => this.#drawSlice());
    this.slice.buttons.prepend(this.parameter.element);
    this.pareto = new Plot({
      id: 'pareto', title: t('pareto'), empty: t('none.complete'), draw: pareto,
      csv: ({ goals, trials }) => [['trial', ...goals.map(goal => goal.name), 'front'], ...trials.map(trial => [trial.id, ...trial.objectives, trial.front])],
      caption: ({ goals }) => t('pareto.caption', { goals: goals.slice(0, 2).map(goal => goal.name).join(', ') }),
    });
    this.timeline = new Plot({
      id: 'timeline', title: t('timeline'), empty: t('none.started'), draw: timeline,
      csv: ({ trials }) => [['trial', 'status', 'started', 'ended'], ...trials.map(trial => [trial.id, trial.status, trial.started, trial.ended])],
      caption: () => t('timeline.caption'),
    });
    this.table = new TrialTable(id => this.#show(id), id => this.#order('prune', { trial: id }));
    this.curve = new Plot({
      id: 'epochs', title: t('epochs'), empty: t('none.epochs'), draw: curves,
      csv: ({ epochs, goal }) => [['epoch', goal.name], ...epochs],
      caption: ({ goal }) => t('epochs.caption', { goal: goal.name }),
    });
    this.facts = el('dl', { class: 'trial-facts' });
    this.failure = el('pre', { class: 'stack', tabindex: '0', hidden: true });
    this.detail = el('section', { class: 'part', id: 'detail', hidden: true },
      el('h2', { class: 'section' }), el('div', { class: 'charts' }, el('section', { class: 'card' }, this.facts, this.failure), this.curve.element));
    this.plots = [this.history, this.importance, this.slice, this.pareto, this.timeline, this.curve, this.parallel.plot];
  }

  #forget() {
    this.revision = 0;
    this.trials = new Map();
    this.study = null;
    this.complete = -1;
    this.kept = null;
    this.chosen = null;
  }

  #choose(name) {
    this.name = name;
    this.#forget();
    this.detail.hidden = true;
    this.parallel.clear();
    this.poll().catch(() => {});
  }

  async poll() {
    const names = await this.host.api('');
    this.empty.hidden = names.length > 0;
    this.body.hidden = names.length === 0;
    if (names.length === 0 || this.disposed) {
      return false;
    }
    if (!names.includes(this.name)) {
      this.name = names[names.length - 1];
      this.#forget();
      this.parallel.clear();
    }
    this.searches.offer(names, this.name);
    const { name } = this;
    const answer = await this.host.api('trials', { search: name, since: this.revision });
    if (this.disposed || name !== this.name) {
      return false;
    }
    this.csv.href = `/vernier/api/search/csv?${query({ search: name })}`;
    // The same object as long as it is the same search.
    this.study ??= answer.study ?? null;
    this.stopping = answer.stopping;
    const changed = answer.trials.length > 0;
    answer.trials.forEach(trial => this.trials.set(trial.id, { ...trial, score: trial.objectives[0] ?? null }));
    this.revision = answer.revision;
    if (this.study && (changed || this.complete < 0)) {
      this.#draw();
      await this.#weigh(name);
    }
    this.#drawState();
    return changed;
  }

  /** Asks for the importance, which takes the server a while, when there are more complete trials. */
  async #weigh(name) {
    const complete = this.#with('COMPLETE').length;
    if (complete === this.complete) {
      return;
    }
    this.complete = complete;
    const answer = await this.host.api('importance', { search: name });
    if (!this.disposed && name === this.name) {
      this.importance.show(answer);
    }
  }

  #with(status) {
    return [...this.trials.values()].filter(trial => trial.status === status);
  }

  #draw() {
    const [goal] = this.study.goals;
    const trials = [...this.trials.values()].sort((a, b) => a.id - b.id);
    const complete = trials.filter(trial => trial.status === 'COMPLETE');
    this.history.show({ trials: complete, goal });
    this.parallel.show(this.study, complete);
    this.pareto.element.hidden = this.study.goals.length < 2;
    if (this.study.goals.length > 1) {
      this.pareto.show({ goals: this.study.goals, trials: withFronts(complete, this.study.goals) });
    }
    this.timeline.show({ trials: trials.filter(trial => trial.started !== null) });
    this.parameter.offer(this.study.parameters.map(parameter => parameter.name));
    this.#drawSlice();
    this.#drawTable();
    if (this.chosen !== null && this.trials.get(this.chosen)?.status === 'RUNNING') {
      this.#show(this.chosen);
    }
  }

  #drawSlice() {
    const parameter = this.study.parameters.find(({ name }) => name === this.parameter.value) ?? this.study.parameters[0];
    if (parameter) {
      this.slice.show({
        parameter, goal: this.study.goals[0],
        trials: this.#with('COMPLETE').filter(trial => trial.values[parameter.name] !== null && trial.values[parameter.name] !== undefined),
      });
    }
  }

  #drawTable() {
    if (this.study) {
      const trials = [...this.trials.values()].sort((a, b) => a.id - b.id);
      this.table.show(this.study, this.kept === null ? trials : trials.filter(trial => this.kept.has(trial.id)), this.chosen);
    }
  }

  #drawState() {
    const running = this.#with('RUNNING').length;
    this.stop.disabled = this.stopping || running === 0;
    this.state.textContent = this.stopping && running > 0 ? t('stopping')
      : t('state', { running: whole(running), complete: whole(this.#with('COMPLETE').length), pruned: whole(this.#with('PRUNED').length), failed: whole(this.#with('FAILED').length) });
  }

  async #order(what, parameters) {
    try {
      await order(`search/${what}`, { search: this.name, ...parameters });
      this.stopping = this.stopping || what === 'stop';
      this.#drawState();
      this.head.warning.hidden = true;
    } catch (error) {
      this.head.warning.textContent = error.message;
      this.head.warning.hidden = false;
    }
  }

  async #show(id) {
    this.chosen = id;
    const trial = await api('search/trial', { search: this.name, trial: id });
    if (this.disposed || this.chosen !== id) {
      return;
    }
    const took = trial.started === null || trial.ended === null ? '–' : duration((trial.ended - trial.started) / 1000);
    const pairs = [
      [t('status'), t(`status.${trial.status}`)],
      ...this.study.goals.map((goal, i) => [goal.name, number(trial.objectives[i])]),
      [t('duration'), took], [t('attempt'), whole(trial.attempt)], [t('seed'), trial.seed],
      [t('host'), trial.host], [t('model'), trial.modelPath],
      ...Object.entries(trial.values).filter(([, value]) => value !== null).map(([name, value]) => [name, shown(value)]),
    ];
    this.detail.querySelector('h2').textContent = t('trial', { id: whole(id) });
    this.facts.replaceChildren(...pairs.filter(([, value]) => value).flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, value)]));
    this.failure.hidden = trial.failure === null;
    this.failure.textContent = trial.failure ?? '';
    this.detail.hidden = false;
    this.curve.show({ epochs: trial.epochs, goal: this.study.goals[0] });
    this.#drawTable();
  }

  restyle() {
    this.plots.forEach(plot => plot.restyle());
  }

  dispose() {
    this.disposed = true;
    this.plots.forEach(plot => plot.dispose());
  }
}

function shown(value) {
  return typeof value === 'number' ? number(value) : value ?? '–';
}

/** The trials with `front`: whether none is at least as good in every goal and better in one. */
function withFronts(trials, goals) {
  const loss = (trial, i) => (goals[i].direction === 'MINIMIZE' ? trial.objectives[i] : -trial.objectives[i]);
  const dominates = (a, b) => goals.every((goal, i) => loss(a, i) <= loss(b, i)) && goals.some((goal, i) => loss(a, i) < loss(b, i));
  return trials.map(trial => ({ ...trial, front: !trials.some(other => dominates(other, trial)) }));
}
