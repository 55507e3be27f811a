/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What an experiment tells and leaves in its folder.
 *
 * <table>
 * <caption>Files</caption>
 * <tr><td>{@code report.html}</td><td>everything, in one file that needs no network</td></tr>
 * <tr><td>{@code results.csv}</td><td>the table, one line for each model</td></tr>
 * <tr><td>{@code curves.csv}</td><td>one line for each epoch of each model</td></tr>
 * <tr><td>{@code <model>.zip}</td><td>models with the normalization of their inputs, for DL4J's
 * {@code ModelSerializer}</td></tr>
 * </table>
 *
 * <p>An experiment tells an {@link io.github.vernier.examples.report.ExperimentObserver} its {@link
 * io.github.vernier.examples.report.Findings}. {@link
 * io.github.vernier.examples.report.ReportFolder} writes them as results come in. Each file is
 * written under another name and moved into place, so that it is whole or not there, whenever the
 * program ends; until the last result is in, the report says that it is partial.
 *
 * <p>CSV files are in UTF-8, with a header line, a comma between fields, a point in numbers, and
 * nothing where a value is not known.
 */
package io.github.vernier.examples.report;
