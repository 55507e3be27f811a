/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Histograms as records keep them: equal bins over a range that is fixed beforehand, so that those
 * of different times can be shown beside each other. {@link
 * io.github.vernier.listeners.histogram.HistogramAxis} says which; counts are plain arrays.
 */
package io.github.vernier.listeners.histogram;
