/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.popart;

import static io.github.vernier.layers.popart.Golden.statistics;
import static io.github.vernier.layers.testing.ArrayAssert.assertClose;
import static io.github.vernier.layers.testing.ArrayAssert.assertSame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import io.github.vernier.layers.cost.CountingRule;
import io.github.vernier.layers.cost.NetworkCost;
import io.github.vernier.layers.updater.HeavyBall;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.transferlearning.FineTuneConfiguration;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.AdaDelta;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.AdaMax;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nadam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** What a head does to its statistics, and what does nothing to them. */
class PopArtTrainingTest {

    private static final int INPUTS = 3;
    private static final int OUTPUTS = 2;
    private static final double[] MEAN = {1000, -3};
    private static final double[] SPREAD = {200, 0.05};

    private static NeuralNetConfiguration.Builder settings(DataType type, IUpdater updater) {
        return new NeuralNetConfiguration.Builder().seed(3).dataType(type).updater(updater);
    }

    private static MultiLayerNetwork network(
            NeuralNetConfiguration.Builder settings, AbstractPopArtOutputLayer.Builder<?> head) {
        boolean recurrent = head instanceof PopArtRnnOutputLayer.Builder;
        Layer hidden =
                recurrent
                        ? new SimpleRnn.Builder().nOut(5).activation(Activation.TANH).build()
                        : new DenseLayer.Builder().nOut(5).activation(Activation.TANH).build();
        Layer output = head.nOut(OUTPUTS).build();
        MultiLayerNetwork net =
                new MultiLayerNetwork(
                        settings.list()
                                .layer(hidden)
                                .layer(output)
                                .setInputType(
                                        recurrent
                                                ? InputType.recurrent(INPUTS)
                                                : InputType.feedForward(INPUTS))
                                .build());
        net.init();
        return net;
    }

    private static MultiLayerNetwork network(AbstractPopArtOutputLayer.Builder<?> head) {
        return network(settings(DataType.DOUBLE, new Sgd(0.1)), head);
    }

    private static PopArtOutputLayer.Builder head() {
        return new PopArtOutputLayer.Builder(LossFunction.L2).beta(0.2);
    }

    private static DataSet data(DataType type, int seed, int rows) {
        Random random = new Random(seed);
        double[][] x = new double[rows][INPUTS];
        double[][] y = new double[rows][OUTPUTS];
        for (int i = 0; i < rows; i++) {
            Arrays.setAll(x[i], j -> random.nextGaussian());
            for (int k = 0; k < OUTPUTS; k++) {
                y[i][k] = MEAN[k] + SPREAD[k] * (x[i][k] - x[i][2]);
            }
        }
        return new DataSet(
                Nd4j.createFromArray(x).castTo(type), Nd4j.createFromArray(y).castTo(type));
    }

    private static DataSet data(int seed) {
        return data(DataType.DOUBLE, seed, 4);
    }

    private static void train(MultiLayerNetwork net, int steps) {
        for (int i = 0; i < steps; i++) {
            net.fit(data(Golden.type(net), 100 + i, 4));
        }
    }

    private static INDArray statisticsOf(MultiLayerNetwork net) {
        return net.getOutputLayer().getParam("statistics").dup();
    }

    // --- Learning -------------------------------------------------------------------------------

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void learnsTargetsOfVeryDifferentScales(DataType type) {
        MultiLayerNetwork net =
                network(
                        settings(type, new Adam(0.01)),
                        head().schedule(StepSchedule.PRIOR_COUNT).beta(0.01));
        for (int i = 0; i < 1500; i++) {
            net.fit(data(type, i, 16));
        }
        DataSet test = data(type, -1, 100);
        INDArray error = net.output(test.getFeatures()).sub(test.getLabels());
        for (int k = 0; k < OUTPUTS; k++) {
            double rmse = error.getColumn(k).norm2Number().doubleValue() / 10;
            assertThat(rmse).as("output " + k).isLessThan(0.2 * SPREAD[k]);
        }
        assertThat(statistics(net).scale().mean(0)).isCloseTo(MEAN[0], offset(100.0));
        assertThat(statistics(net).scale().deviation(1)).isBetween(0.03, 0.2);
    }

    @Test
    void learnsSequences() {
        MultiLayerNetwork net =
                network(
                        settings(DataType.DOUBLE, new Adam(0.01)),
                        new PopArtRnnOutputLayer.Builder().beta(0.05));
        for (int i = 0; i < 500; i++) {
            net.fit(sequences(i, 6));
        }
        DataSet test = sequences(-1, 6);
        INDArray error = net.output(test.getFeatures()).sub(test.getLabels());
        for (int k = 0; k < OUTPUTS; k++) {
            INDArray e = error.get(NDArrayIndex.all(), NDArrayIndex.point(k), NDArrayIndex.all());
            double rmse = e.norm2Number().doubleValue() / Math.sqrt(e.length());
            // The targets' own deviation is √2 times theirs.
            assertThat(rmse).as("output " + k).isLessThan(0.9 * SPREAD[k]);
        }
    }

    /** The rows of data(seed) as sequences [4, size, steps]. */
    private static DataSet sequences(int seed, int steps) {
        DataSet rows = data(DataType.DOUBLE, seed, 4 * steps);
        return new DataSet(
                rows.getFeatures().reshape(4, steps, INPUTS).permute(0, 2, 1).dup('c'),
                rows.getLabels().reshape(4, steps, OUTPUTS).permute(0, 2, 1).dup('c'));
    }

    // --- Preserving -----------------------------------------------------------------------------

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void outputsStayWhenTheScaleMoves(DataType type) {
        MultiLayerNetwork net = network(settings(type, new Sgd(0)), head());
        INDArray x = data(type, 5, 20).getFeatures();
        INDArray before = net.output(x);
        for (int i = 0; i < 50; i++) {
            net.fit(data(type, i, 4));
            PopArtStatistics s = statistics(net);
            INDArray moved = net.output(x).sub(before);
            for (int k = 0; k < OUTPUTS; k++) {
                assertThat(moved.getColumn(k).amaxNumber().doubleValue())
                        .as("output %s at step %s", k, i)
                        .isLessThan(
                                (type == DataType.DOUBLE ? 1e-12 : 2e-5)
                                        * (s.scale().deviation(k) + Math.abs(s.scale().mean(k))));
            }
            assertThat(s.residual()).isLessThan(type == DataType.DOUBLE ? 1e-12 : 1e-5);
        }
    }

    @Test
    void manyChangesOfScaleInFloatDriftByLittle() {
        Random random = new Random(4);
        INDArray w =
                Nd4j.createFromArray(random.doubles(16).toArray())
                        .castTo(DataType.FLOAT)
                        .reshape('f', 16, 1);
        INDArray b = Nd4j.zeros(DataType.FLOAT, 1);
        double[] h = random.doubles(16).map(u -> 2 * u - 1).toArray();
        OutputScale scale = OutputScale.identity(1);
        double f0 = value(w, b, h, scale);
        Moments moments = new Moments(0, 1);
        VarianceRescaling rule = new VarianceRescaling();
        double worst = 0;
        for (int t = 1; t <= 100_000; t++) {
            double[] y = {1000 + 100 * random.nextGaussian()};
            moments = rule.update(moments, new TargetBatch(y, 0.01, t));
            OutputScale next =
                    new OutputScale(
                            new double[] {moments.mean()},
                            new double[] {Math.sqrt(moments.variance())});
            OutputPreservation.preserve(w, b, scale, next);
            scale = next;
            if (t % 1000 == 0) {
                worst = Math.max(worst, Math.abs(value(w, b, h, scale) - f0) / scale.deviation(0));
            }
        }
        assertThat(worst).isLessThan(3e-4);
    }

    private static double value(INDArray w, INDArray b, double[] h, OutputScale scale) {
        double n = b.getDouble(0);
        for (int i = 0; i < h.length; i++) {
            n += w.getDouble(i) * h[i];
        }
        return scale.deviation(0) * n + scale.mean(0);
    }

    @Test
    void noisedWeightsAreNotWhatIsPreserved() {
        MultiLayerNetwork net =
                network(
                        settings(DataType.DOUBLE, new Sgd(0)),
                        head().weightNoise(new DropConnect(0.5)));
        INDArray x = data(5).getFeatures();
        INDArray before = net.output(x);
        train(net, 10);
        assertClose("output", net.output(x), before, 1e-9);
    }

    @Test
    void withoutPreservingOutputsFollowTheScale() {
        MultiLayerNetwork net =
                network(settings(DataType.DOUBLE, new Sgd(0)), head().preserveOutputs(false));
        INDArray w = net.getOutputLayer().getParam("W").dup();
        INDArray x = data(5).getFeatures();
        INDArray n = net.output(x);
        train(net, 10);
        assertSame("W", net.getOutputLayer().getParam("W"), w);
        assertClose("output", net.output(x), statistics(net).scale().denormalize(n), 1e-12);
    }

    // --- What moves the statistics, and what does not
    // ----------------------------------------------

    @Test
    void scoringAndInferenceMoveNothing() {
        MultiLayerNetwork with = network(head());
        MultiLayerNetwork without = network(head());
        for (int i = 0; i < 5; i++) {
            with.fit(data(i));
            without.fit(data(i));
            INDArray params = with.params().dup();
            with.score(data(50));
            with.score(data(51), true);
            with.scoreExamples(data(52), true);
            with.output(data(53).getFeatures(), true);
            with.output(data(54).getFeatures());
            assertSame("parameters", with.params(), params);
        }
        assertSame("parameters", with.params(), without.params());
        assertThat(statistics(with).updates()).containsExactly(5, 5);
    }

    @Test
    void theScoreOfAStepIsThatOfItsMinibatchBeforeTheParametersMove() {
        MultiLayerNetwork net = network(settings(DataType.DOUBLE, new Sgd(0)), head());
        DataSet data = data(1);
        net.fit(data);
        double step = net.score();
        assertThat(net.score(data, true)).isCloseTo(step, offset(1e-12 * step));
        OutputScale scale = statistics(net).scale();
        INDArray error =
                scale.normalize(net.output(data.getFeatures()))
                        .sub(scale.normalize(data.getLabels()));
        double loss = error.mul(error).sumNumber().doubleValue() / 4;
        assertThat(step).isCloseTo(loss, offset(1e-9 * loss));
        assertThat(net.scoreExamples(data, false).sumNumber().doubleValue())
                .isCloseTo(4 * loss, offset(1e-9 * loss));
        double[] rmse = statistics(net).normalizedRmse();
        assertThat(4 * (rmse[0] * rmse[0] + rmse[1] * rmse[1]))
                .isCloseTo(4 * loss, offset(1e-9 * loss));
        assertThat(statistics(net).rmse()[0])
                .isCloseTo(rmse[0] * scale.deviation(0), offset(1e-12));
    }

    @Test
    void theScoreInOriginalUnitsIsThatOfTheOutputs() {
        for (PopArtMode mode : PopArtMode.values()) {
            MultiLayerNetwork normalized =
                    network(settings(DataType.DOUBLE, new Sgd(0.1)), head().mode(mode));
            MultiLayerNetwork original =
                    network(
                            settings(DataType.DOUBLE, new Sgd(0.1)),
                            head().mode(mode).scoreInOriginalUnits(true));
            train(normalized, 5);
            train(original, 5);
            assertSame("parameters", original.params(), normalized.params());
            DataSet data = data(7);
            INDArray error = original.output(data.getFeatures()).sub(data.getLabels());
            double loss = error.mul(error).sumNumber().doubleValue() / 4;
            assertThat(original.score(data)).as(mode.name()).isCloseTo(loss, offset(1e-9 * loss));
            assertThat(normalized.score(data)).as(mode.name()).isLessThan(0.01 * loss);
        }
    }

    @Test
    void aFrozenHeadKeepsItsScaleAndLearns() {
        MultiLayerNetwork net = network(head());
        train(net, 3);
        INDArray statistics = statisticsOf(net);
        INDArray w = net.getOutputLayer().getParam("W").dup();
        Golden.configuration(net).setFrozen(true);
        train(net, 3);
        assertSame("statistics", statisticsOf(net), statistics);
        assertThat(net.getOutputLayer().getParam("W").neq(w).any()).as("W moved").isTrue();
        Golden.configuration(net).setFrozen(false);
        train(net, 1);
        assertThat(statisticsOf(net).neq(statistics).any()).as("resumed").isTrue();
    }

    @ParameterizedTest
    @EnumSource(GradientNormalization.class)
    void normalizingGradientsLeavesTheStatisticsAlone(GradientNormalization normalization) {
        MultiLayerNetwork plain = network(head());
        MultiLayerNetwork clipped =
                network(
                        settings(DataType.DOUBLE, new Sgd(0.1))
                                .gradientNormalization(normalization)
                                .gradientNormalizationThreshold(1e-3),
                        head());
        train(plain, 6);
        train(clipped, 6);
        assertSame("statistics", statisticsOf(clipped), statisticsOf(plain));
        assertThat(clipped.params().isNaN().any()).isFalse();
    }

    @Test
    void regularizationConstraintsAndUpdatersLeaveTheStatisticsAlone() {
        MultiLayerNetwork plain = network(head());
        NeuralNetConfiguration.Builder settings =
                settings(DataType.DOUBLE, new Adam(0.1))
                        .l2(0.1)
                        .l1Bias(0.1)
                        .biasUpdater(new RmsProp(0.1))
                        .constrainAllParameters(new MaxNormConstraint(0.01, 0));
        PopArtOutputLayer.Builder head = head();
        head.constrainAllParameters(new MaxNormConstraint(0.01, 0));
        MultiLayerNetwork regularized = network(settings, head);
        train(plain, 6);
        train(regularized, 6);
        assertSame("statistics", statisticsOf(regularized), statisticsOf(plain));
        assertThat(Golden.configuration(regularized).getConstraints())
                .allSatisfy(c -> assertThat(c.getParams()).doesNotContain("statistics"));
    }

    // --- Labels that cannot be used
    // -----------------------------------------------------------------

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void labelsThatAreNotFiniteAreRefusedUnlessMasked(DataType type) {
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            MultiLayerNetwork net = network(settings(type, new Sgd(0.1)), head());
            DataSet data = data(type, 1, 4);
            data.getLabels().putScalar(2, 1, bad);
            INDArray before = net.params().dup();
            assertThatThrownBy(() -> net.fit(data))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("layer index: 1")
                    .hasMessageContaining("label " + bad + " of row 2, output 1 is not finite");
            assertSame("parameters", net.params(), before);

            INDArray mask = Nd4j.ones(DataType.FLOAT, 4, OUTPUTS);
            mask.putScalar(2, 1, 0);
            data.setLabelsMaskArray(mask);
            net.fit(data);
            assertThat(net.params().isNaN().any()).isFalse();
            assertThat(net.score()).isFinite();

            DataSet other = data(type, 1, 4);
            other.setLabelsMaskArray(mask);
            MultiLayerNetwork expected = network(settings(type, new Sgd(0.1)), head());
            expected.fit(other);
            assertSame("parameters", net.params(), expected.params());
        }
    }

    @Test
    void labelsAndMasksOfAnotherShapeAreRefused() {
        MultiLayerNetwork net = network(head());
        DataSet wide = new DataSet(data(1).getFeatures(), Nd4j.ones(DataType.DOUBLE, 4, 3));
        assertThatThrownBy(() -> net.fit(wide))
                .hasMessageContaining("expected labels of 2 columns, but got shape [4, 3]");
    }

    @Test
    void aMaskedExampleIsAsIfItWereNotThere() {
        INDArray mask = Nd4j.ones(DataType.DOUBLE, 4, 1);
        mask.putScalar(3, 0);
        MultiLayerNetwork masked = network(settings(DataType.DOUBLE, new Sgd(0.4)), head());
        DataSet data = data(1);
        data.setLabelsMaskArray(mask);
        masked.fit(data);
        // DL4J divides by the whole minibatch.
        MultiLayerNetwork shorter = network(settings(DataType.DOUBLE, new Sgd(0.3)), head());
        shorter.fit((DataSet) data(1).getRange(0, 3));
        assertClose("parameters", masked.params(), shorter.params(), 1e-12);
    }

    @Test
    void anOutputWithoutTargetsKeepsEveryBit() {
        MultiLayerNetwork net = network(head());
        train(net, 2);
        INDArray mask = Nd4j.ones(DataType.DOUBLE, 4, OUTPUTS);
        mask.putColumn(0, Nd4j.zeros(DataType.DOUBLE, 4));
        DataSet data = data(9);
        data.setLabelsMaskArray(mask);
        INDArray statistics = statisticsOf(net);
        INDArray w = net.getOutputLayer().getParam("W").dup();
        net.fit(data);
        assertSame("statistics", statisticsOf(net).getColumn(0), statistics.getColumn(0));
        assertSame("W", net.getOutputLayer().getParam("W").getColumn(0), w.getColumn(0));
        assertThat(statisticsOf(net).getColumn(1).neq(statistics.getColumn(1)).any()).isTrue();
        assertThat(statistics(net).ratio()[0]).isEqualTo(1);
        assertThat(statistics(net).rmse()[0]).isNaN();
    }

    // --- The first step
    // ---------------------------------------------------------------------------

    @ParameterizedTest
    @EnumSource(
            value = StepSchedule.class,
            names = {"BIAS_CORRECTED", "SAMPLE_MEAN"})
    void aFirstStepThatWouldDestroyTheNetworkIsRefused(StepSchedule schedule) {
        DataSet one = data(DataType.DOUBLE, 1, 1);
        assertThatThrownBy(() -> network(head().schedule(schedule)).fit(one))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(schedule.name())
                .hasMessageContaining("PRIOR_COUNT");
        network(head().schedule(schedule)).fit(data(1));
        MultiLayerNetwork warm = network(head().schedule(schedule).warmUp(1));
        warm.fit(one);
        assertThat(statistics(warm).clipping()).containsExactly(Clipping.LOW, Clipping.LOW);
    }

    @Test
    void warmingUpMovesStatisticsOnly() {
        MultiLayerNetwork net = network(head().warmUp(3));
        INDArray x = data(5).getFeatures();
        INDArray before = net.output(x);
        INDArray hidden = net.getLayer(0).params().dup();
        train(net, 3);
        assertClose("output", net.output(x), before, 1e-9);
        assertSame("layer below", net.getLayer(0).params(), hidden);
        train(net, 1);
        assertThat(net.getLayer(0).params().neq(hidden).any()).isTrue();
    }

    // --- Saving, copying
    // ---------------------------------------------------------------------------

    @Test
    void aFloatNetworkGoesOnBitForBit() throws IOException {
        MultiLayerNetwork net = network(settings(DataType.FLOAT, new Adam(0.01)), head());
        train(net, 7);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ModelSerializer.writeModel(net, out, true);
        MultiLayerNetwork restored =
                ModelSerializer.restoreMultiLayerNetwork(
                        new ByteArrayInputStream(out.toByteArray()), true);
        MultiLayerNetwork clone = net.clone();
        assertThat(statistics(restored).scale()).isEqualTo(statistics(net).scale());
        train(net, 7);
        train(restored, 7);
        train(clone, 7);
        assertSame("restored", restored.params(), net.params());
        assertSame("clone", clone.params(), net.params());
        assertThat(statistics(net).updates()).containsExactly(14, 14);
    }

    @Test
    void floatNetworksKeepStatisticsBeyondFloat() {
        MultiLayerNetwork net = network(settings(DataType.FLOAT, new Sgd(0)), head());
        MultiLayerNetwork exact = network(settings(DataType.DOUBLE, new Sgd(0)), head());
        for (int i = 0; i < 30; i++) {
            DataSet data = data(i);
            net.fit(new DataSet(data.getFeatures().castTo(DataType.FLOAT), data.getLabels()));
            exact.fit(data);
        }
        for (int k = 0; k < OUTPUTS; k++) {
            double sigma = statistics(exact).scale().deviation(k);
            assertThat(statistics(net).scale().deviation(k))
                    .isCloseTo(sigma, offset(1e-12 * sigma));
        }
    }

    @Test
    void transferLearningTakesTheStatisticsAlong() {
        MultiLayerNetwork net = network(head());
        train(net, 4);
        MultiLayerNetwork copy =
                new TransferLearning.Builder(net)
                        .fineTuneConfiguration(
                                new FineTuneConfiguration.Builder().updater(new Sgd(0.05)).build())
                        .setFeatureExtractor(0)
                        .build();
        assertSame("statistics", statisticsOf(copy), statisticsOf(net));
        INDArray x = data(5).getFeatures();
        assertSame("output", copy.output(x), net.output(x));
        train(copy, 2);
        assertThat(statistics(copy).updates()).containsExactly(6, 6);
    }

    @Test
    void newBoundsOfARestoredHeadKeepItsOutputs() {
        MultiLayerNetwork net = network(settings(DataType.DOUBLE, new Sgd(0)), head());
        train(net, 4);
        INDArray x = data(5).getFeatures();
        INDArray before = net.output(x);
        MultiLayerNetwork clone = net.clone();
        Golden.configuration(clone).setBounds(10, 100);
        assertSame("before a step", clone.output(x), before);
        train(clone, 1);
        assertClose("after a step", clone.output(x), before, 1e-9);
        assertThat(statistics(clone).scale().deviation()).containsExactly(100, 10);
        assertThat(statistics(clone).clipping()).containsExactly(Clipping.HIGH, Clipping.LOW);
        assertThat(statistics(net).clipping()).containsExactly(Clipping.NONE, Clipping.NONE);
    }

    @Test
    void rescalingKeepsOutputsAndMakesReplicasAverageable() {
        MultiLayerNetwork one = network(head());
        MultiLayerNetwork two = network(head());
        train(one, 5);
        for (int i = 0; i < 5; i++) {
            two.fit(data(200 + i));
        }
        // The same layers below, so that the mean of the outputs is the output of the mean head.
        two.getLayer(0).setParams(one.getLayer(0).params());
        INDArray x = data(5).getFeatures();
        INDArray mean = one.output(x).add(two.output(x)).divi(2);
        OutputScale pooled = statistics(one).scale();
        for (MultiLayerNetwork net : List.of(one, two)) {
            INDArray before = net.output(x);
            ((PopArtHead) net.getOutputLayer()).rescale(OutputScale.identity(OUTPUTS));
            assertClose("output", net.output(x), before, 1e-9);
        }
        one.params().addi(two.params()).divi(2);
        ((PopArtHead) one.getOutputLayer()).rescale(pooled);
        assertClose("mean output", one.output(x), mean, 1e-9);
        assertThat(statistics(one).scale()).isEqualTo(pooled);
        assertThatThrownBy(
                        () -> ((PopArtHead) one.getOutputLayer()).rescale(OutputScale.identity(3)))
                .hasMessageContaining("expected a scale of 2 statistics, but got 3");
    }

    // --- Sequences
    // --------------------------------------------------------------------------------

    @Test
    void aSequenceIsTheRowsOfItsSteps() {
        MultiLayerNetwork rows = headOnly(head().nIn(INPUTS).nOut(OUTPUTS).build(), 0.1);
        MultiLayerNetwork steps =
                headOnly(
                        new PopArtRnnOutputLayer.Builder(LossFunction.L2)
                                .beta(0.2)
                                .nIn(INPUTS)
                                .nOut(OUTPUTS)
                                .build(),
                        // Four examples of three steps: DL4J divides by the examples.
                        0.1 / 3);
        steps.setParams(rows.params());
        DataSet sequences = sequences(3, 3);
        INDArray mask = Nd4j.ones(DataType.DOUBLE, 4, 3);
        mask.putScalar(1, 2, 0);
        INDArray rowMask = mask.reshape(12, 1);
        for (int i = 0; i < 3; i++) {
            DataSet flat = data(DataType.DOUBLE, 3, 12);
            flat.setLabelsMaskArray(rowMask);
            rows.fit(flat);
            sequences.setLabelsMaskArray(mask);
            steps.fit(sequences);
        }
        assertClose("parameters", steps.params(), rows.params(), 1e-12);
        assertThat(steps.score()).isCloseTo(3 * rows.score(), offset(1e-9 * rows.score()));
        assertClose(
                "scores of examples",
                steps.scoreExamples(sequences, false),
                rows.scoreExamples(withMask(data(DataType.DOUBLE, 3, 12), rowMask), false)
                        .reshape(4, 3)
                        .sum(true, 1),
                1e-12);
    }

    private static DataSet withMask(DataSet data, INDArray mask) {
        data.setLabelsMaskArray(mask);
        return data;
    }

    private static MultiLayerNetwork headOnly(Layer head, double rate) {
        MultiLayerNetwork net =
                new MultiLayerNetwork(
                        settings(DataType.DOUBLE, new Sgd(rate)).list().layer(head).build());
        net.init();
        return net;
    }

    @Test
    void outputsOfStepsCanBeMasked() {
        MultiLayerNetwork net = network(new PopArtRnnOutputLayer.Builder().beta(0.2));
        DataSet data = sequences(1, 3);
        INDArray mask = Nd4j.ones(DataType.DOUBLE, 4, OUTPUTS, 3);
        mask.get(NDArrayIndex.all(), NDArrayIndex.point(0), NDArrayIndex.all()).assign(0);
        data.setLabelsMaskArray(mask);
        net.fit(data);
        assertThat(statistics(net).updates()).containsExactly(0, 1);
    }

    @Test
    void eachSegmentOfTruncatedBackpropagationIsOneUpdate() {
        MultiLayerConfiguration conf =
                network(new PopArtRnnOutputLayer.Builder().beta(0.2))
                        .getLayerWiseConfigurations()
                        .clone();
        conf.setBackpropType(BackpropType.TruncatedBPTT);
        conf.setTbpttFwdLength(2);
        conf.setTbpttBackLength(2);
        MultiLayerNetwork net = new MultiLayerNetwork(conf);
        net.init();
        net.fit(sequences(1, 6));
        assertThat(statistics(net).updates()).containsExactly(3, 3);
    }

    // --- Tasks
    // ------------------------------------------------------------------------------------

    @Test
    void taskIndicesAreMasks() {
        MultiLayerNetwork indexed = network(head().tasks(OUTPUTS));
        MultiLayerNetwork masked = network(head());
        int[] tasks = {0, 1, 1, 0};
        for (int i = 0; i < 4; i++) {
            DataSet data = data(i);
            double[] targets = new double[4];
            for (int n = 0; n < 4; n++) {
                targets[n] = data.getLabels().getDouble(n, tasks[n]);
            }
            INDArray labels = TaskLabels.of(targets, tasks);
            indexed.fit(new DataSet(data.getFeatures(), labels));
            masked.fit(
                    new DataSet(
                            data.getFeatures(),
                            TaskLabels.targets(labels, OUTPUTS),
                            null,
                            TaskLabels.mask(labels, OUTPUTS)));
        }
        assertSame("parameters", indexed.params(), masked.params());
        assertThat(indexed.score()).isEqualTo(masked.score());
    }

    @Test
    void taskIndicesAreChecked() {
        MultiLayerNetwork net = network(head().tasks(OUTPUTS));
        INDArray labels = TaskLabels.of(new double[] {1, 2, 3, 4}, new int[] {0, 1, 2, 0});
        assertThatThrownBy(() -> net.fit(new DataSet(data(1).getFeatures(), labels)))
                .hasMessageContaining("task index 2.0 of row 2 is not one of 0 to 1");
    }

    // --- The rest
    // ---------------------------------------------------------------------------------

    /** Follows the median of each minibatch: a rule of a user's own. */
    static final class MedianRescaling implements AdaptiveRescaling {

        private static final long serialVersionUID = 1;

        @Override
        public Moments update(Moments current, TargetBatch batch) {
            double[] sorted = batch.targets().clone();
            Arrays.sort(sorted);
            double median = sorted[sorted.length / 2];
            return new Moments(
                    current.mean() + batch.stepSize() * (median - current.mean()),
                    current.variance());
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof MedianRescaling;
        }

        @Override
        public int hashCode() {
            return 1;
        }
    }

    @Test
    void aRuleOfOnesOwnIsOneClass() {
        MultiLayerNetwork net = network(head().art(new MedianRescaling()).beta(1));
        DataSet data = data(1);
        net.fit(data);
        double[] sorted = data.getLabels().getColumn(0).toDoubleVector();
        Arrays.sort(sorted);
        assertThat(statistics(net).scale().mean(0)).isEqualTo(sorted[2]);
        MultiLayerConfiguration conf = net.getLayerWiseConfigurations();
        assertThat(MultiLayerConfiguration.fromJson(conf.toJson())).isEqualTo(conf);
    }

    @Test
    void aGraphHasAsManyHeadsAsItLikes() {
        ComputationGraphConfiguration conf =
                settings(DataType.DOUBLE, new Nesterovs(0.05, 0.9))
                        .graphBuilder()
                        .addInputs("in")
                        .addLayer("h", new DenseLayer.Builder().nOut(5).build(), "in")
                        .addLayer("a", head().rescaleUpdaterState(true).nOut(1).build(), "h")
                        .addLayer("b", head().scope(StatisticsScope.SHARED).nOut(2).build(), "h")
                        .setOutputs("a", "b")
                        .setInputTypes(InputType.feedForward(INPUTS))
                        .build();
        ComputationGraph graph = new ComputationGraph(conf);
        graph.init();
        for (int i = 0; i < 6; i++) {
            DataSet data = data(i);
            graph.fit(
                    new MultiDataSet(
                            new INDArray[] {data.getFeatures()},
                            new INDArray[] {data.getLabels().getColumns(0), data.getLabels()}));
        }
        PopArtStatistics a = ((PopArtHead) graph.getLayer("a")).statistics();
        PopArtStatistics b = ((PopArtHead) graph.getLayer("b")).statistics();
        assertThat(a.updates()).containsExactly(6);
        assertThat(b.scale().mean()).hasSize(1);
        assertThat(b.scale().mean(0)).isBetween(0.3 * a.scale().mean(0), 0.7 * a.scale().mean(0));
        assertThat(graph.params().isNaN().any()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void everyStockUpdaterCanBeTransported(DataType type) {
        List<IUpdater> updaters =
                List.of(
                        new Sgd(0.01),
                        new Adam(0.01),
                        new Nesterovs(0.01),
                        new RmsProp(0.01),
                        new AdaGrad(0.01),
                        new AdaDelta(),
                        new AdaMax(0.01),
                        new Nadam(0.01),
                        new HeavyBall(0.01, 0.9),
                        // Not AdaBelief, which M2.1 cannot run with any layer.
                        new AMSGrad(0.01));
        for (IUpdater updater : updaters) {
            MultiLayerNetwork net =
                    network(settings(type, updater), head().rescaleUpdaterState(true));
            train(net, 3);
            MultiLayerNetwork clone = net.clone();
            train(net, 2);
            train(clone, 2);
            assertSame(updater.toString(), clone.params(), net.params());
            assertThat(net.params().isNaN().any()).as(updater.toString()).isFalse();
        }
    }

    @Test
    void theCostOfAHeadIsThatOfADenseLayerAndItsScale() {
        MultiLayerNetwork net = network(head());
        NetworkCost cost =
                NetworkCost.of(net.getLayerWiseConfigurations(), InputType.feedForward(INPUTS));
        assertThat(cost.layers().get(1).parameters()).isEqualTo(5 * OUTPUTS + OUTPUTS);
        assertThat(cost.layers().get(1).statistics()).isEqualTo(10 * OUTPUTS);
        assertThat(cost.layers().get(1).multAdds(CountingRule.PUBLISHED)).hasValue(12);
        assertThat(cost.layers().get(1).multAdds(CountingRule.CORRECTED)).hasValue(14);
    }
}
