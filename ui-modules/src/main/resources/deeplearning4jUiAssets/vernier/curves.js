// Curves over any x, for charts that do not draw a table of iterations.

import { nearest } from '/assets/vernier/table.js';

/** What a LineChart draws of curves that are not columns of one table. */
export class Curves {
  /**
   * @param {Map<string, {points: [number, ?number][], broken: Map<number, string>}>} curves by name, points by x
   * @param {Object} axis label(x); tick(x); round(x)
   */
  constructor(curves, axis) {
    this.curves = curves;
    this.axis = axis;
    this.names = [...curves.keys()];
    this.nonFinite = new Map([...curves].map(([name, { broken }]) => [name, broken]));
    this.iterations = [...new Set([...curves.values()].flatMap(({ points }) => points.map(([x]) => x)))].sort((a, b) => a - b);
  }

  get length() {
    return [...this.curves.values()].reduce((sum, { points }) => sum + points.length, 0);
  }

  points(name) {
    return this.curves.get(name)?.points ?? [];
  }

  latest(name) {
    return this.points(name).reduce((latest, [, value]) => value ?? latest, null);
  }

  epochAt() {
    return null;
  }
}

/**
 * Mean and spread of some curves at common places: at each x of any curve, the linear interpolation of those that reach
 * from before to behind it.
 *
 * @param {[number, number][][]} curves points by x, finite
 * @param {number} most places at most
 * @returns {{mean: [number, number][], low: [number, number][], high: [number, number][]}} low and high are one
 *     standard deviation from the mean
 */
export function meanAndBand(curves, most = 400) {
  const all = [...new Set(curves.flatMap(points => points.map(([x]) => x)))].sort((a, b) => a - b);
  const stride = Math.max(1, Math.ceil(all.length / most));
  const places = all.filter((x, i) => i % stride === 0 || i === all.length - 1);
  const band = { mean: [], low: [], high: [] };
  for (const x of places) {
    const values = curves.map(points => at(points, x)).filter(value => value !== null);
    if (values.length === 0) {
      continue;
    }
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.length < 2 ? 0
      : values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
    band.mean.push([x, mean]);
    band.low.push([x, mean - Math.sqrt(variance)]);
    band.high.push([x, mean + Math.sqrt(variance)]);
  }
  return band;
}

function at(points, x) {
  const i = nearest(points, x);
  if (i < 0) {
    return null;
  }
  const [here] = points[i];
  const left = here <= x ? i : i - 1;
  const right = here >= x ? i : i + 1;
  if (left < 0 || right >= points.length) {
    return null;
  }
  const [from, low] = points[left];
  const [to, high] = points[right];
  return from === to ? low : low + (high - low) * (x - from) / (to - from);
}
