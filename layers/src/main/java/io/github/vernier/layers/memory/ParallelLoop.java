/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.memory;

import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A loop over pieces of work that do not depend on each other, shared out among as many threads as
 * ND4J's own operations use.
 *
 * <p>The number of shares must not show in the result: a piece writes what is its own, and sums
 * over pieces are taken afterwards, in their order.
 */
public final class ParallelLoop {

    /** Values below which waking a thread costs more than it saves. */
    private static final long SMALLEST_SHARE = 1 << 18;

    private ParallelLoop() {}

    /** Some pieces of a loop. */
    @FunctionalInterface
    public interface Share {

        /**
         * Works on consecutive pieces.
         *
         * @param number this share's number, from 0: no two that run at once have the same, so it
         *     can choose scratch memory
         * @param from the first piece
         * @param to one more than the last
         */
        void run(int number, int from, int to);
    }

    /**
     * How many shares a loop is worth.
     *
     * @param values numbers that it reads or writes
     * @return at least 1, at most the threads that there are for ND4J and for Java
     */
    public static int shares(long values) {
        if (values < 2 * SMALLEST_SHARE) {
            return 1;
        }
        int threads =
                Math.min(
                        Nd4j.getEnvironment().maxThreads(),
                        ForkJoinPool.getCommonPoolParallelism() + 1);
        return (int) Math.max(1, Math.min(threads, values / SMALLEST_SHARE));
    }

    /**
     * Runs a loop; returns when all of it is done.
     *
     * @param shares from {@link #shares}
     * @param pieces how many pieces there are
     * @param body what to do with some of them
     */
    public static void run(int shares, int pieces, Share body) {
        if (shares == 1) {
            body.run(0, 0, pieces);
            return;
        }
        IntStream.range(0, shares)
                .parallel()
                .forEach(k -> body.run(k, start(k, shares, pieces), start(k + 1, shares, pieces)));
    }

    private static int start(int share, int shares, int pieces) {
        return (int) ((long) share * pieces / shares);
    }
}
