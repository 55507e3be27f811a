/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces;

import static io.github.vernier.arbiter.spaces.Spaces.INHERITED;
import static io.github.vernier.arbiter.spaces.Spaces.POP_ART;
import static io.github.vernier.arbiter.spaces.Spaces.choice;
import static io.github.vernier.arbiter.spaces.Spaces.inherited;
import static io.github.vernier.arbiter.spaces.Spaces.popArt;

import io.github.vernier.arbiter.testing.LayerSpaceContract;
import org.deeplearning4j.arbiter.ComputationGraphSpace;
import org.deeplearning4j.arbiter.MultiLayerSpace;
import org.deeplearning4j.arbiter.layers.LayerSpace;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.BooleanSpace;
import org.deeplearning4j.arbiter.optimize.parameter.continuous.ContinuousParameterSpace;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.junit.jupiter.api.Nested;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMAE;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/** The contract of the heads' spaces, which are the last layer. */
class PopArtSpacesTest {

    private static ParameterSpace<ILossFunction> losses() {
        return choice(new LossMSE(), new LossMAE());
    }

    /** A network that is the space under test alone. */
    abstract static class HeadContract extends LayerSpaceContract {

        @Override
        protected MultiLayerSpace network(LayerSpace<? extends Layer> head) {
            return new MultiLayerSpace.Builder()
                    .seed(1)
                    .addLayer(head)
                    .setInputType(inputType())
                    .build();
        }

        @Override
        protected MultiLayerConfiguration configuration(Layer head) {
            return new NeuralNetConfiguration.Builder()
                    .seed(1)
                    .list(head)
                    .setInputType(inputType())
                    .build();
        }

        @Override
        protected ComputationGraphSpace graph(LayerSpace<? extends Layer> head) {
            return new ComputationGraphSpace.Builder()
                    .seed(1)
                    .addInputs("in")
                    .addLayer("layer", head, "in")
                    .setOutputs("layer")
                    .setInputTypes(inputType())
                    .build();
        }
    }

    @Nested
    class PopArtOutputLayer extends HeadContract {

        @Override
        protected PopArtOutputLayerSpace space() {
            return popArt(inherited(new PopArtOutputLayerSpace.Builder(), choice(2, 3)))
                    .activation(Activation.IDENTITY)
                    .lossFunction(losses())
                    .hasBias(new BooleanSpace())
                    .build();
        }

        @Override
        protected int searched() {
            return INHERITED - 1 + POP_ART + 2;
        }

        @Override
        protected PopArtOutputLayerSpace gridSpace() {
            return new PopArtOutputLayerSpace.Builder()
                    .nOut(2)
                    .preserveOutputs(choice(true, false))
                    .beta(new ContinuousParameterSpace(1e-4, 0.1))
                    .build();
        }

        @Override
        protected int gridSize() {
            return 2 * 3;
        }

        @Override
        protected InputType inputType() {
            return InputType.feedForward(4);
        }
    }

    @Nested
    class PopArtRnnOutputLayer extends HeadContract {

        @Override
        protected PopArtRnnOutputLayerSpace space() {
            return popArt(inherited(new PopArtRnnOutputLayerSpace.Builder(), choice(2, 3)))
                    .activation(Activation.IDENTITY)
                    .lossFunction(losses())
                    .hasBias(new BooleanSpace())
                    .dataFormat(choice(RNNFormat.values()))
                    .build();
        }

        @Override
        protected int searched() {
            return INHERITED - 1 + POP_ART + 3;
        }

        @Override
        protected PopArtRnnOutputLayerSpace gridSpace() {
            return new PopArtRnnOutputLayerSpace.Builder()
                    .nOut(2)
                    .preserveOutputs(choice(true, false))
                    .beta(new ContinuousParameterSpace(1e-4, 0.1))
                    .build();
        }

        @Override
        protected int gridSize() {
            return 2 * 3;
        }

        @Override
        protected InputType inputType() {
            return InputType.recurrent(4, 6);
        }
    }
}
