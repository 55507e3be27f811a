/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.acdc;

import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Columns divided into blocks that are worked on one by one, or in parallel.
 *
 * <p>The division depends on the number of columns only, not on the machine, so that sums over the
 * columns are the same everywhere.
 *
 * @param columns number of columns
 * @param width columns of a block; the last may have fewer
 */
record Blocks(int columns, int width) {

    /** Bytes of a row: some hundred elements repay a loop's start, and a block stays in cache. */
    private static final int ROW_BYTES = 512;

    /** Elements that vector instructions take at once, and its multiples. */
    private static final int ALIGNED = 16;

    /** An even number of blocks, unless one row is short enough. */
    static Blocks of(DataType type, int columns) {
        int most = ROW_BYTES / type.width();
        if (columns <= most / 2) {
            return new Blocks(columns, columns);
        }
        int pairs = (columns + 2 * most - 1) / (2 * most);
        int width = (columns + 2 * pairs - 1) / (2 * pairs);
        return new Blocks(columns, (width + ALIGNED - 1) / ALIGNED * ALIGNED);
    }

    int count() {
        return (columns + width - 1) / width;
    }

    /** The blocks' numbers, in parallel if there are several (in the common fork-join pool). */
    IntStream stream() {
        IntStream blocks = IntStream.range(0, count());
        return count() > 1 ? blocks.parallel() : blocks;
    }
}
