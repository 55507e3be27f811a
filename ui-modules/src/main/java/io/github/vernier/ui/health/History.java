/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.health;

import io.github.vernier.listeners.record.VernierRecord;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Records of one type spread over a session, in order of time.
 *
 * @param records records, not empty
 * @param info the static record of the type, absent if there is none
 * @param <R> class of the records
 */
public record History<R>(List<R> records, Optional<VernierRecord> info) {

    /** The newest record. */
    public R latest() {
        return records.get(records.size() - 1);
    }

    /**
     * The static record.
     *
     * @param type its class
     * @param <I> its class
     * @return the record, absent if there is none of that class
     */
    public <I extends VernierRecord> Optional<I> info(Class<I> type) {
        return info.filter(type::isInstance).map(type::cast);
    }

    /**
     * Records at the beginning.
     *
     * @param share share of all in (0, 1]
     * @return at least one record
     */
    public List<R> first(double share) {
        return records.subList(0, part(share));
    }

    /**
     * Records at the end.
     *
     * @param share share of all in (0, 1]
     * @return at least one record
     */
    public List<R> last(double share) {
        return records.subList(records.size() - part(share), records.size());
    }

    private int part(double share) {
        return Math.max(1, (int) Math.round(share * records.size()));
    }

    /**
     * The median of what records say; NaNs are left out.
     *
     * @param records some records
     * @param value what each says
     * @param <R> class of the records
     * @return median, NaN if none says a number
     */
    public static <R> double median(List<R> records, ToDoubleFunction<? super R> value) {
        double[] sorted =
                records.stream()
                        .mapToDouble(value)
                        .filter(number -> !Double.isNaN(number))
                        .sorted()
                        .toArray();
        if (sorted.length == 0) {
            return Double.NaN;
        }
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
