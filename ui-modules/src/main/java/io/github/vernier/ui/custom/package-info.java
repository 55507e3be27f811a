/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The page {@code /vernier/series}: whatever user code records by one line of Java.
 *
 * <pre>{@code
 * SeriesRecorder series = SeriesRecorder.of(storage, "my session");
 * series.put("reward", episode, reward);
 * }</pre>
 *
 * <p>{@code /vernier/api/series} answers with the points of each series since {@code from}, without
 * it with those of the whole session, {@code unread} of which later answers will have; {@code csv}
 * with all of them, or those of the series named by {@code series}. Names are any text.
 */
package io.github.vernier.ui.custom;
