// How often answers of some confidence are right: the reliability diagram behind the calibration error.

import { Plot } from '/assets/vernier/card.js';
import { number, percent, tickPercent } from '/assets/vernier/format.js';
import { t } from '/assets/vernier/i18n.js';
import { Moments, numeric } from '/assets/vernier/inspect.js';

const LARGEST = 26;
const SMALLEST = 5;

export class Reliability {
  /**
   * @param {Object} host the page's host
   * @param {SessionSeries} series tells which records have an evaluation
   */
  constructor(host, series) {
    this.moments = new Moments(host, {
      id: 'evaluation', path: 'reliability', onChange: answer => this.#draw(answer),
      eligible: () => {
        const { columns } = series.table ?? { columns: { time: [] } };
        return columns.time.filter((_, i) => columns.studentAccuracy[i] !== null);
      },
    });
    this.plot = new Plot({
      id: 'reliability', title: t('reliability'), empty: t('evaluation.empty'),
      csv: answer => [['network', 'examples', 'confidence', 'accuracy'],
        ...['student', 'teacher'].flatMap(name => answer[name].examples.map((count, i) =>
          [name, count, answer[name].confidence[i], answer[name].accuracy[i]]))],
      draw: (answer, look) => diagram(answer, look),
      caption: ({ student }) => t('reliability.caption', { examples: number(student.examples.reduce((a, b) => a + b, 0)) }),
    });
    this.plot.element.querySelector('.plot-frame').before(this.moments.element);
    this.element = this.plot.element;
  }

  poll() {
    return this.moments.poll();
  }

  #draw(answer) {
    // Records of the first version have the error only.
    this.plot.show(answer.student?.examples.length > 0 ? answer : null);
  }

  restyle() {
    this.plot.restyle();
  }

  dispose() {
    this.moments.dispose();
    this.plot.dispose();
  }
}

function diagram(answer, { base, axis, font, ink, line, muted, color }) {
  const share = more => axis({
    type: 'value', min: 0, max: 1, ...more, axisLine: { lineStyle: { color: line } },
    axisLabel: { formatter: tickPercent, alignMaxLabel: 'right' },
  });
  const curve = (name, n) => {
    const { examples, confidence, accuracy } = answer[name];
    const all = examples.reduce((a, b) => a + b, 0);
    return {
      type: 'line', name: t(name), symbol: 'circle', itemStyle: { color: color(n) },
      lineStyle: { width: 2, color: color(n), type: name === 'teacher' ? [6, 4] : 'solid' },
      data: examples.map((count, i) => ({
        value: [numeric(confidence[i]), numeric(accuracy[i]), count],
        symbolSize: SMALLEST + (LARGEST - SMALLEST) * Math.sqrt(count / all),
      })).filter(({ value }) => value[2] > 0),
    };
  };
  return {
    ...base,
    legend: { top: 0, left: 0, icon: 'circle', itemWidth: 10, textStyle: { ...font, color: ink }, data: [t('student'), t('teacher')] },
    grid: { left: 8, right: 20, top: 36, bottom: 26, containLabel: true },
    tooltip: {
      ...base.tooltip, trigger: 'item',
      formatter: ({ seriesName, value: [confidence, accuracy, count] }) => t('reliability.bin', {
        network: seriesName, confidence: percent(confidence), accuracy: percent(accuracy), examples: number(count),
      }),
    },
    xAxis: share({ name: t('reliability.confidence'), nameLocation: 'middle', nameGap: 26 }),
    yAxis: share({}),
    series: [
      { type: 'line', silent: true, symbol: 'none', data: [[0, 0], [1, 1]], lineStyle: { color: muted, type: [4, 4], width: 1 } },
      curve('teacher', 1), curve('student', 0),
    ],
  };
}
