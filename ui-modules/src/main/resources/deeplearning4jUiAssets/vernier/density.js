// Histograms in ECharts options: of one moment as bars, over time as cells or as ridges.

import { number, tick, tickWhole, whole } from '/assets/vernier/format.js';
import { t } from '/assets/vernier/i18n.js';

/** Neighbouring bins are drawn as one beyond this, and below it if there are few values: they would be mostly gaps. */
const MOST_BINS = 80;
const LEAST_BINS = 12;

/** Light to strong, rising evenly in contrast to the card: from the card's colour to the accent's. */
export function shade(from, to, share) {
  const mix = Math.round(100 * Math.min(1, Math.max(0, share)));
  return blend(from, to, mix / 100);
}

function blend(from, to, share) {
  const [a, b] = [channels(from), channels(to)];
  return `rgb(${a.map((value, i) => Math.round(value + share * (b[i] - value))).join(',')})`;
}

/** Black or white, whichever reads better on a colour (WCAG's relative luminance). */
export function legibleOn(color) {
  const linear = channels(color).map(value => value / 255).map(c => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  const luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  return luminance > 0.179 ? '#000000' : '#ffffff';
}

/** Of `#rrggbb`, as the style sheet has it, or of `rgb(…)`, as made here. */
function channels(color) {
  return color.startsWith('#')
    ? [1, 3, 5].map(i => parseInt(color.slice(i, i + 2), 16))
    : color.match(/\d+/g).map(Number);
}

/**
 * Bins of which some are occupied, with a margin around them; neighbours joined if they are many.
 *
 * @param {number[][]} histograms counts
 * @param {{low: number, high: number}} range
 * @return {{edges: number[], counts: number[][]}}
 */
export function occupied(histograms, { low, high }) {
  const bins = Math.max(...histograms.map(counts => counts.length));
  const width = (high - low) / bins;
  const sums = Array.from({ length: bins }, (_, bin) => histograms.reduce((sum, counts) => sum + (counts[bin] ?? 0), 0));
  let first = sums.findIndex(sum => sum > 0);
  let last = sums.findLastIndex(sum => sum > 0);
  if (first < 0) {
    [first, last] = [0, bins - 1];
  }
  const margin = Math.max(1, Math.round((last - first) * 0.05));
  first = Math.max(0, first - margin);
  last = Math.min(bins - 1, last + margin);
  const values = sums.reduce((a, b) => a + b, 0) / histograms.length;
  const most = Math.min(MOST_BINS, Math.max(LEAST_BINS, Math.round(3 * Math.cbrt(values))));
  const join = Math.ceil((last - first + 1) / most);
  const rows = Math.ceil((last - first + 1) / join);
  return {
    edges: Array.from({ length: rows + 1 }, (_, i) => low + Math.min(bins, first + i * join) * width),
    counts: histograms.map(counts => Array.from({ length: rows }, (_, i) => {
      let sum = 0;
      for (let bin = first + i * join; bin < Math.min(bins, first + (i + 1) * join); bin++) {
        sum += counts[bin] ?? 0;
      }
      return sum;
    })),
  };
}

/**
 * Bars from edge to edge.
 *
 * @param {Object} look
 * @param {{edges: number[], counts: number[]}} histogram
 * @param {function(number, number): string} color colour of the bar between two edges
 * @param {Object} more `name` of the horizontal axis; `lines`: [{at, label}] marks on it
 */
export function bars({ base, axis, font, ink }, { edges, counts }, color, { name, lines = [] }) {
  const data = counts.map((count, i) => ({ value: [edges[i], edges[i + 1], count], itemStyle: { color: color(edges[i], edges[i + 1]) } }));
  return {
    ...base,
    grid: { left: 8, right: 20, top: 30, bottom: 26, containLabel: true },
    tooltip: {
      ...base.tooltip, trigger: 'item',
      formatter: ({ value: [from, to, count] }) => t('inspect.bin', { from: number(from), to: number(to), count }),
    },
    xAxis: axis({
      type: 'value', min: edges[0], max: edges[edges.length - 1], name, nameLocation: 'middle', nameGap: 26, splitLine: { show: false },
      axisLabel: { formatter: tick, showMinLabel: false, showMaxLabel: false },
    }),
    yAxis: axis({ type: 'value', minInterval: 1, axisLine: { show: false }, axisLabel: { formatter: tickWhole } }),
    series: [{
      type: 'custom', data, encode: { x: [0, 1], y: 2 }, renderItem: bar,
      markLine: {
        silent: true, symbol: 'none', lineStyle: { color: ink, type: [4, 3], width: 1.5 }, label: { ...font, color: ink, position: 'end', distance: 8 },
        data: lines.map(({ at, label }) => ({ xAxis: at, label: { formatter: label } })),
      },
    }],
  };
}

function bar(params, api) {
  const [left, top] = api.coord([api.value(0), api.value(2)]);
  const [right, bottom] = api.coord([api.value(1), 0]);
  return {
    type: 'rect', style: { fill: api.visual('color') },
    shape: { x: left, y: top, width: Math.max(1, right - left - 1), height: bottom - top },
  };
}

/**
 * One column of cells for each moment; the darker, the larger the share of the moment's counts, on a scale of square
 * roots so that tails show.
 *
 * @param {Object} look
 * @param {{edges: number[], counts: number[][]}} histograms
 * @param {number[]} iterations of the moments
 * @param {Object} more `name` of the vertical axis; `lines`: [{label, color, values}] curves over the cells
 */
export function cells(look, { edges, counts }, iterations, { name, lines = [] }) {
  const { base, axis, card, font, ink } = look;
  const shares = counts.map(column => {
    const sum = column.reduce((a, b) => a + b, 0);
    return column.map(count => (sum > 0 ? count / sum : 0));
  });
  const most = Math.max(...shares.flat(), Number.MIN_VALUE);
  const { starts, ends } = columnEdges(iterations);
  const data = [];
  shares.forEach((column, i) => column.forEach((share, row) => {
    if (share > 0) {
      data.push({
        value: [starts[i], ends[i], edges[row], edges[row + 1], share, iterations[i], counts[i][row]],
        itemStyle: { color: shade(card, look.color(0), 0.08 + 0.92 * Math.sqrt(share / most)) },
      });
    }
  }));
  return {
    ...base,
    grid: { left: 8, right: 20, top: 26, bottom: 12, containLabel: true },
    tooltip: {
      ...base.tooltip, trigger: 'item',
      formatter: ({ value }) => t('inspect.cell', {
        at: whole(value[5]), from: number(value[2]), to: number(value[3]), count: value[6],
      }),
    },
    xAxis: axis({
      type: 'value', min: starts[0], max: ends[ends.length - 1], splitLine: { show: false },
      axisLine: { onZero: false, lineStyle: { color: look.line } },
      axisLabel: { formatter: at => tickWhole(Math.round(at)), showMinLabel: false, showMaxLabel: false },
    }),
    yAxis: axis({
      type: 'value', min: edges[0], max: edges[edges.length - 1], name, splitLine: { show: false },
      axisLine: { onZero: false, lineStyle: { color: look.line } },
      nameTextStyle: { ...font, align: 'left' }, axisLabel: { formatter: tick, showMinLabel: false, showMaxLabel: false },
    }),
    series: [
      { type: 'custom', data, encode: { x: [0, 1], y: [2, 3] }, renderItem: cell, clip: true, progressive: 0 },
      ...lines.map(({ label, color, values }) => ({
        type: 'line', name: label, silent: true, symbol: 'none', clip: true, z: 5,
        lineStyle: { color: color ?? ink, width: 1.5, type: [4, 3] }, itemStyle: { color: color ?? ink },
        data: values.map((value, i) => [iterations[i], Number.isFinite(value) ? value : null]),
      })),
    ],
  };
}

function columnEdges(iterations) {
  const half = i => (iterations[i + 1] - iterations[i]) / 2;
  const last = iterations.length - 1;
  if (last === 0) {
    return { starts: [iterations[0] - 0.5], ends: [iterations[0] + 0.5] };
  }
  return {
    starts: iterations.map((at, i) => at - (i === 0 ? half(0) : half(i - 1))),
    ends: iterations.map((at, i) => at + (i === last ? half(last - 1) : half(i))),
  };
}

function cell(params, api) {
  const [left, bottom] = api.coord([api.value(0), api.value(2)]);
  const [right, top] = api.coord([api.value(1), api.value(3)]);
  // Half a pixel more on each side, or the card shows through between cells.
  return {
    type: 'rect', style: { fill: api.visual('color') },
    shape: { x: left, y: top, width: right - left + 0.5, height: bottom - top + 0.5 },
  };
}

/**
 * One ridge for each moment, the newest in front; heights are logarithms of counts, since a peak at zero would hide the
 * rest.
 */
export function ridges(look, { edges, counts }, iterations, { name }) {
  const { base, axis, card } = look;
  const heights = counts.map(column => column.map(count => Math.log10(1 + count)));
  const most = Math.max(...heights.flat(), 1);
  const overlap = 2.2;
  const last = iterations.length - 1;
  const centre = i => (edges[i] + edges[i + 1]) / 2;
  return {
    ...base,
    grid: { left: 8, right: 20, top: 16, bottom: 26, containLabel: true },
    tooltip: { ...base.tooltip, show: false },
    xAxis: axis({
      type: 'value', min: edges[0], max: edges[edges.length - 1], name, nameLocation: 'middle', nameGap: 26, splitLine: { show: false },
      axisLabel: { formatter: tick, showMinLabel: false, showMaxLabel: false },
    }),
    yAxis: axis({
      type: 'value', min: 0, max: last + overlap, interval: Math.max(1, Math.ceil((last + 1) / 10)), splitLine: { show: false },
      // The newest is at the bottom, in front.
      axisLabel: { formatter: row => (Number.isInteger(row) && row <= last ? tickWhole(iterations[last - row]) : '') },
    }),
    series: heights.map((column, i) => {
      const row = last - i;
      const color = shade(look.color(3), look.color(0), last === 0 ? 1 : i / last);
      return {
        type: 'line', symbol: 'none', silent: true, z: 2 + i, lineStyle: { color, width: 1.3 },
        areaStyle: { color: shade(card, color, 0.22), opacity: 0.9, origin: row },
        data: column.map((height, bin) => [centre(bin), row + overlap * height / most]),
      };
    }),
  };
}

/**
 * Counts over two axes, the darker the more, on a logarithmic scale.
 *
 * @param {number[][]} counts by y, then by x
 * @param {{bins: number, low: number, high: number}} x
 * @param {{bins: number, low: number, high: number}} y
 */
export function grid(look, counts, x, y, names) {
  const { base, axis, card } = look;
  const most = Math.log1p(Math.max(1, ...counts.flat()));
  const edge = ({ bins, low, high }, i) => low + i * (high - low) / bins;
  const data = [];
  let [left, right, bottom, top] = [x.bins, 0, y.bins, 0];
  counts.forEach((row, i) => row.forEach((count, j) => {
    if (count > 0) {
      [left, right, bottom, top] = [Math.min(left, j), Math.max(right, j + 1), Math.min(bottom, i), Math.max(top, i + 1)];
      data.push({
        value: [edge(x, j), edge(x, j + 1), edge(y, i), edge(y, i + 1), count],
        itemStyle: { color: shade(card, look.color(0), 0.1 + 0.9 * Math.log1p(count) / most) },
      });
    }
  }));
  const value = (part, from, to, more) => axis({
    type: 'value', min: edge(part, Math.max(0, from - 1)), max: edge(part, Math.min(part.bins, to + 1)), splitLine: { show: false },
    axisLine: { onZero: false, lineStyle: { color: look.line } },
    ...more, axisLabel: { formatter: tick, showMinLabel: false, showMaxLabel: false },
  });
  return {
    ...base,
    grid: { left: 8, right: 20, top: 26, bottom: 26, containLabel: true },
    tooltip: {
      ...base.tooltip, trigger: 'item',
      formatter: ({ value: [from, to, low, high, count] }) => t('inspect.grid', {
        x: names.x, y: names.y, from: number(from), to: number(to), low: number(low), high: number(high), count,
      }),
    },
    xAxis: value(x, left, right, { name: names.x, nameLocation: 'middle', nameGap: 26 }),
    yAxis: value(y, bottom, top, { name: names.y, nameTextStyle: { ...look.font, align: 'left' } }),
    series: [{ type: 'custom', data, encode: { x: [0, 1], y: [2, 3] }, renderItem: cell, clip: true, progressive: 0 }],
  };
}
