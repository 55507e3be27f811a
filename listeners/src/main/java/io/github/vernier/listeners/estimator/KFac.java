/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.estimator;

import io.github.vernier.listeners.probe.Coverage;
import io.github.vernier.listeners.probe.OutputGradient;
import io.github.vernier.listeners.probe.ParameterBlock;
import io.github.vernier.listeners.probe.Twin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.layers.OutputLayer;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.layers.feedforward.dense.DenseLayer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Kronecker-factored approximate curvature: natural gradient, layer by layer.
 *
 * <p>For a layer with inputs a (with a 1 for the bias) and output gradients δ of the examples' own
 * losses, over a minibatch of N (a convolution's rows are its patches at T positions)
 *
 * <pre>
 * dense         A' = 1/N Σ a aᵀ          G' = 1/N Σ δ δᵀ
 * convolution   A' = 1/(N T²) Σ a aᵀ     G' = T/N Σ δ δᵀ
 * frequent      A ← ρA + (1−ρ)A',  G ← ρG + (1−ρ)G',  both from the identity
 * infrequent    A = Q_a λ_a Q_aᵀ,  G = Q_g λ_g Q_gᵀ,  eigenvalues up to 1e-10 count as 0
 * direction     V = Q_g [(Q_gᵀ Γ Q_a) ⊘ (λ_g λ_aᵀ + damping)] Q_aᵀ
 *               times min(1, sqrt(limit / (lr² Σ_layers Σ V∘Γ))) in training
 * </pre>
 *
 * <p>Dense, output and convolution layers are preconditioned; the others, and those whose rows are
 * not the examples (time series), keep the plain gradient, and {@link #coverage} says which.
 *
 * <p>Price: a forward and backward pass and two products for each frequent operation; O(in³ + out³)
 * of each layer for each infrequent one; four products for each direction. Factors are kept in
 * double.
 *
 * <p>The frequent operation takes the minibatch of the step, none is taken from training. Use plain
 * SGD or momentum as updater; adaptive ones would undo the scaling.
 *
 * <p>Source: Martens and Grosse 2015, Grosse and Martens 2016; fartashf/gvar_code, branch ntk.
 */
public final class KFac implements GradientEstimator {

    private final double decay;
    private final double damping;
    private final double klLimit;
    private final double fixedLearningRate;
    private final Fisher fisher;
    private final List<KroneckerLayer> layers = new ArrayList<>();
    private final Map<String, String> skipped = new LinkedHashMap<>();
    private Twin twin;
    private Twin observed;
    private INDArray direction;
    private KlClip lastClip;

    private KFac(Builder builder) {
        decay = builder.decay;
        damping = builder.damping;
        klLimit = builder.klLimit;
        fixedLearningRate = builder.learningRate;
        fisher = builder.fisher;
    }

    /** Starts the settings. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public String name() {
        return "K-FAC";
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if labels are to be sampled from outputs that are no
     *     probabilities, or the clip needs a learning rate and the updater has none
     */
    @Override
    public void begin(Twin twin) {
        this.twin = twin;
        direction = twin.parameters().like();
        lastClip = null;
        layers.clear();
        skipped.clear();
        observed = Twin.of(twin.network());
        if (fisher == Fisher.TRUE) {
            sampleLabels();
        }
        for (Layer layer : observed.layers()) {
            List<ParameterBlock> blocks =
                    observed.blocks(layer).stream().filter(ParameterBlock::trainable).toList();
            if (blocks.isEmpty()) {
                continue;
            }
            if (isKnown(layer)) {
                KroneckerLayer factors = new KroneckerLayer(layer, blocks);
                OutputGradient.tap(layer, factors::pass);
                layers.add(factors);
            } else {
                skipped.put(
                        blocks.get(0).layer(),
                        "no factors for " + layer.conf().getLayer().getClass().getSimpleName());
            }
        }
        if (Double.isFinite(klLimit)) {
            learningRate(0, 0);
        }
    }

    /** By the exact class: a subclass may compute anything from its parameters. */
    private static boolean isKnown(Layer layer) {
        Class<?> kind = layer.getClass();
        return kind == OutputLayer.class
                || kind == DenseLayer.class && !((DenseLayer) layer).hasLayerNorm()
                || kind == ConvolutionLayer.class;
    }

    private void sampleLabels() {
        for (Layer layer : observed.layers()) {
            var conf = layer.conf().getLayer();
            if (conf instanceof BaseOutputLayer output) {
                requireProbabilities(output.getLayerName(), output.getActivationFn());
                output.setLossFn(new SampledLabelLoss(output.getLossFn()));
            } else if (conf instanceof LossLayer loss) {
                requireProbabilities(loss.getLayerName(), loss.getActivationFn());
                loss.setLossFn(new SampledLabelLoss(loss.getLossFn()));
            } else if (layer instanceof IOutputLayer) {
                throw new IllegalArgumentException(
                        "Output layer is a "
                                + conf.getClass().getSimpleName()
                                + ", expected an OutputLayer or LossLayer to sample labels from;"
                                + " or use Fisher.EMPIRICAL");
            }
        }
    }

    private static void requireProbabilities(String layer, IActivation activation) {
        if (!(activation instanceof ActivationSoftmax || activation instanceof ActivationSigmoid)) {
            throw new IllegalArgumentException(
                    "Output layer "
                            + layer
                            + " has activation "
                            + activation
                            + ", expected softmax or sigmoid to sample labels from; or use"
                            + " Fisher.EMPIRICAL");
        }
    }

    /** Updates the factors with the step's minibatch. */
    @Override
    public void frequent(Step step) {
        observed.setCounts(step.iteration(), step.epoch());
        layers.forEach(layer -> layer.expect(step.minibatch(), decay));
        observed.gradient(step.batch());
        for (KroneckerLayer layer : layers) {
            if (!layer.fits()) {
                skipped.put(layer.name(), "its rows are not the examples, as in a time series");
            }
        }
    }

    /** Computes the eigenvectors of the factors. */
    @Override
    public void infrequent(Step step) {
        for (KroneckerLayer layer : layers) {
            if (layer.fits()) {
                layer.invert(damping);
            }
        }
    }

    @Override
    public INDArray direction(Step step) {
        step.gradient(direction);
        double product = 0;
        for (KroneckerLayer layer : layers) {
            if (layer.isReady()) {
                product += layer.precondition(direction);
            }
        }
        if (step.isTraining() && Double.isFinite(klLimit)) {
            clip(product, learningRate(step.iteration(), step.epoch()));
        }
        return direction;
    }

    private void clip(double product, double learningRate) {
        double sum = product * learningRate * learningRate;
        double factor = sum > klLimit ? Math.sqrt(klLimit / sum) : 1;
        lastClip = new KlClip(sum, factor);
        if (factor < 1) {
            layers.stream()
                    .filter(KroneckerLayer::isReady)
                    .forEach(layer -> layer.scale(direction, factor));
        }
    }

    private double learningRate(int iteration, int epoch) {
        if (!Double.isNaN(fixedLearningRate)) {
            return fixedLearningRate;
        }
        for (Layer layer : twin.layers()) {
            if (layer.numParams() > 0
                    && layer.conf().getLayer() instanceof BaseLayer base
                    && base.getIUpdater() != null
                    && base.getIUpdater().hasLearningRate()) {
                return base.getIUpdater().getLearningRate(iteration, epoch);
            }
        }
        throw new IllegalArgumentException(
                "No layer's updater has a learning rate, expected one for the KL clip; set"
                        + " learningRate(...) or withoutKlClip()");
    }

    /**
     * How the last direction in training was shortened.
     *
     * @return absent before the first, and without a clip
     */
    public Optional<KlClip> getLastClip() {
        return Optional.ofNullable(lastClip);
    }

    /**
     * The running second moment of a layer's inputs.
     *
     * @param layer its name
     * @return A, {@code [in(+1), in(+1)]}, a copy in double
     * @throws IllegalArgumentException if the layer has no factors
     */
    public INDArray inputFactor(String layer) {
        return factors(layer).input().moment().dup('c');
    }

    /**
     * The running second moment of a layer's output gradients.
     *
     * @param layer its name
     * @return G, {@code [out, out]}, a copy in double
     * @throws IllegalArgumentException if the layer has no factors
     */
    public INDArray outputFactor(String layer) {
        return factors(layer).output().moment().dup('c');
    }

    private KroneckerLayer factors(String name) {
        return layers.stream()
                .filter(layer -> layer.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "Layer "
                                                + name
                                                + " has no factors, expected one of "
                                                + layers.stream()
                                                        .map(KroneckerLayer::name)
                                                        .toList()));
    }

    @Override
    public Coverage coverage() {
        return Coverage.of(twin, skipped);
    }

    /** Settings of {@link KFac}; the published ones to begin with. */
    public static final class Builder {

        private double decay = 0.95;
        private double damping = 1e-3;
        private double klLimit = 1e-2;
        private double learningRate = Double.NaN;
        private Fisher fisher = Fisher.TRUE;

        private Builder() {}

        /**
         * Sets how much of the factors stays at an update.
         *
         * @param decay ρ in [0, 1), default 0.95
         * @return this
         */
        public Builder decay(double decay) {
            if (!(decay >= 0 && decay < 1)) {
                throw new IllegalArgumentException("decay is " + decay + ", expected in [0, 1)");
            }
            this.decay = decay;
            return this;
        }

        /**
         * Sets what is added to the products of eigenvalues.
         *
         * @param damping above 0, default 1e-3
         * @return this
         */
        public Builder damping(double damping) {
            this.damping = positive("damping", damping);
            return this;
        }

        /**
         * Sets the most that the prediction may change in a step, as an estimate of the
         * Kullback-Leibler divergence.
         *
         * @param limit above 0, default 1e-2
         * @return this
         */
        public Builder klClip(double limit) {
            klLimit = positive("klClip", limit);
            return this;
        }

        /**
         * Does not shorten directions.
         *
         * @return this
         */
        public Builder withoutKlClip() {
            klLimit = Double.POSITIVE_INFINITY;
            return this;
        }

        /**
         * Sets the learning rate that the KL clip reckons with.
         *
         * @param learningRate above 0; default that of the updater at the time
         * @return this
         */
        public Builder learningRate(double learningRate) {
            this.learningRate = positive("learningRate", learningRate);
            return this;
        }

        /**
         * Sets whose labels give the output gradients' moments.
         *
         * @param fisher default {@link Fisher#TRUE}
         * @return this
         */
        public Builder fisher(Fisher fisher) {
            this.fisher = Objects.requireNonNull(fisher, "fisher must be given");
            return this;
        }

        private static double positive(String name, double value) {
            if (!(value > 0 && Double.isFinite(value))) {
                throw new IllegalArgumentException(
                        name + " is " + value + ", expected a finite number above 0");
            }
            return value;
        }

        /** The estimator. */
        public KFac build() {
            return new KFac(this);
        }
    }
}
