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
 *   <li>(none): the series by column. {@code from} (exclusive) and {@code to} (inclusive) bound the
 *       time of the records in milliseconds; a script polls with {@code from} set to the last
 *       answer's {@code last}. At most {@code points} rows come back (100 to 50 000, default 4000),
 *       with every peak; {@code recorded} counts all.
 *   <li>{@code csv}: all records of the range with all digits, never thinned; of the series named
 *       by {@code series}, which may be repeated, by default of all.
 *   <li>{@code maps}: the attention maps of time {@code time}, by default the newest; without maps
 *       if {@code have} is that time already.
 * </ul>
 */
package io.github.vernier.ui.distillation;
