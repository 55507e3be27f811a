/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vernier.layers.binary.BinaryConvolution2D;
import io.github.vernier.layers.popart.PopArtOutputLayer;
import io.github.vernier.listeners.distillation.DistillationListener;
import io.github.vernier.listeners.probe.NoisyNetworks;
import io.github.vernier.listeners.probe.Probe;
import io.github.vernier.listeners.record.BinaryWeightUpdate;
import io.github.vernier.listeners.record.CdgUpdate;
import io.github.vernier.listeners.record.ClusterUpdate;
import io.github.vernier.listeners.record.DiscreteGradientUpdate;
import io.github.vernier.listeners.record.DistillationUpdate;
import io.github.vernier.listeners.record.EstimatorUpdate;
import io.github.vernier.listeners.record.EvaluationUpdate;
import io.github.vernier.listeners.record.GradientVarianceUpdate;
import io.github.vernier.listeners.record.MemoryRecordSink;
import io.github.vernier.listeners.record.PopArtUpdate;
import io.github.vernier.listeners.record.StochasticRoundingUpdate;
import io.github.vernier.listeners.record.VernierRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** All listeners together change no bit of training, and each of them measures. */
class AllProbesTest {

    private static final int EPOCHS = 20;

    /** What is trained. */
    private enum Subject {
        CHAIN(false) {
            @Override
            Model network(long seed) {
                return NoisyNetworks.chain(seed, DataType.FLOAT, first(), softmax());
            }
        },
        GRAPH(false) {
            @Override
            Model network(long seed) {
                return NoisyNetworks.graph(seed, DataType.FLOAT, first(), softmax());
            }
        },
        CHAIN_WITH_POP_ART(true) {
            @Override
            Model network(long seed) {
                return NoisyNetworks.chain(seed, DataType.FLOAT, first(), popArt());
            }
        },
        GRAPH_WITH_POP_ART(true) {
            @Override
            Model network(long seed) {
                return NoisyNetworks.graph(seed, DataType.FLOAT, first(), popArt());
            }
        };

        private final boolean popArt;

        Subject(boolean popArt) {
            this.popArt = popArt;
        }

        abstract Model network(long seed);
    }

    private static Layer first() {
        return new BinaryConvolution2D.Builder(3, 3).name("conv").nOut(3).build();
    }

    private static BaseOutputLayer softmax() {
        return new OutputLayer.Builder(LossFunction.MCXENT)
                .name("out")
                .nOut(NoisyNetworks.CLASSES)
                .activation(Activation.SOFTMAX)
                .build();
    }

    private static BaseOutputLayer popArt() {
        return new PopArtOutputLayer.Builder()
                .beta(0.1)
                .name("out")
                .nOut(NoisyNetworks.CLASSES)
                .build();
    }

    private static void fit(Model model) {
        DataSetIterator data = NoisyNetworks.iterator(21, DataType.FLOAT, 39);
        Nd4j.getRandom().setSeed(78);
        if (model instanceof MultiLayerNetwork network) {
            network.fit(data, EPOCHS);
        } else {
            ((ComputationGraph) model).fit(data, EPOCHS);
        }
    }

    private static INDArray updaterState(Model model) {
        return model instanceof MultiLayerNetwork network
                ? network.getUpdater().getStateViewArray()
                : ((ComputationGraph) model).getUpdater().getUpdaterStateViewArray();
    }

    private static void assertSameBits(INDArray actual, INDArray expected) {
        assertThat(bits(actual)).isNotEmpty().isEqualTo(bits(expected));
    }

    private static int[] bits(INDArray array) {
        float[] values = array.data().asFloat();
        int[] bits = new int[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(values[i]);
        }
        return bits;
    }

    @ParameterizedTest
    @EnumSource
    void togetherTheyChangeNoBit(Subject subject) {
        Model plain = subject.network(1);
        Model observed = subject.network(1);
        MemoryRecordSink sink = new MemoryRecordSink();
        List<Probe> probes = AllProbes.every(50, sink);
        List<TrainingListener> listeners = new ArrayList<>(probes);
        if (!subject.popArt) {
            listeners.add(
                    DistillationListener.builder(subject.network(9))
                            .attention(0)
                            .tap("conv")
                            .recordTo(sink)
                            .build());
        }
        observed.setListeners(listeners.toArray(TrainingListener[]::new));
        fit(plain);
        fit(observed);
        assertSameBits(observed.params(), plain.params());
        assertSameBits(updaterState(observed), updaterState(plain));
        assertThat(probes).allSatisfy(probe -> assertThat(probe.getFailure()).isNull());
        for (Class<? extends VernierRecord> type : types(subject)) {
            assertThat(sink.updates(type)).as(type.getSimpleName()).hasSizeGreaterThan(2);
        }
    }

    private static List<Class<? extends VernierRecord>> types(Subject subject) {
        return Stream.of(
                        GradientVarianceUpdate.class,
                        CdgUpdate.class,
                        ClusterUpdate.class,
                        DiscreteGradientUpdate.class,
                        StochasticRoundingUpdate.class,
                        EstimatorUpdate.class,
                        BinaryWeightUpdate.class,
                        EvaluationUpdate.class,
                        subject.popArt ? PopArtUpdate.class : DistillationUpdate.class)
                .<Class<? extends VernierRecord>>map(type -> type)
                .toList();
    }
}
