/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The page {@code /vernier/distillation}.
 *
 * <p>It shows the records {@code VernierDistillation} and {@code VernierDistillationMaps} of
 * package {@code io.github.vernier.listeners.record}. Endpoints under {@code
 * /vernier/api/distillation}, all with {@code session} and optionally {@code worker}:
 *
 * <ul>
 *   <li>(none): the series by column, {@link io.github.vernier.ui.record.SeriesEndpoint}
 *   <li>{@code csv}: the same as a file, {@link io.github.vernier.ui.record.CsvEndpoint}
 *   <li>{@code maps}: the attention maps of one moment, {@link
 *       io.github.vernier.ui.record.MomentEndpoint}
 *   <li>{@code reliability}: how often answers of some confidence are right, of steps with an
 *       evaluation, in which series {@code studentAccuracy} has a value
 * </ul>
 */
package io.github.vernier.ui.distillation;
