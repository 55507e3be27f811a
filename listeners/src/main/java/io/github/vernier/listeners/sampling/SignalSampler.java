/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.sampling;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A sampler that leaves examples out for a while, by the signals training gives it.
 *
 * <p>Published as delays, not as probabilities: at the beginning of each epoch but the first, the
 * sampler schedules; then time ticks, and each tick lets examples in whose delay is over, until
 * there are enough for an epoch.
 *
 * <p>A {@link SignalListener} brings the signals in stock {@code fit()}. Source:
 * fartashf/gvar_code, whose author's verdict is that such samplers work on MNIST and fail on large
 * data sets.
 */
public abstract class SignalSampler extends EpochSampler {

    private static final long serialVersionUID = 1L;

    private final ExampleSignals signals;
    private final int least;
    private final Shuffle shuffle;
    private final double[] waited;
    private boolean[] active;
    private boolean begun;

    /**
     * A sampler that starts with all examples.
     *
     * @param signals where signals are kept
     * @param least least number of examples in an epoch
     * @param seed seed of the order in an epoch
     * @throws IllegalArgumentException if {@code least} is not from 1 to the number of examples
     */
    protected SignalSampler(ExampleSignals signals, int least, long seed) {
        super(signals.examples());
        if (least < 1 || least > signals.examples()) {
            throw new IllegalArgumentException(
                    "least number of examples in an epoch is "
                            + least
                            + ", expected one in [1, "
                            + signals.examples()
                            + "]");
        }
        this.signals = signals;
        this.least = least;
        this.shuffle = new Shuffle(seed);
        waited = new double[signals.examples()];
        active = new boolean[signals.examples()];
        Arrays.fill(active, true);
    }

    /** Where signals are kept; a listener puts them there. */
    public final ExampleSignals signals() {
        return signals;
    }

    /**
     * Decides about delays, once after each epoch.
     *
     * @param active the examples that were in the epoch, ascending
     */
    protected abstract void schedule(int[] active);

    /**
     * Ticks for which an example is out, as last decided; with fewer than 1 it is back at the next.
     *
     * @param example its index
     */
    protected abstract double ticks(int example);

    /**
     * Ticks that an example has waited, 0 if it is in the epoch.
     *
     * @param example its index
     */
    public final synchronized double waited(int example) {
        return waited[example];
    }

    /**
     * Ticks that an example has yet to wait, 0 if it is in the epoch.
     *
     * @param example its index
     */
    public final synchronized double remaining(int example) {
        return active[example] ? 0 : ticks(example) - waited[example];
    }

    /**
     * The examples in this epoch.
     *
     * @return indices, ascending
     */
    public final synchronized int[] active() {
        return IntStream.range(0, examples()).filter(i -> active[i]).toArray();
    }

    @Override
    final int[] epoch() {
        if (begun) {
            schedule(active());
            wake();
        }
        begun = true;
        return shuffle.apply(active());
    }

    private void wake() {
        active = new boolean[examples()];
        int awake = tick(1);
        while (awake < least) {
            // Ticks at which nothing would happen are passed over.
            double next =
                    IntStream.range(0, active.length)
                            .filter(i -> !active[i])
                            .mapToDouble(this::remaining)
                            .min()
                            .orElseThrow();
            awake += tick(Math.max(1, Math.ceil(next)));
        }
    }

    /** Time goes by; how many examples are back. */
    private int tick(double ticks) {
        int awake = 0;
        for (int i = 0; i < active.length; i++) {
            if (!active[i]) {
                waited[i] += ticks;
                if (waited[i] >= ticks(i)) {
                    active[i] = true;
                    waited[i] = 0;
                    awake++;
                }
            }
        }
        return awake;
    }
}
