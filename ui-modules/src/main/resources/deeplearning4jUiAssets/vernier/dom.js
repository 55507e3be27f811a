// Building elements. Text always goes in as text: names of sessions, taps and classes are somebody else's.

/**
 * @param {string} tag
 * @param {Object} [properties] `class`, `on<event>`, `data`, ARIA and other attributes; false and null are left out
 * @param {...(Node|string|null)} children
 */
export function el(tag, properties = {}, ...children) {
  return fill(document.createElement(tag), properties, children);
}

const SVG = 'http://www.w3.org/2000/svg';

export function svg(tag, properties = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), properties, children);
}

function fill(element, properties, children) {
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) {
      continue;
    }
    if (name.startsWith('on')) {
      element.addEventListener(name.slice(2), value);
    } else if (name === 'data') {
      Object.assign(element.dataset, value);
    } else {
      element.setAttribute(name, value === true ? '' : value);
    }
  }
  element.append(...children.filter(child => child !== null && child !== undefined));
  return element;
}

/** Saves what a URL holds under a name. */
export function download(url, fileName) {
  const link = el('a', { href: url, download: fileName });
  document.body.append(link);
  link.click();
  link.remove();
}

/** The value of a custom property of the style sheet, in the theme that is on. */
export function style(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** The size of one rem in pixels; charts are drawn on canvas and follow the page's type size by it. */
export function rem() {
  return parseFloat(getComputedStyle(document.documentElement).fontSize);
}
