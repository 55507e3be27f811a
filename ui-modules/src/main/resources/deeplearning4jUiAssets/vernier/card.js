// One chart in a card, with the tools that every chart has: PNG, CSV, theme, size, caption.

/* global echarts */
import { download, el, rem, style } from '/assets/vernier/dom.js';
import { t } from '/assets/vernier/i18n.js';

/**
 * The card around an ECharts plot. A subclass or a page says what is drawn.
 *
 * options: id; title; empty: text without values; csv: what the CSV button saves, the address of a file or rows of
 * cells with a header row.
 */
export class ChartCard {
  constructor(options) {
    this.options = options;
    this.plot = null;
    this.#build();
  }

  #build() {
    const { id, title, empty } = this.options;
    this.pngButton = el('button', { type: 'button', class: 'quiet', onclick: () => this.#savePng() }, t('chart.png'));
    this.csvButton = el('button', { type: 'button', class: 'quiet', onclick: () => this.#saveCsv() }, t('chart.csv'));
    this.csvButton.hidden = !this.options.csv;
    this.buttons = el('div', { class: 'buttons' }, this.pngButton, this.csvButton);
    this.legend = el('div', { class: 'legend', role: 'group', 'aria-label': t('chart.curves', { title }) });
    this.legend.hidden = true;
    this.canvas = el('div', { class: 'plot', tabindex: '0', role: 'img', 'aria-describedby': `${id}-caption` });
    this.empty = el('p', { class: 'plot-empty' }, empty ?? t('chart.empty'));
    this.notice = el('p', { class: 'notice', hidden: true });
    this.caption = el('p', { class: 'caption', id: `${id}-caption` });
    this.element = el('section', { class: 'card chart', id, 'aria-labelledby': `${id}-title` },
      el('div', { class: 'card-head' }, el('h2', { id: `${id}-title` }, title), this.buttons),
      this.legend,
      el('div', { class: 'plot-frame' }, this.canvas, this.empty),
      this.notice, this.caption);
    this.observer = new ResizeObserver(() => this.#resized());
    this.observer.observe(this.canvas);
    this.present(false);
  }

  /** Shows the plot or says that it is empty. */
  present(drawn) {
    this.empty.hidden = drawn;
    this.canvas.hidden = !drawn;
    this.pngButton.disabled = !drawn;
    this.csvButton.disabled = !drawn;
  }

  /** Hands an option to ECharts, which is started if need be. */
  render(option, update = { notMerge: true }) {
    if (!this.plot) {
      this.plot = echarts.init(this.canvas, null, { renderer: 'canvas' });
      this.started();
    }
    this.plot.setOption(option, update);
  }

  /** For subclasses: the plot was made. */
  started() {}

  /** For subclasses: draws what there is. */
  draw() {}

  /** For subclasses: [label, colour] of what an exported picture names. */
  key() {
    return [];
  }

  #resized() {
    if (this.plot) {
      this.plot.resize();
      // The size of type and the room for labels may be others now.
      this.draw();
    }
  }

  restyle() {
    this.plot?.dispose();
    this.plot = null;
    this.draw();
  }

  dispose() {
    this.observer.disconnect();
    this.plot?.dispose();
  }

  #saveCsv() {
    const csv = this.options.csv.call(this);
    if (typeof csv === 'string') {
      download(csv, '');
    } else {
      saveBlob(new Blob([csvText(csv)], { type: 'text/csv;charset=utf-8' }), `vernier-${this.options.id}.csv`);
    }
  }

  /** The plot with its title, key and caption, twice as large as on screen. */
  #savePng() {
    const scale = 2;
    const plot = this.plot.renderToCanvas({ pixelRatio: scale, excludeComponents: ['dataZoom', 'toolbox'] });
    const margin = rem() * scale;
    const head = margin * 4;
    const canvas = el('canvas', { width: plot.width + 2 * margin, height: plot.height + head + 2 * margin });
    const pen = canvas.getContext('2d');
    pen.fillStyle = style('--card');
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.textBaseline = 'middle';
    pen.fillStyle = style('--ink');
    pen.font = `600 ${1.1 * margin}px ${style('--font')}`;
    pen.fillText(this.options.title, margin, margin * 1.4);
    pen.font = `${0.85 * margin}px ${style('--font')}`;
    let x = margin;
    for (const [label, color] of this.key()) {
      pen.fillStyle = color;
      pen.fillRect(x, margin * 3 - 2, margin, 4);
      x += margin * 1.4;
      pen.fillStyle = style('--ink');
      pen.fillText(label, x, margin * 3);
      x += pen.measureText(label).width + margin * 1.4;
    }
    pen.drawImage(plot, margin, head);
    pen.fillStyle = style('--muted');
    pen.font = `${0.7 * margin}px ${style('--font')}`;
    pen.fillText(this.caption.textContent, margin, canvas.height - margin, canvas.width - 2 * margin);
    canvas.toBlob(blob => saveBlob(blob, `vernier-${this.options.id}.png`));
  }
}

/**
 * A chart of any kind. More options: draw(data, look): the ECharts option, null without values; caption(data): text
 * with unit and sampling; notice(data): what is not drawn, such as NaN; key(data): [label, colour] pairs; label(data):
 * what a screen reader says beside the title.
 */
export class Plot extends ChartCard {
  constructor(options) {
    super({ ...options, csv: options.csv && (() => options.csv(this.data)) });
    this.data = null;
  }

  show(data) {
    this.data = data;
    this.draw();
  }

  draw() {
    const option = this.data === null ? null : this.options.draw(this.data, look());
    this.present(option !== null);
    this.caption.textContent = option === null ? '' : this.options.caption(this.data);
    const notice = option === null ? '' : this.options.notice?.(this.data) ?? '';
    this.notice.textContent = notice;
    this.notice.hidden = notice === '';
    this.canvas.setAttribute('aria-label', [this.options.title, option && this.options.label?.(this.data)].filter(Boolean).join(', '));
    if (option !== null) {
      this.render(option);
    }
  }

  key() {
    return this.options.key?.(this.data) ?? [];
  }
}

/** Colours, type and axes of the theme that is on, for ECharts options. */
export function look() {
  const muted = style('--muted');
  const line = style('--line');
  const font = { color: muted, fontSize: Math.round(0.78 * rem()), fontFamily: style('--font') };
  return {
    muted,
    line,
    font,
    ink: style('--ink'),
    card: style('--card'),
    bad: style('--bad'),
    good: style('--good'),
    accent: style('--accent'),
    /** The n-th colour for curves, of eight. */
    color: n => style(`--c${n % 8 + 1}`),
    /** Common parts of an option; put the own ones behind them. */
    base: {
      animation: false,
      backgroundColor: 'transparent',
      textStyle: font,
      grid: { left: 8, right: 16, top: 22, bottom: 12, containLabel: true },
      tooltip: {
        confine: true, transitionDuration: 0, borderWidth: 1, backgroundColor: style('--card'), borderColor: line,
        textStyle: { color: style('--ink'), fontSize: font.fontSize, fontFamily: font.fontFamily },
      },
    },
    /** A value or category axis. */
    axis: (more = {}) => ({
      axisLine: { lineStyle: { color: line } }, axisTick: { show: false }, splitLine: { lineStyle: { color: line } },
      nameTextStyle: font, ...more, axisLabel: { ...font, hideOverlap: true, ...more.axisLabel },
    }),
  };
}

/** Rows of cells as a CSV file (RFC 4180); null is empty. */
export function csvText(rows) {
  const cell = value => {
    const text = value === null || value === undefined ? '' : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return rows.map(row => `${row.map(cell).join(',')}\r\n`).join('');
}

function saveBlob(blob, name) {
  const url = URL.createObjectURL(blob);
  download(url, name);
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
