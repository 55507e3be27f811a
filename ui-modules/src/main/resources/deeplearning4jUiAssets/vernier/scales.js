// Value axes: linear, logarithmic, and symmetric logarithmic where values can be zero or negative.

import { tick } from '/assets/vernier/format.js';

/** Decades that a symmetric axis shows on each side at most. */
const MOST_DECADES = 8;

/**
 * @typedef {Object} Scale
 * @property {function(number): number} to what is drawn for a value
 * @property {Object} axis part of the ECharts option
 * @property {?number} linearWithin of a symmetric logarithmic scale the value up to which it is linear
 */

export function linear(label = tick) {
  return {
    to: value => value,
    linearWithin: null,
    axis: { type: 'value', scale: true, min: null, max: null, interval: null, logBase: 10, axisLabel: { formatter: label } },
  };
}

/**
 * Logarithmic if all values are positive, else symmetric.
 *
 * @param {Iterable<number>} values finite values
 */
export function logarithmic(values, label = tick) {
  let least = Infinity;
  let most = 0;
  let positive = true;
  for (const value of values) {
    const size = Math.abs(value);
    positive = positive && value > 0;
    if (size > 0) {
      least = Math.min(least, size);
      most = Math.max(most, size);
    }
  }
  if (most === 0) {
    return linear(label);
  }
  return positive ? decades(least, most, label) : symmetric(values, least, most, label);
}

function decades(least, most, label) {
  // Whole decades are too coarse for a narrow range.
  const logBase = most / least < 30 ? Math.sqrt(10) : 10;
  return {
    to: value => value,
    linearWithin: null,
    axis: {
      type: 'log', logBase, scale: false, min: roundDown(least), max: roundUp(most), interval: null, axisLabel: { formatter: label },
    },
  };
}

/** Linear within ± c, then one unit for each decade: s = sign(v) (1 + log10 |v|/c). */
function symmetric(values, least, most, label) {
  const top = Math.ceil(Math.log10(most));
  const bottom = Math.max(Math.floor(Math.log10(least)), top - MOST_DECADES);
  const c = 10 ** bottom;
  const to = value => (Math.abs(value) <= c ? value / c : Math.sign(value) * (1 + Math.log10(Math.abs(value) / c)));
  let low = 0;
  let high = 0;
  for (const value of values) {
    low = Math.min(low, to(value));
    high = Math.max(high, to(value));
  }
  const from = s => (Math.abs(s) <= 1 ? s * c : Math.sign(s) * c * 10 ** (Math.abs(s) - 1));
  const interval = Math.max(1, Math.ceil((Math.ceil(high) - Math.floor(low)) / 8));
  return {
    to,
    linearWithin: c,
    axis: {
      type: 'value', scale: false, logBase: 10, interval,
      // Multiples of the interval, so that zero has a line.
      min: interval * Math.floor(low / interval), max: interval * Math.ceil(high / interval),
      axisLabel: { formatter: s => label(from(s)) },
    },
  };
}

/** The next number of the form 1, 2 or 5 times a power of ten. */
function roundDown(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  return [5, 2, 1].map(step => step * power).find(rounded => rounded <= value) ?? power;
}

function roundUp(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].map(step => step * power).find(rounded => rounded >= value);
}
