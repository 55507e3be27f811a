/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.networks;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleFunction;
import org.nd4j.linalg.schedule.FixedSchedule;

/**
 * What can take the place of convolutions, by the names of the published experiments.
 *
 * <p>A name with a parameter ends in an underscore and a number: {@code SepHashed_0.05}. Sources of
 * the names: BayesWatch/deficient-efficient models/blocks.py (conv_function), BayesWatch/
 * pytorch-moonshine models/blocks.py.
 */
public final class ConvUnits {

    private static final Map<String, ConvUnit> PLAIN = new LinkedHashMap<>();
    private static final Map<String, DoubleFunction<ConvUnit>> PARAMETERIZED =
            new LinkedHashMap<>();

    static {
        PLAIN.put("Conv", ConvFactory.stock());
        PLAIN.put("Sep", ConvFactory.separable());
        PLAIN.put("HashedDecimate", ConvFactory.hashedDecimate());
        PLAIN.put("SepHashedDecimate", ConvFactory.separableHashedDecimate());
        PLAIN.put("binary", ConvFactory.binary(new FixedSchedule(1)));
        PARAMETERIZED.put("Hashed", ConvFactory::hashed);
        PARAMETERIZED.put("SepHashed", ConvFactory::separableHashed);
        PARAMETERIZED.put("ACDC", n -> ConvFactory.acdc(whole(n)));
        PARAMETERIZED.put("OriginalACDC", n -> ConvFactory.originalAcdc(whole(n)));
        PARAMETERIZED.put("Generic", ConvFactory::lowRank);
        PARAMETERIZED.put("LR", ConvFactory::tiedLowRank);
        PARAMETERIZED.put("Shuffle", n -> ConvFactory.shuffle(whole(n)));
        PARAMETERIZED.put("TensorTrain", ConvFactory::tensorTrain);
        PARAMETERIZED.put("Tucker", ConvFactory::tucker);
    }

    private ConvUnits() {}

    /** The nearest whole number, as the source has it. */
    private static int whole(double number) {
        return Math.toIntExact(Math.round(number));
    }

    /** What the names are, for messages and help. */
    public static String names() {
        StringBuilder names = new StringBuilder(String.join(", ", PLAIN.keySet()));
        PARAMETERIZED.keySet().forEach(name -> names.append(", ").append(name).append("_<number>"));
        return names.append(", ").append(Moonshine.NAMES).toString();
    }

    /** Whether there is a convolution of that name. */
    public static boolean isName(String name) {
        return PLAIN.containsKey(name)
                || Moonshine.isName(name)
                || PARAMETERIZED.containsKey(family(name));
    }

    /** What stands before the last underscore. */
    private static String family(String name) {
        return name.substring(0, Math.max(0, name.lastIndexOf('_')));
    }

    /**
     * The convolution of that name.
     *
     * @param name one of {@link #names}
     * @throws IllegalArgumentException if the name is none of these
     */
    public static ConvUnit byName(String name) {
        ConvUnit plain = PLAIN.get(name);
        if (plain != null) {
            return plain;
        }
        if (Moonshine.isName(name)) {
            return Moonshine.of(name);
        }
        DoubleFunction<ConvUnit> parameterized = PARAMETERIZED.get(family(name));
        if (parameterized != null) {
            try {
                return parameterized.apply(
                        Double.parseDouble(name.substring(name.lastIndexOf('_') + 1)));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        "Layer \"" + name + "\": expected a number after the underscore", e);
            }
        }
        throw new IllegalArgumentException("No layer \"" + name + "\"; there are " + names());
    }
}
