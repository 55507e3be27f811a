// Small images on canvas: one pixel a cell, enlarged by the style sheet without blurring.

import { el } from '/assets/vernier/dom.js';

/** Dark blue over teal to light yellow, rising evenly in lightness, so that it also reads without colour. */
const STOPS = [
  [13, 18, 48], [35, 38, 98], [45, 70, 135], [43, 105, 153], [41, 138, 158],
  [58, 170, 150], [110, 198, 131], [177, 219, 118], [246, 236, 140],
];

function ramp(share) {
  const place = Math.min(1, Math.max(0, share)) * (STOPS.length - 1);
  const i = Math.min(STOPS.length - 2, Math.floor(place));
  return STOPS[i].map((from, c) => Math.round(from + (place - i) * (STOPS[i + 1][c] - from)));
}

function canvas(width, height, label, pixel) {
  const element = el('canvas', { width, height, role: 'img', 'aria-label': label, title: label, class: 'pixels' });
  const pen = element.getContext('2d');
  const image = pen.createImageData(width, height);
  for (let i = 0; i < width * height; i++) {
    image.data.set(pixel(i), 4 * i);
  }
  pen.putImageData(image, 0, 0);
  return element;
}

/**
 * A map of height x width values, row by row, on a scale from 0 to most. A value that is not finite is left
 * transparent, so that the hatching behind shows.
 */
export function heatMap(values, width, height, most, label) {
  return canvas(width, height, label, i =>
    values[i] === null ? [0, 0, 0, 0] : [...ramp(most > 0 ? values[i] / most : 0), 255]);
}

/** An image of [channels, height, width] bytes: grey, or the first three channels as red, green and blue. */
export function thumbnail({ channels, width, height, pixels }, label) {
  const bytes = Uint8Array.from(atob(pixels), letter => letter.charCodeAt(0));
  const area = width * height;
  return canvas(width, height, label, i =>
    channels >= 3 ? [bytes[i], bytes[area + i], bytes[2 * area + i], 255] : [bytes[i], bytes[i], bytes[i], 255]);
}

/** The scale itself, from 0 on the left. */
export function colourScale() {
  return canvas(128, 1, 'Colour scale from low to high', i => [...ramp(i / 127), 255]);
}
