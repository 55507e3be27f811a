/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.series;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Buckets of equal length over items of which nobody knows how many there will be.
 *
 * <p>When there are too many buckets, neighbours are joined and buckets are twice as long from then
 * on, so that memory is bounded.
 *
 * @param <T> the items, which come in order
 */
final class DoublingBuckets<T> {

    /** Keeps some of its items. */
    interface Bucket<T> {

        /** Adds the next item. */
        void add(T item);

        /** The items that stay, in order. */
        Iterable<T> kept();
    }

    private final int mostSingles;
    private final int most;
    private final Supplier<Bucket<T>> start;
    private final List<Bucket<T>> buckets = new ArrayList<>();
    private long bucketLength = 1;
    private long count;
    private T last;

    /**
     * No items yet.
     *
     * @param mostSingles largest number of buckets as long as each has a single item
     * @param most largest number of buckets of more
     * @param start makes an empty bucket
     */
    DoublingBuckets(int mostSingles, int most, Supplier<Bucket<T>> start) {
        this.mostSingles = mostSingles;
        this.most = most;
        this.start = start;
    }

    /** Adds the next item. */
    void add(T item) {
        if (count % bucketLength == 0
                && buckets.size() == (bucketLength == 1 ? mostSingles : most)) {
            while (buckets.size() >= most) {
                halve();
            }
        }
        if (count % bucketLength == 0) {
            buckets.add(start.get());
        }
        buckets.get(buckets.size() - 1).add(item);
        last = item;
        count++;
    }

    private void halve() {
        List<Bucket<T>> halved = new ArrayList<>();
        for (int i = 0; i < buckets.size(); i += 2) {
            Bucket<T> bucket = buckets.get(i);
            if (i + 1 < buckets.size()) {
                buckets.get(i + 1).kept().forEach(bucket::add);
            }
            halved.add(bucket);
        }
        buckets.clear();
        buckets.addAll(halved);
        bucketLength *= 2;
    }

    /** How many items were added. */
    long count() {
        return count;
    }

    /** The last item; null if there is none. */
    T last() {
        return last;
    }

    /** The items that stay, bucket by bucket. */
    List<T> kept() {
        List<T> kept = new ArrayList<>();
        buckets.forEach(bucket -> bucket.kept().forEach(kept::add));
        return kept;
    }
}
