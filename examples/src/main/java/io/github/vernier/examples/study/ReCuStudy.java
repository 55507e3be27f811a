/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.study;

import io.github.vernier.examples.networks.ConvFactory;
import io.github.vernier.examples.training.ModelName;
import io.github.vernier.layers.binary.ExponentialTau;
import java.util.List;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * The study of the clamp of ReCU (Xu et al. 2021): the same network with float convolutions, and
 * with binary ones whose clamp stays at a quantile, follows the published schedule, or is off.
 */
public final class ReCuStudy {

    private ReCuStudy() {}

    /**
     * The networks, the float one first.
     *
     * @param network name of the network
     * @param epochs length of the training, for the schedule
     */
    public static List<Candidate> candidates(String network, int epochs) {
        return List.of(
                new Candidate(new ModelName("float", "float"), network, ConvFactory.stock()),
                binary("tau-0.85", "tau 0.85", network, new FixedSchedule(0.85)),
                binary("tau-0.99", "tau 0.99", network, new FixedSchedule(0.99)),
                binary("tau-scheduled", "tau 0.85 to 0.99", network, new ExponentialTau(epochs)),
                binary("tau-off", "tau off", network, new FixedSchedule(1)));
    }

    private static Candidate binary(String key, String title, String network, ISchedule tau) {
        return new Candidate(new ModelName(key, title), network, ConvFactory.binary(tau));
    }
}
