/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.series;

import java.util.List;

/**
 * The numbers of one record.
 *
 * @param time milliseconds since the epoch
 * @param iteration iteration of training
 * @param epoch epoch of training, {@link #NO_EPOCH} if the record does not say
 * @param values one value for each series; null where the record has none; may be NaN or infinite
 */
public record Row(long time, long iteration, long epoch, List<Double> values) {

    /** The record does not say. */
    public static final long NO_EPOCH = -1;
}
