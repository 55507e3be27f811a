/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary.estimator;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Every estimator by name, with its published settings. */
public final class SignEstimators {

    private static final Map<String, SignEstimator> ALL = new LinkedHashMap<>();

    static {
        ALL.put("identity", new Identity(ZeroSign.ZERO));
        ALL.put("identity-plus", new Identity(ZeroSign.PLUS_ONE));
        ALL.put("ste-sign", new ClippedIdentity(1, Bounds.INCLUSIVE, ZeroSign.PLUS_ONE));
        ALL.put("ste-sign-1.25", new ClippedIdentity(1.25, Bounds.INCLUSIVE, ZeroSign.PLUS_ONE));
        ALL.put("ste-sign-strict", new ClippedIdentity(1, Bounds.EXCLUSIVE, ZeroSign.ZERO));
        ALL.put("approx-sign", new ApproxSign(ZeroSign.PLUS_ONE));
        ALL.put("approx-sign-zero", new ApproxSign(ZeroSign.ZERO));
        ALL.put("swish-sign-1", new SwishSign(1, ZeroSign.PLUS_ONE));
        ALL.put("swish-sign-5", new SwishSign(5, ZeroSign.PLUS_ONE));
        ALL.put("swish-sign-10", new SwishSign(10, ZeroSign.PLUS_ONE));
        for (double t : new double[] {0.01, 0.1, 0.5, 1, 2, 10}) {
            String name = t < 1 ? Double.toString(t) : Integer.toString((int) t);
            ALL.put("error-decay-" + name, new ErrorDecay(t, ZeroSign.ZERO));
        }
        ALL.put(
                "error-decay-scheduled",
                new ScheduledErrorDecay(ErrorDecaySchedule.published(400), ZeroSign.ZERO));
        ALL.put("ste-heaviside", Heaviside.clipped(1));
        ALL.put("heaviside-identity", Heaviside.identity());
        ALL.put("heaviside-relu", Heaviside.relu());
        ALL.put("heaviside-clipped-relu", Heaviside.clippedRelu());
        ALL.put("stochastic-identity", Stochastic.identity());
        ALL.put("stochastic-clipped", Stochastic.clipped());
        ALL.put("ste-tern", new Ternary(0.05, 1));
        ALL.put("twn", new TernaryWeights(0.7, 1));
        ALL.put("dorefa-activations-2", new DorefaActivations(2));
        ALL.put("dorefa-weights-2", new DorefaWeights(2));
        ALL.put(
                "magnitude-aware-sign",
                new MagnitudeAwareSign(1, ScaleGradient.STOPPED, ZeroSign.PLUS_ONE));
        ALL.put(
                "bi-real-scaled-sign",
                new MagnitudeAwareSign(1, ScaleGradient.IGNORED, ZeroSign.ZERO));
        ALL.put(
                "bmxnet-scaled-sign",
                new MagnitudeAwareSign(1, ScaleGradient.FLOWING, ZeroSign.ZERO));
        ALL.put("hard-tanh", new HardTanh(Bounds.INCLUSIVE));
        ALL.put("hard-tanh-strict", new HardTanh(Bounds.EXCLUSIVE));
        ALL.put("leaky-tanh", new LeakyTanh(0.2));
    }

    private SignEstimators() {}

    /**
     * All of them, those of one kind together.
     *
     * @return name to estimator; not to be changed
     */
    public static Map<String, SignEstimator> all() {
        return Collections.unmodifiableMap(ALL);
    }

    /**
     * One of them.
     *
     * @param name its name
     * @return the estimator
     * @throws IllegalArgumentException if there is none of that name
     */
    public static SignEstimator named(String name) {
        SignEstimator estimator = ALL.get(name);
        if (estimator == null) {
            throw new IllegalArgumentException(
                    "No sign estimator is named \"" + name + "\"; there are " + ALL.keySet());
        }
        return estimator;
    }
}
