/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.substitution;

import io.github.vernier.layers.cost.LayerParameters;
import io.github.vernier.layers.cost.SizeMeasure;
import io.github.vernier.layers.substitution.Sizing.Candidates;
import io.github.vernier.layers.substitution.Sizing.Decision;
import io.github.vernier.layers.substitution.SubstitutionReport.SubstitutedLayer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A substitution carried out on the layers of one configuration. */
final class Plan {

    /**
     * What is done.
     *
     * @param substitute makes the new layers
     * @param selection which convolutions may be replaced
     * @param measure what sizes are measured in
     * @param sizing which of them are, and how small they become
     * @param initialization where the new layers' parameters come from
     * @param seed the new layers' own seeds come from it
     */
    record Settings(
            Substitute substitute,
            Selection selection,
            SizeMeasure measure,
            Sizing sizing,
            Initialization initialization,
            long seed) {}

    /** A place and the convolution that was there. */
    private record Replaced(LayerSlot slot, ConvolutionLayer original) {

        String name() {
            return slot.name();
        }

        String weightKey() {
            return slot.prefix() + ConvolutionParamInitializer.WEIGHT_KEY;
        }
    }

    private final Settings settings;
    private final LayerSlots layers;
    private final double ratio;
    private final List<Replaced> replaced;
    private final long parametersBefore;
    private final long bitsBefore;

    /**
     * Replaces layers.
     *
     * @param settings what is done
     * @param layers layers of a configuration, which is changed
     */
    Plan(Settings settings, LayerSlots layers) {
        this.settings = settings;
        this.layers = layers;
        parametersBefore = layers.size(SizeMeasure.PARAMETERS);
        bitsBefore = layers.size(SizeMeasure.BITS);
        Decision decision = settings.sizing().decide(new Selected(settings.selection().of(layers)));
        ratio = decision.ratio();
        replaced =
                decision.replaced().stream()
                        .map(slot -> new Replaced(slot, (ConvolutionLayer) slot.layer()))
                        .toList();
        decision.replaced().forEach(slot -> slot.replace(replacement(slot, ratio)));
    }

    /** The selected convolutions, before any is replaced. */
    private final class Selected implements Candidates {
        private final List<LayerSlot> convolutions;
        private final long network = layers.size(settings.measure());

        Selected(List<LayerSlot> convolutions) {
            this.convolutions = convolutions;
        }

        @Override
        public SizeMeasure measure() {
            return settings.measure();
        }

        @Override
        public List<LayerSlot> convolutions() {
            return convolutions;
        }

        @Override
        public long network() {
            return network;
        }

        @Override
        public long before(LayerSlot convolution) {
            return convolution.size(settings.measure());
        }

        @Override
        public long after(LayerSlot convolution, double h) {
            return settings.measure().of(replacement(convolution, h));
        }
    }

    private ConvolutionLayer replacement(LayerSlot slot, double h) {
        ConvolutionLayer original = (ConvolutionLayer) slot.layer();
        ConvolutionLayer layer =
                settings.substitute()
                        .replace(original, h, LayerSeed.of(settings.seed(), slot.name()));
        ConvolutionSettings.copy(original, layer);
        return layer;
    }

    /** Copies and initializes parameters; returns the residuals by layer. */
    Map<String, Double> transfer(Map<String, INDArray> from, Map<String, INDArray> to) {
        Set<String> weights = new HashSet<>();
        replaced.forEach(layer -> weights.add(layer.weightKey()));
        from.forEach(
                (name, parameter) -> {
                    if (!weights.contains(name)) {
                        to.get(name).assign(parameter);
                    }
                });
        Map<String, Double> residuals = new LinkedHashMap<>();
        if (settings.initialization() == Initialization.FROM_TRAINED) {
            for (Replaced layer : replaced) {
                residuals.put(
                        layer.name(),
                        settings.substitute()
                                .initialize(
                                        (ConvolutionLayer) layer.slot().layer(),
                                        from.get(layer.weightKey()).dup('c'),
                                        parameters(layer.slot(), to)));
            }
        }
        return residuals;
    }

    private static Map<String, INDArray> parameters(LayerSlot slot, Map<String, INDArray> network) {
        Map<String, INDArray> own = new LinkedHashMap<>();
        for (String key : slot.keys()) {
            own.put(key.substring(slot.prefix().length()), network.get(key));
        }
        return own;
    }

    /**
     * What was done.
     *
     * @param residuals by layer; none for layers that start anew
     */
    SubstitutionReport report(Map<String, Double> residuals) {
        return new SubstitutionReport(
                ratio,
                parametersBefore,
                layers.size(SizeMeasure.PARAMETERS),
                bitsBefore,
                layers.size(SizeMeasure.BITS),
                replaced.stream().map(layer -> report(layer, residuals)).toList(),
                unchanged());
    }

    private static SubstitutedLayer report(Replaced layer, Map<String, Double> residuals) {
        Double residual = residuals.get(layer.name());
        return new SubstitutedLayer(
                layer.name(),
                layer.slot().layer().getClass().getSimpleName(),
                SizeMeasure.PARAMETERS.of(layer.original()),
                layer.slot().size(SizeMeasure.PARAMETERS),
                SizeMeasure.BITS.of(layer.original()),
                layer.slot().size(SizeMeasure.BITS),
                residual == null ? OptionalDouble.empty() : OptionalDouble.of(residual));
    }

    private List<String> unchanged() {
        List<String> names = new ArrayList<>();
        for (LayerSlot slot : layers.inOrder()) {
            if (LayerParameters.hasWeights(slot.layer())) {
                names.add(slot.name());
            }
        }
        replaced.forEach(layer -> names.remove(layer.name()));
        return names;
    }
}
