/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Vernier's pages in DL4J's web UI.
 *
 * <p>With this module on the class path, {@code UIServer.getInstance()} shows them under {@code
 * /vernier}; there is nothing to configure:
 *
 * <pre>{@code
 * StatsStorage storage = new InMemoryStatsStorage();
 * UIServer.getInstance().attach(storage);           // logs where the pages are
 * }</pre>
 *
 * <p>{@link io.github.vernier.ui.VernierModule} is what the server finds by {@link
 * java.util.ServiceLoader}, in single and in multi-session mode. Addresses:
 *
 * <table>
 * <caption>Addresses</caption>
 * <tr><th>address</th><th>content</th></tr>
 * <tr><td>{@code /vernier}</td><td>redirect to the first page</td></tr>
 * <tr><td>{@code /vernier/<page>?session=<id>}</td><td>a page, with the shell around it</td></tr>
 * <tr><td>{@code /vernier/api/pages}</td><td>the pages, for the navigation</td></tr>
 * <tr><td>{@code /vernier/api/sessions}</td><td>the sessions, and the pages each has data for</td></tr>
 * <tr><td>{@code /vernier/api/workers?page=<page>&session=<id>}</td><td>who wrote a page's records</td></tr>
 * <tr><td>{@code /vernier/api/events}</td><td>server-sent events: which sessions changed</td></tr>
 * <tr><td>{@code /vernier/api/<page>/...}</td><td>a page's data</td></tr>
 * <tr><td>{@code /assets/vernier/...}</td><td>scripts and styles, served by the stock server</td></tr>
 * </table>
 *
 * <p>Session ids are query parameters and never part of a path, so they may be any text. The
 * documents carry a content security policy that allows nothing but this server's own scripts,
 * styles and data.
 *
 * <p>How to add a page: {@link io.github.vernier.ui.page}.
 */
package io.github.vernier.ui;
