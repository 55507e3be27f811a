// The page of a distillation: tiles, losses, attention maps, held-out accuracy, calibration.

import { AttentionMaps } from '/assets/vernier/attention.js';
import { ChartGroup, LineChart } from '/assets/vernier/chart.js';
import { el } from '/assets/vernier/dom.js';
import { number, percent, tickPercent } from '/assets/vernier/format.js';
import { hasText, t } from '/assets/vernier/i18n.js';
import { PageHead, controls, facts } from '/assets/vernier/parts.js';
import { Reliability } from '/assets/vernier/reliability.js';
import { SessionSeries } from '/assets/vernier/session-series.js';
import { Tile } from '/assets/vernier/tiles.js';

const TAP_COLORS = ['--c1', '--c2', '--c3', '--c4', '--c5', '--c6', '--c7', '--c8'];

export function emptyState() {
  return [
    el('p', {}, t('empty')),
    el('pre', { tabindex: '0' }, el('code', {},
      'UIServer.getInstance().attach(storage);\n'
      + 'student.addListeners(DistillationListener.builder(teacher)\n'
      + '    .knowledge(4, 0.9)\n'
      + '    .recordTo(storage)\n'
      + '    .build());')),
  ];
}

export function create(host) {
  return new DistillationPage(host);
}

class DistillationPage {
  constructor(host) {
    this.host = host;
    this.series = new SessionSeries(host, { onChange: () => this.#draw() });
    this.group = new ChartGroup(window => this.series.zoom(window));
    this.head = new PageHead(host);
    this.facts = facts(t('facts'));
    this.maps = new AttentionMaps(host);
    this.reliability = new Reliability(host, this.series);
    this.tiles = tiles().map(tile => new Tile(tile));
    const charts = this.#charts();
    host.root.append(
      this.head.element, this.head.warning, this.facts.element,
      el('div', { class: 'tiles' }, ...this.tiles.map(tile => tile.element)),
      controls(this.group, { csv: host.address('csv') }),
      el('div', { class: 'charts' }, charts.losses.element, charts.attention.element),
      this.maps.element,
      el('div', { class: 'charts' }, charts.accuracy.element, charts.calibration.element, this.reliability.element));
  }

  #charts() {
    const csv = names => this.host.address('csv', { series: names });
    return {
      losses: new LineChart(this.group, {
        id: 'losses', title: t('losses'), csv, unit: t('losses.unit'),
        series: () => [
          { name: 'crossEntropy', label: t('crossEntropy'), color: '--c-student' },
          { name: 'knowledge', label: t('knowledge'), color: '--c-teacher' },
          { name: 'attentionTotal', label: t('attentionTotal'), color: '--c3' },
          { name: 'score', label: t('score'), color: '--c-score', dashed: true },
        ],
      }),
      attention: new LineChart(this.group, {
        id: 'attention', title: t('attention'), csv, logarithmic: true, empty: t('attention.empty'), unit: t('attention.unit'),
        series: table => table.names.filter(name => name.startsWith('attention:')).map((name, i) => ({
          name, label: name.slice('attention:'.length), color: TAP_COLORS[i % TAP_COLORS.length],
        })),
      }),
      accuracy: new LineChart(this.group, {
        id: 'accuracy', title: t('accuracy'), format: percent, tick: tickPercent, csv, exact: true,
        empty: t('evaluation.empty'), unit: t('accuracy.unit'),
        series: () => [
          { name: 'studentAccuracy', label: t('student'), color: '--c-student' },
          { name: 'teacherAccuracy', label: t('teacher'), color: '--c-teacher', dashed: true },
          { name: 'agreement', label: t('agreement'), color: '--c4' },
        ],
      }),
      calibration: new LineChart(this.group, {
        id: 'calibration', title: t('calibration'), format: percent, tick: tickPercent, csv, exact: true,
        empty: t('evaluation.empty'), unit: t('calibration.unit'),
        series: () => [
          { name: 'studentCalibrationError', label: t('student'), color: '--c-student' },
          { name: 'teacherCalibrationError', label: t('teacher'), color: '--c-teacher', dashed: true },
        ],
      }),
    };
  }

  /** Asks for what is new; true if there was something. */
  async poll() {
    const [fresh, freshMaps] = await Promise.all([this.series.poll(), this.maps.poll()]);
    await this.reliability.poll();
    return fresh || freshMaps;
  }

  #draw() {
    const { table, answer } = this.series;
    this.head.show(this.series);
    if (answer.settings) {
      this.#showSettings(answer.settings);
    }
    if (table.length > 0) {
      this.tiles.forEach(tile => tile.show(table));
      this.group.show(this.series.shown);
    }
  }

  #showSettings(settings) {
    const convention = name => (hasText(`convention.${settings[name]}.${name}`)
      ? t(`convention.${settings[name]}.${name}`) : settings[name]);
    const betas = new Set(settings.tapBetas).size === 1 ? number(settings.tapBetas[0]) : settings.tapBetas.map(number).join(', ');
    const taps = settings.studentTaps.map((tap, i) =>
      (settings.teacherTaps[i] ?? tap) === tap ? tap : `${tap} ← ${settings.teacherTaps[i]}`).join(', ');
    this.facts.show([
      [t('facts.temperature'), number(settings.temperature)],
      [t('facts.alpha'), number(settings.alpha)],
      [t('facts.kd'), convention('kdConvention')],
      [t('facts.at'), taps && convention('attentionConvention')],
      [t('facts.beta'), betas],
      [t('facts.taps'), taps],
      [t('facts.heads'), settings.heads.length > 1 ? settings.heads.join(', ') : ''],
    ]);
  }

  restyle() {
    this.group.restyle();
    this.maps.draw();
    this.reliability.restyle();
  }

  dispose() {
    this.series.dispose();
    this.group.dispose();
    this.maps.dispose();
    this.reliability.dispose();
  }
}

const note = value => t('tile.teacher', { value });

const tiles = () => [
  { label: t('crossEntropy'), series: 'crossEntropy', format: number, color: '--c-student' },
  { label: t('tile.knowledge'), series: 'knowledge', format: number, color: '--c-teacher' },
  { label: t('tile.attention'), series: 'attentionTotal', format: number, color: '--c3' },
  { label: t('tile.accuracy'), series: 'studentAccuracy', format: percent, color: '--c-student', reference: 'teacherAccuracy', note },
  { label: t('tile.agreement'), series: 'agreement', format: percent, color: '--c4' },
  { label: t('calibration'), series: 'studentCalibrationError', format: percent, color: '--c-student', reference: 'teacherCalibrationError', note },
];
