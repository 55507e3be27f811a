/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What a page is, and how it answers its script.
 *
 * <h2>How to add a page</h2>
 *
 * <ol>
 *   <li><b>One Java class</b> that implements {@link io.github.vernier.ui.page.Page}, named in
 *       {@code META-INF/services/io.github.vernier.ui.page.Page}: its id, its place in the
 *       navigation, the types of records it shows, and its endpoints.
 *   <li><b>One script</b>, {@code deeplearning4jUiAssets/vernier/<id>.js}, an ES module.
 *   <li><b>One dictionary for each language</b>, {@code
 *       deeplearning4jUiAssets/vernier/i18n/<id>.<language>.json}, see {@link
 *       io.github.vernier.ui.text}; keys {@code title} and {@code summary} name the page.
 * </ol>
 *
 * <p>Places in the navigation: overview 0, binary weights 10, CDG 20, gradient variance 30,
 * clusters 40, distillation 50, Pop-Art 60, cost 70, compare 80, series 90, search 100. A page of
 * which the chosen session has no records is shown muted and opens its empty state.
 *
 * <h2>The Java side</h2>
 *
 * <p>Package {@link io.github.vernier.ui.record} has the endpoints that most pages need. Endpoints
 * run on worker threads, so they may read storage at length. They throw {@link
 * io.github.vernier.ui.page.RequestException} for what the user can put right; anything else is
 * logged and answered by status 500 without details. Numbers that are not finite become null or a
 * text in JSON, never 0.
 *
 * <p>What changes something is a {@linkplain io.github.vernier.ui.page.Page#commands command}: POST
 * with header {@code X-Vernier}, refused unless it comes from a page of this server in a browser on
 * the same machine. Scripts call {@code order(path, parameters)} of {@code api.js}.
 *
 * <h2>The script</h2>
 *
 * <pre>{@code
 * export function emptyState() { return [nodes]; }   // how to get records, shown while there are none
 * export function create(host) { return page; }      // once for each session and worker
 * export const needsSession = false;                 // only if the page is not about one session
 * }</pre>
 *
 * <p>{@code host} has {@code root} (where to put elements), {@code info} ({@code title}, {@code
 * summary}), {@code session}, {@code worker}, {@code api(path, parameters)} (asks an endpoint; adds
 * session and worker), {@code address(path, parameters)} (the same as an address, for files),
 * {@code link(page)} and {@code titleOf(page)} (of another page, null if there is none). The page
 * has {@code poll()}, which is called when there may be something new and returns a promise of
 * whether there was, {@code restyle()} for a change of theme, and {@code dispose()}. The shell
 * makes a new page when another session or worker is chosen.
 *
 * <p>Text is put in by {@code el} of {@code dom.js} and never as HTML, in words from {@code t(key,
 * places)} of {@code i18n.js}; numbers are written by {@code format.js}. Styles are classes of
 * {@code vernier.css}; the content security policy forbids {@code style} attributes in HTML.
 * Colours of curves are the custom properties {@code --c1} to {@code --c8}.
 *
 * <h2>Charts</h2>
 *
 * <p>Every chart sits in a card with a title, PNG and CSV buttons and a caption that states unit,
 * sampling and smoothing.
 *
 * <ul>
 *   <li>Curves over iterations: {@code SessionSeries} (session-series.js) reads a series endpoint
 *       and keeps it up to date, {@code ChartGroup} (chart.js) shares zoom and smoothing, {@code
 *       LineChart} (chart.js) draws: zoom and brush, log axis (symmetric where values can be zero
 *       or negative), smoothing with the raw curve behind, crosshair with sorted values, epoch
 *       marks, NaN and infinities marked. {@code controls} (parts.js) is the row with the smoothing
 *       slider.
 *   <li>Anything else: {@code Plot} (card.js) with a function from the data to an ECharts option;
 *       its {@code look} argument has the colours, type and axes of the theme. For values that may
 *       need a log axis use {@code linear} and {@code logarithmic} of scales.js.
 *   <li>{@code PageHead}, {@code facts} and {@code chooser} (parts.js) are the heading with
 *       warnings, the chips with settings, and a labelled list such as of layers.
 *   <li>{@code ChoiceTable} (inspect.js) is a table of many rows, such as of all layers, to sort,
 *       filter and choose from; {@code Moments} reads one record at a time, with a slider over all,
 *       and {@code History} a bounded number of them, for pictures over time: {@code bars}, {@code
 *       cells}, {@code ridges} and {@code grid} (density.js) draw histograms.
 * </ul>
 *
 * <pre>{@code
 * class LossPage {
 *   constructor(host) {
 *     this.series = new SessionSeries(host, { onChange: series => this.draw(series) });
 *     this.group = new ChartGroup(window => this.series.zoom(window));
 *     this.head = new PageHead(host);
 *     const loss = new LineChart(this.group, {
 *       id: 'loss', title: t('loss'), unit: t('loss.unit'),
 *       csv: names => host.address('csv', { series: names }),
 *       series: () => [{ name: 'loss', label: t('loss'), color: '--c1' }],
 *     });
 *     host.root.append(this.head.element, this.head.warning,
 *       controls(this.group, { csv: host.address('csv') }), el('div', { class: 'charts' }, loss.element));
 *   }
 *   poll() { return this.series.poll(); }
 *   draw(series) { this.head.show(series); this.group.show(series.shown); }
 *   restyle() { this.group.restyle(); }
 *   dispose() { this.series.dispose(); this.group.dispose(); }
 * }
 * }</pre>
 */
package io.github.vernier.ui.page;
