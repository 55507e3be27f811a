// Texts in the reader's language: the shell's dictionary and the page's, looked up as one.

export const LANGUAGES = [
  ['en', 'English'], ['de', 'Deutsch'], ['ja', '日本語'], ['zh', '中文'], ['ko', '한국어'], ['ru', 'Русский'],
];

const KEY = 'vernier.language';
const codes = LANGUAGES.map(([code]) => code);
const current = chosen() ?? navigator.languages.map(tag => tag.slice(0, 2)).find(code => codes.includes(code)) ?? 'en';
const plurals = new Intl.PluralRules(current);
const counts = new Intl.NumberFormat(current);
const texts = new Map();

function chosen() {
  try {
    const code = localStorage.getItem(KEY);
    return codes.includes(code) ? code : null;
  } catch {
    // Storage may be forbidden; the browser's preference holds then.
    return null;
  }
}

/** The code of the language that is on. */
export function language() {
  return current;
}

/** Remembers another language and starts over in it. */
export function chooseLanguage(code) {
  try {
    localStorage.setItem(KEY, code);
  } catch {
    return;
  }
  location.reload();
}

/** Adds the dictionary of a name, a page's id or `shell`. */
export async function loadTexts(name) {
  const response = await fetch(`/assets/vernier/i18n/${name}.${current}.json`);
  if (!response.ok) {
    throw new Error(`no texts ${name}.${current}`);
  }
  for (const [key, text] of Object.entries(await response.json())) {
    texts.set(key, text);
  }
}

/**
 * A text with its places filled in. A text with a plural takes its form from `count`, which is written as a number.
 *
 * @param {string} key
 * @param {Object} [places] value by name
 */
export function t(key, places = {}) {
  const entry = texts.get(key);
  if (entry === undefined) {
    console.warn(`No text "${key}"`);
    return key;
  }
  const pattern = typeof entry === 'string' ? entry : entry[plurals.select(places.count)];
  return pattern.replace(/\{(\w+)\}/g, (place, name) => {
    const value = places[name];
    return value === undefined ? place : name === 'count' ? counts.format(value) : value;
  });
}

/** Whether there is a text. */
export function hasText(key) {
  return texts.has(key);
}
