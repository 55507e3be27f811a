/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.custom;

import io.github.vernier.ui.session.Session;
import java.util.SortedMap;

/**
 * What an answer says of points.
 *
 * @param curves each series by name
 * @param left points of series that were too many
 * @param reading what reading found
 * @param unread how many records are left to be read for the next answers
 * @param last time of the newest record that was read, null without any
 */
record Found(
        SortedMap<String, Points.Curve> curves,
        long left,
        Session.Reading reading,
        long unread,
        Long last) {

    static Found of(Points points, Session.Reading reading, long unread, Long last) {
        return new Found(points.curves(), points.left(), reading, unread, last);
    }
}
