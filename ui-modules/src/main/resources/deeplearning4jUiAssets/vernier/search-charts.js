// What the charts of the page of searches draw.

import { duration, number, percent, tick, tickPercent } from '/assets/vernier/format.js';
import { t } from '/assets/vernier/i18n.js';
import { linear, logarithmic } from '/assets/vernier/scales.js';

const STATUSES = ['WAITING', 'RUNNING', 'COMPLETE', 'PRUNED', 'FAILED', 'CANCELLED'];

/** The score of each trial and the best so far. */
export function history({ trials, goal }, { base, axis, color }) {
  if (trials.length === 0) {
    return null;
  }
  let best = null;
  const bests = trials.map(({ id, score }) => {
    best = best === null || (goal.direction === 'MINIMIZE' ? score < best : score > best) ? score : best;
    return [id, best];
  });
  return {
    ...base,
    tooltip: { ...base.tooltip, trigger: 'item', formatter: ({ value: [id, score] }) => t('point', { id, score: number(score) }) },
    xAxis: axis({ type: 'value', minInterval: 1, name: t('trial.axis') }),
    yAxis: axis({ ...linear().axis, name: goal.name }),
    series: [
      { id: 'score', type: 'scatter', symbolSize: 7, itemStyle: { color: color(0), opacity: 0.75 }, data: trials.map(({ id, score }) => [id, score]) },
      { id: 'best', type: 'line', step: 'end', showSymbol: false, lineStyle: { color: color(1), width: 2 }, itemStyle: { color: color(1) }, data: bests },
    ],
  };
}

/** A bar for each parameter, the longest on top. */
export function importance({ shares }, { base, axis, color, font }) {
  if (shares.length === 0) {
    return null;
  }
  const sorted = [...shares].sort((a, b) => a.share - b.share);
  return {
    ...base,
    tooltip: { ...base.tooltip, formatter: ({ name, value }) => `${name}: ${percent(value)}` },
    xAxis: axis({ type: 'value', min: 0, axisLabel: { formatter: tickPercent } }),
    yAxis: axis({ type: 'category', data: sorted.map(({ name }) => name), axisLabel: { width: 150, overflow: 'truncate' } }),
    series: [{
      id: 'share', type: 'bar', itemStyle: { color: color(0) }, data: sorted.map(({ share }) => share),
      label: { show: true, position: 'right', ...font, formatter: ({ value }) => percent(value) },
    }],
  };
}

/** One parameter against the score; later trials are darker. */
export function slice({ parameter, goal, trials }, { base, axis, color }) {
  if (trials.length === 0) {
    return null;
  }
  const choice = parameter.kind === 'CHOICE';
  const values = trials.map(trial => trial.values[parameter.name]);
  const scale = parameter.scale === 'LOGARITHMIC' ? logarithmic(values, tick) : linear(tick);
  const last = Math.max(1, ...trials.map(({ id }) => id));
  return {
    ...base,
    tooltip: { ...base.tooltip, formatter: ({ data }) => t('point', { id: data.id, score: number(data.value[1]) }) },
    xAxis: choice ? axis({ type: 'category', data: parameter.choices }) : axis({ ...scale.axis, name: '' }),
    yAxis: axis({ ...linear().axis, name: goal.name }),
    series: [{
      id: 'trials', type: 'scatter', symbolSize: 8,
      data: trials.map(({ id, score }, i) => ({
        id, value: [choice ? String(values[i]) : scale.to(values[i]), score], itemStyle: { color: color(0), opacity: 0.3 + 0.7 * id / last },
      })),
    }],
  };
}

/** The first two goals; what no trial beats is joined by a line. */
export function pareto({ goals, trials }, { base, axis, color }) {
  if (trials.length === 0) {
    return null;
  }
  const point = ({ id, objectives }) => ({ name: String(id), value: objectives.slice(0, 2) });
  const front = trials.filter(trial => trial.front).sort((a, b) => a.objectives[0] - b.objectives[0]);
  return {
    ...base,
    tooltip: { ...base.tooltip, formatter: ({ name, value: [a, b] }) => t('pareto.point', { id: name, a: number(a), b: number(b) }) },
    grid: { ...base.grid, bottom: 30 },
    xAxis: axis({ ...linear(tick).axis, name: goals[0].name, nameLocation: 'middle', nameGap: 26 }),
    yAxis: axis({ ...linear(tick).axis, name: goals[1].name }),
    series: [
      { id: 'beaten', type: 'scatter', symbolSize: 7, itemStyle: { color: color(0), opacity: 0.5 }, data: trials.filter(trial => !trial.front).map(point) },
      { id: 'front', type: 'line', symbolSize: 9, symbol: 'circle', lineStyle: { color: color(1) }, itemStyle: { color: color(1) }, data: front.map(point) },
    ],
  };
}

/** When each trial ran, in seconds from the first start. */
export function timeline({ trials }, { base, axis, good, bad, accent, muted, color }) {
  if (trials.length === 0) {
    return null;
  }
  const paint = { COMPLETE: good, FAILED: bad, RUNNING: accent, PRUNED: color(1), CANCELLED: muted, WAITING: muted };
  const start = Math.min(...trials.map(({ started }) => started));
  const now = Math.max(...trials.map(({ started, ended }) => ended ?? started), Date.now() * (trials.some(({ ended }) => ended === null) ? 1 : 0));
  const seconds = at => (at - start) / 1000;
  return {
    ...base,
    legend: { show: true, top: 0, textStyle: base.textStyle, itemHeight: 8, data: STATUSES.filter(status => trials.some(trial => trial.status === status)).map(status => t(`status.${status}`)) },
    tooltip: { ...base.tooltip, formatter: ({ data }) => (data.id === undefined ? '' : t('timeline.point', { id: data.id, status: t(`status.${data.status}`), took: duration(data.value) })) },
    grid: { ...base.grid, top: 34 },
    xAxis: axis({ type: 'value', min: 0, name: '', axisLabel: { formatter: value => duration(value) } }),
    yAxis: axis({ type: 'category', inverse: true, data: trials.map(({ id }) => String(id)), axisLabel: { interval: Math.ceil(trials.length / 20) - 1 } }),
    series: [
      { type: 'bar', stack: 'time', silent: true, itemStyle: { color: 'transparent' }, data: trials.map(({ started }) => seconds(started)) },
      ...STATUSES.map(status => ({
        id: status, name: t(`status.${status}`), type: 'bar', stack: 'time', barMinHeight: 2, itemStyle: { color: paint[status] },
        data: trials.map(trial => (trial.status === status
          ? { id: trial.id, status, value: ((trial.ended ?? now) - trial.started) / 1000 } : null)),
      })),
    ],
  };
}

/** A trial's score after each epoch. */
export function curves({ epochs, goal }, { base, axis, color }) {
  if (epochs.length === 0) {
    return null;
  }
  return {
    ...base,
    tooltip: { ...base.tooltip, trigger: 'axis', valueFormatter: number },
    xAxis: axis({ type: 'value', minInterval: 1, min: 1, name: t('epoch.axis') }),
    yAxis: axis({ ...linear().axis, name: goal.name }),
    series: [{ id: 'score', name: goal.name, type: 'line', symbolSize: 6, lineStyle: { color: color(0) }, itemStyle: { color: color(0) }, data: epochs }],
  };
}
