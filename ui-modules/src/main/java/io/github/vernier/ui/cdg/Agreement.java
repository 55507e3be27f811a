/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.cdg;

import io.github.vernier.listeners.record.CdgUpdate.Decrease;
import io.github.vernier.listeners.record.CdgUpdate.Parameter;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * One number of a parameter at one ε.
 *
 * @param name its name, also in the records' encoding
 * @param value the number, null if it was not measured
 */
record Agreement(String name, Function<Parameter, Double> value) {

    static final List<Agreement> ALL =
            List.of(
                    new Agreement("cosine", Parameter::cosine),
                    new Agreement("relativeError", Parameter::relativeError),
                    new Agreement("signAgreement", Parameter::signAgreement),
                    new Agreement("zeroShare", Parameter::zeroShare),
                    new Agreement("cdgNorm", Parameter::cdgNorm),
                    new Agreement("backpropNorm", Parameter::backpropNorm),
                    step("backpropLoss", Decrease::backpropLoss),
                    step("cdgLoss", Decrease::cdgLoss));

    private static Agreement step(String name, ToDoubleFunction<Decrease> value) {
        return new Agreement(
                name, parameter -> parameter.lossDecrease().map(value::applyAsDouble).orElse(null));
    }
}
