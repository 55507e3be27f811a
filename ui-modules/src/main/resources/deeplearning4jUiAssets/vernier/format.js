// Numbers as people read them, in the language that is on.

import { language } from '/assets/vernier/i18n.js';

const WHOLE = new Intl.NumberFormat(language(), { maximumFractionDigits: 0 });
const DECIMAL = new Intl.NumberFormat(language(), { maximumSignificantDigits: 4, useGrouping: false });
const DATE = new Intl.DateTimeFormat(language() === 'en' ? 'en-GB' : language(), { dateStyle: 'medium', timeStyle: 'short' });

export function whole(value) {
  return WHOLE.format(value);
}

/** Four significant digits; scientific below 0.0001 and from a million. */
export function number(value) {
  if (value === null || value === undefined) {
    return '–';
  }
  if (!Number.isFinite(value)) {
    return Number.isNaN(value) ? 'NaN' : value > 0 ? '∞' : '−∞';
  }
  const size = Math.abs(value);
  if (value !== 0 && (size < 1e-4 || size >= 1e6)) {
    return scientific(value, 2);
  }
  return minus(DECIMAL.format(size < 1e-3 ? Number(value.toPrecision(3)) : value));
}

export function percent(value, digits = 1) {
  return value === null || value === undefined ? '–'
    : `${minus(new Intl.NumberFormat(language(), { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(100 * value))} %`;
}

/** Short label of an axis of shares: with decimals only where the axis is fine enough to need them. */
export function tickPercent(value) {
  const rounded = Number((100 * value).toFixed(2));
  return `${minus(new Intl.NumberFormat(language(), { maximumFractionDigits: 2 }).format(rounded))} %`;
}

/** Short label of an axis. */
export function tick(value) {
  const size = Math.abs(value);
  if (value !== 0 && (size < 1e-4 || size >= 1e6)) {
    return scientific(value, 0);
  }
  return minus(DECIMAL.format(Number(value.toPrecision(3))));
}

export function tickWhole(value) {
  return Math.abs(value) >= 1e4 ? `${DECIMAL.format(value / 1000)} k` : whole(value);
}

function scientific(value, digits) {
  return minus(value.toExponential(digits).replace('e+', 'e'));
}

function minus(text) {
  return text.replaceAll('-', '−');
}

export function clock(time) {
  return DATE.format(new Date(time));
}

/** Seconds as hours, minutes and seconds. */
export function duration(seconds) {
  const total = Math.round(seconds);
  const two = value => String(value).padStart(2, '0');
  const hours = Math.floor(total / 3600);
  const rest = `${two(Math.floor(total / 60) % 60)}:${two(total % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}
