/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.updater;

import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A learning rate that rises over some epochs and falls along half a cosine, by epoch e = 0..E-1.
 *
 * <pre>
 * e &lt; W:  base · (e + 1) / W
 * else:   base/2 · (1 + cos(π (e − s) / (E − s))),   s = max(0, W − 1)
 * </pre>
 *
 * <p>Without warm-up it is PyTorch's {@code CosineAnnealingLR(T_max = E)}. Source: z-hXu/ReCU
 * {@code main.py}, W = 5, base = 0.1.
 *
 * @param base greatest rate, positive
 * @param warmup epochs of rise, W; 0 for none
 * @param epochs number of epochs, E, more than W
 */
public record WarmupCosine(
        @JsonProperty("base") double base,
        @JsonProperty("warmup") int warmup,
        @JsonProperty("epochs") int epochs)
        implements ISchedule {

    private static final long serialVersionUID = 1;

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if base is not positive, or warmup is not in [0, epochs)
     */
    public WarmupCosine {
        if (!(base > 0)) {
            throw new IllegalArgumentException("base must be positive, but is " + base);
        }
        if (warmup < 0 || warmup >= epochs) {
            throw new IllegalArgumentException(
                    "warmup must be in [0, epochs), but is " + warmup + " of " + epochs);
        }
    }

    @Override
    public double valueAt(int iteration, int epoch) {
        if (epoch < warmup) {
            return base * (epoch + 1) / warmup;
        }
        int start = Math.max(0, warmup - 1);
        double share = (double) Math.min(epoch - start, epochs - start) / (epochs - start);
        return base / 2 * (1 + Math.cos(Math.PI * share));
    }

    // A record is immutable; ISchedule asks for the method.
    @Override
    @SuppressWarnings("MethodDoesntCallSuperMethod")
    public ISchedule clone() {
        return this;
    }
}
