// Numbers as people read them.

const WHOLE = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

export function whole(value) {
  return WHOLE.format(value);
}

/** Four significant digits; scientific below 0.0001 and from a million. */
export function number(value) {
  if (value === null || value === undefined) {
    return '–';
  }
  const size = Math.abs(value);
  if (value === 0) {
    return '0';
  }
  if (size < 1e-4 || size >= 1e6) {
    return value.toExponential(2).replace('e+', 'e').replace('-', '−');
  }
  return Number(value.toPrecision(size < 1e-3 ? 3 : 4)).toString().replace('-', '−');
}

export function percent(value, digits = 1) {
  return value === null || value === undefined ? '–' : `${(100 * value).toFixed(digits)} %`;
}

/** Short label of an axis. */
export function tick(value) {
  const size = Math.abs(value);
  if (value !== 0 && (size < 1e-4 || size >= 1e6)) {
    return value.toExponential(0).replace('e+', 'e').replace('-', '−');
  }
  return Number(value.toPrecision(3)).toString().replace('-', '−');
}

export function tickWhole(value) {
  return value >= 1e4 ? `${Number((value / 1000).toPrecision(4))} k` : whole(value);
}

export function clock(time) {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(time));
}

export function plural(count, noun) {
  return `${whole(count)} ${noun}${count === 1 ? '' : 's'}`;
}
