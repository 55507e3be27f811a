// Rows of a session as they come from the server: columns of equal length, with null for what was not measured.

const FRAME = ['time', 'iteration', 'epoch'];

export class Table {
  constructor(answer) {
    this.columns = answer.columns;
    this.names = Object.keys(answer.columns).filter(name => !FRAME.includes(name));
    /** series -> Map(iteration -> 'NaN' | 'Infinity' | '-Infinity') */
    this.nonFinite = new Map(this.names.map(name => [name, new Map()]));
    this.#addNonFinite(answer);
  }

  #addNonFinite(answer) {
    for (const { series, iteration, value } of answer.nonFinite) {
      this.nonFinite.get(series)?.set(iteration, value);
    }
  }

  get length() {
    return this.columns.iteration.length;
  }

  get iterations() {
    return this.columns.iteration;
  }

  /** Whether an answer has the same series, so that its rows can be joined to these. */
  fits(answer) {
    const names = Object.keys(answer.columns).filter(name => !FRAME.includes(name));
    return names.length === this.names.length && names.every((name, i) => name === this.names[i]);
  }

  append(answer) {
    for (const [name, column] of Object.entries(this.columns)) {
      for (const value of answer.columns[name]) {
        column.push(value);
      }
    }
    this.#addNonFinite(answer);
  }

  /** A table in which the rows of an answer stand in for those of its range of time. */
  refined(answer) {
    const times = answer.columns.time;
    if (times.length === 0 || !this.fits(answer)) {
      return this;
    }
    const start = this.columns.time.findIndex(time => time >= times[0]);
    const after = this.columns.time.findIndex(time => time > times[times.length - 1]);
    const end = after < 0 ? this.length : after;
    const columns = {};
    for (const [name, column] of Object.entries(this.columns)) {
      columns[name] = [...column.slice(0, start), ...answer.columns[name], ...column.slice(end)];
    }
    const nonFinite = [...answer.nonFinite];
    this.nonFinite.forEach((marks, series) =>
      marks.forEach((value, iteration) => nonFinite.push({ series, iteration, value })));
    return new Table({ columns, nonFinite });
  }

  /**
   * The points of a series: [iteration, value], without rows that do not measure it; null where the value is not
   * finite, which breaks the line.
   */
  points(series) {
    const values = this.columns[series] ?? [];
    const broken = this.nonFinite.get(series);
    const points = [];
    for (let i = 0; i < values.length; i++) {
      const iteration = this.columns.iteration[i];
      if (values[i] !== null || broken.has(iteration)) {
        points.push([iteration, values[i]]);
      }
    }
    return points;
  }

  /** The epoch of the row nearest to an iteration. */
  epochAt(iteration) {
    return this.columns.epoch[nearest(this.iterations.map(at => [at]), iteration)] ?? null;
  }

  /** The last finite value of a series, null without any. */
  latest(series) {
    const values = this.columns[series] ?? [];
    for (let i = values.length - 1; i >= 0; i--) {
      if (values[i] !== null) {
        return values[i];
      }
    }
    return null;
  }
}

/** Several tables as one; their series have distinct names. */
export class Joined {
  /** @param {Table[]} tables not empty */
  constructor(tables) {
    this.tables = tables;
    this.names = tables.flatMap(table => table.names);
    this.nonFinite = new Map(tables.flatMap(table => [...table.nonFinite]));
    this.iterations = [...new Set(tables.flatMap(table => table.iterations))].sort((a, b) => a - b);
  }

  #of(series) {
    return this.tables.find(table => table.names.includes(series));
  }

  get length() {
    return this.tables.reduce((sum, table) => sum + table.length, 0);
  }

  points(series) {
    return this.#of(series)?.points(series) ?? [];
  }

  latest(series) {
    return this.#of(series)?.latest(series) ?? null;
  }

  epochAt(iteration) {
    return this.tables.map(table => table.epochAt(iteration)).find(epoch => epoch !== null && epoch !== undefined) ?? null;
  }
}

/**
 * Exponential moving average with time constant tau in iterations: a value's weight falls by the factor e each tau
 * iterations, so that the curve does not depend on how densely it was recorded. Unbiased at the start; a gap stays a
 * gap.
 */
export function smooth(points, tau) {
  if (tau <= 0) {
    return points;
  }
  let sum = 0;
  let weight = 0;
  let previous = null;
  return points.map(([iteration, value]) => {
    if (value === null) {
      return [iteration, null];
    }
    const decay = Math.exp(-Math.max(previous === null ? 1 : iteration - previous, 0) / tau);
    previous = iteration;
    sum = decay * sum + (1 - decay) * value;
    weight = decay * weight + (1 - decay);
    return [iteration, weight > 0 ? sum / weight : value];
  });
}

/** Index of the point nearest to an iteration, -1 without points. */
export function nearest(points, iteration) {
  let low = 0;
  let high = points.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (points[middle][0] < iteration) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low > 0 && iteration - points[low - 1][0] <= points[low][0] - iteration ? low - 1 : Math.min(low, points.length - 1);
}
