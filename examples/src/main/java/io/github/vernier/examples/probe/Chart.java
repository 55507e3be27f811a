/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.probe;

import java.util.List;

/**
 * A chart of a report; its component names are those the report's script reads.
 *
 * @param title what it shows
 * @param type {@code line} or {@code scatter}
 * @param x name of the horizontal axis
 * @param logX whether that is logarithmic
 * @param y name of the vertical axis
 * @param logY whether that is logarithmic
 * @param series what is drawn
 */
record Chart(
        String title,
        String type,
        String x,
        boolean logX,
        String y,
        boolean logY,
        List<Series> series) {

    /**
     * Points of one colour.
     *
     * @param name for the legend
     * @param points pairs of x and y
     */
    record Series(String name, List<double[]> points) {}
}
