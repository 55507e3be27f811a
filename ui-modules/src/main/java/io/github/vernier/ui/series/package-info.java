/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Series of numbers over iterations, on their way from records to charts.
 *
 * <p>A {@link io.github.vernier.ui.series.Row} is what one record measured. {@link
 * io.github.vernier.ui.series.ExtremeSampler} bounds the number of rows and keeps every peak and
 * every NaN visible where their number is known before, {@link
 * io.github.vernier.ui.series.GrowingRows} and {@link io.github.vernier.ui.series.Thinning} where
 * it grows; {@link io.github.vernier.ui.series.EpochMarks} keeps the beginnings of epochs, which
 * thinning would lose; {@link io.github.vernier.ui.series.SeriesTable} writes JSON and CSV. A NaN
 * or an infinity is never turned into a number: it is null in JSON and listed apart.
 */
package io.github.vernier.ui.series;
