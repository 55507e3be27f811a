/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.cdg;

import io.github.vernier.listeners.probe.Twin;
import org.deeplearning4j.nn.api.Model;

/** Which function of the parameters is differentiated; differences and gradient are of the same. */
public enum CdgMode {
    /** Without dropout, batch normalization with its running statistics. */
    INFERENCE {
        @Override
        Twin twin(Model model) {
            return Twin.ofInference(model);
        }

        @Override
        boolean training() {
            return false;
        }
    },
    /**
     * With dropout, the same units dropped in every evaluation, and batch normalization by the
     * minibatch. Evaluations can't share a minibatch then, which makes it many times slower.
     */
    TRAINING {
        @Override
        Twin twin(Model model) {
            return Twin.of(model);
        }

        @Override
        boolean training() {
            return true;
        }
    };

    /** A twin whose gradient is that of this function. */
    abstract Twin twin(Model model);

    /** Whether layers run as in training. */
    abstract boolean training();
}
