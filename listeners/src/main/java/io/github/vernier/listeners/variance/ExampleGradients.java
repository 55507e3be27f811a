/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.variance;

import io.github.vernier.listeners.probe.Coverage;
import io.github.vernier.listeners.probe.ParameterBlock;
import io.github.vernier.listeners.probe.Twin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.layers.normalization.BatchNormalization;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Statistics of the gradients of single examples, from one forward and backward pass over a
 * minibatch.
 *
 * <p>Dense, output, embedding and convolution layers give them away by what they read and what
 * comes back to them; no array of N gradients is made, except one layer's at a time for
 * convolutions. Batch normalization couples examples: a gradient g_i is then example i's share of
 * the minibatch's gradient, the statistics of the minibatch taken as they are after the forward
 * pass; the shares still add up to the gradient. The scale and shift of batch normalization itself,
 * and layers of other kinds, are left out or looped over, and {@link #coverage} says which.
 *
 * <p>The twin is changed for good, in a way that its results are not; make one object per twin.
 * Losses are without regularization.
 */
public final class ExampleGradients {

    private final Twin twin;
    private final Convention convention;
    private final ExampleMethod method;
    private final boolean coupled;
    private final List<LayerCapture> captures;
    private final Map<String, String> unfit = new LinkedHashMap<>();
    private final ExampleTally tally = new ExampleTally();
    private final INDArray secondMoments;
    private boolean pairs;
    private ElementSink elements;

    /**
     * Prepares a twin.
     *
     * @param twin twin
     * @param convention which variance
     * @param method how
     * @throws IllegalArgumentException if the method is {@link ExampleMethod#LOOP} and the network
     *     has batch normalization
     */
    public ExampleGradients(Twin twin, Convention convention, ExampleMethod method) {
        this(twin, convention, method, WorkingMemory.DEFAULT);
    }

    ExampleGradients(Twin twin, Convention convention, ExampleMethod method, WorkingMemory memory) {
        this.twin = Objects.requireNonNull(twin, "twin must be given");
        this.convention = Objects.requireNonNull(convention, "convention must be given");
        this.method = Objects.requireNonNull(method, "method must be given");
        coupled = twin.layers().stream().anyMatch(BatchNormalization.class::isInstance);
        if (coupled && method == ExampleMethod.LOOP) {
            throw new IllegalArgumentException(
                    "Method is LOOP and the network has batch normalization, by which the examples"
                            + " of a minibatch depend on one another, expected VECTORIZED");
        }
        captures = method == ExampleMethod.LOOP ? List.of() : LayerCaptures.install(twin, memory);
        DataType type = twin.parameters().dataType();
        try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            secondMoments =
                    Nd4j.create(
                            type == DataType.DOUBLE ? type : DataType.FLOAT,
                            1,
                            twin.parameters().length());
        }
    }

    /**
     * Asks for the products {@code g_iᵀ g_j} of all pairs, too.
     *
     * @return this
     */
    public ExampleGradients withPairs() {
        pairs = true;
        return this;
    }

    /** Shows every element of every gradient, with much work, to this sink; null: to none. */
    void showElements(ElementSink sink) {
        elements = sink;
    }

    /**
     * Measures.
     *
     * @param batch minibatch of at least two examples
     * @return statistics of its examples
     * @throws IllegalArgumentException if there are fewer
     * @throws IllegalStateException if no layer is covered
     */
    public ExampleStatistics measure(MultiDataSet batch) {
        int n = Math.toIntExact(batch.getFeatures(0).size(0));
        if (n < 2) {
            throw new IllegalArgumentException(
                    "minibatch has " + n + " example, expected 2 or more to have a variance");
        }
        ExampleSums sums = new ExampleSums(n, secondMoments, pairs, elements);
        List<ParameterBlock> looped = looped();
        if (!looped.isEmpty()) {
            new ExampleLoop(twin, looped).run(batch, sums);
        }
        List<LayerCapture> active = active();
        active.forEach(capture -> capture.start(sums));
        INDArray gradient;
        try {
            gradient = twin.gradient(batch);
        } finally {
            active.forEach(this::stop);
        }
        if (active().size() < active.size()) {
            // Some layer's rows are no examples, as it has now said; without it from here on.
            return measure(batch);
        }
        double loss = twin.lossOfGradient();
        gradient.divi(n);
        secondMoments.divi(n);
        Map<ParameterBlock, Tally> tallies = new LinkedHashMap<>();
        tally.start(n, convention);
        for (ParameterBlock block : covered()) {
            tallies.put(block, tally.of(block, gradient, secondMoments));
        }
        double[] dots = sums.dots();
        for (int i = 0; i < n; i++) {
            dots[i] /= n;
        }
        return new ExampleStatistics(
                GradientReport.of(tallies),
                tally.tests(sums.squaredNorms(), dots, loss),
                loss,
                sums.squaredNorms(),
                dots,
                sums.gram(),
                secondMoments,
                gradient,
                coverage());
    }

    private void stop(LayerCapture capture) {
        if (!capture.stop()) {
            unfit.put(
                    capture.blocks().get(0).layer(),
                    "its rows are not the examples, as in a time series");
        }
    }

    private List<LayerCapture> active() {
        return captures.stream()
                .filter(capture -> !unfit.containsKey(capture.blocks().get(0).layer()))
                .toList();
    }

    private List<ParameterBlock> captured() {
        return active().stream().flatMap(capture -> capture.blocks().stream()).toList();
    }

    private List<ParameterBlock> looped() {
        if (method == ExampleMethod.VECTORIZED || coupled) {
            return List.of();
        }
        List<ParameterBlock> captured = captured();
        return twin.blocks().stream()
                .filter(block -> block.trainable() && !captured.contains(block))
                .toList();
    }

    private List<ParameterBlock> covered() {
        List<ParameterBlock> covered = new ArrayList<>(captured());
        covered.addAll(looped());
        return twin.blocks().stream().filter(covered::contains).toList();
    }

    /**
     * What is measured; the first measurement may find that a layer has to be left out.
     *
     * @return coverage of the parameters in training
     */
    public Coverage coverage() {
        List<ParameterBlock> covered = covered();
        List<String> names = new ArrayList<>();
        List<Coverage.Skipped> skipped = new ArrayList<>();
        long all = 0;
        long in = 0;
        for (Layer layer : twin.layers()) {
            List<ParameterBlock> blocks =
                    layer.numParams() == 0 ? List.of() : LayerCaptures.blocksOf(layer, twin);
            if (blocks.isEmpty()) {
                continue;
            }
            String name = blocks.get(0).layer();
            long size = blocks.stream().mapToLong(ParameterBlock::length).sum();
            all += size;
            if (covered.containsAll(blocks)) {
                names.add(name);
                in += size;
            } else {
                skipped.add(new Coverage.Skipped(name, reason(name, layer)));
            }
        }
        return new Coverage(List.copyOf(names), List.copyOf(skipped), in, all);
    }

    private String reason(String name, Layer layer) {
        if (layer instanceof BatchNormalization) {
            return "batch normalization, whose examples have no gradients of their own";
        }
        String why =
                unfit.getOrDefault(
                        name,
                        "no vectorized form for "
                                + layer.conf().getLayer().getClass().getSimpleName());
        return coupled && method == ExampleMethod.VECTORIZED_OR_LOOP
                ? why + ", and no loop because of batch normalization"
                : why;
    }
}
