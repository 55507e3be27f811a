// Numbers at a glance.

import { el, svg } from '/assets/vernier/dom.js';

/** The latest value, its reference, and its course in the size of a word. */
export class Tile {
  /** @param {Object} tile `label`; `series`; `format(value)`; `color`; `reference`: series of the reference, with `note(value)` */
  constructor(tile) {
    this.tile = tile;
    this.value = el('b', {}, '–');
    this.note = el('small', {});
    this.line = svg('path', {});
    const spark = svg('svg', { viewBox: '0 0 100 32', preserveAspectRatio: 'none', 'aria-hidden': 'true' }, this.line);
    this.element = el('div', { class: 'tile', data: { series: tile.series } },
      el('span', {}, tile.label), this.value, this.note, spark);
    this.element.style.setProperty('--curve', `var(${tile.color})`);
  }

  show(table) {
    const { series, format, reference, note } = this.tile;
    const latest = table.latest(series);
    this.value.textContent = format(latest);
    this.note.textContent = reference && table.latest(reference) !== null
      ? note(format(table.latest(reference))) : '';
    this.element.classList.toggle('absent', latest === null);
    this.line.setAttribute('d', sparkline(table.points(series).filter(([, value]) => value !== null)));
  }
}

/** A path through at most 60 averages, over the whole width and height of the view box. */
function sparkline(points) {
  if (points.length < 2) {
    return '';
  }
  const bins = Math.min(60, points.length);
  const means = Array.from({ length: bins }, (_, bin) => {
    const part = points.slice(Math.floor(bin * points.length / bins), Math.floor((bin + 1) * points.length / bins));
    return part.reduce((sum, [, value]) => sum + value, 0) / part.length;
  });
  const least = Math.min(...means);
  const span = Math.max(...means) - least || 1;
  return means.map((mean, i) =>
    `${i === 0 ? 'M' : 'L'}${(100 * i / (bins - 1)).toFixed(2)} ${(29 - 26 * (mean - least) / span).toFixed(2)}`).join('');
}
