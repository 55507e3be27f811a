/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.testing;

import static org.deeplearning4j.nn.conf.inputs.InputType.recurrent;

import java.util.Map;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.junit.jupiter.api.Nested;
import org.nd4j.linalg.activations.Activation;

/** The contract accepts what stock DL4J does right. */
class StockLayersContractTest {

    @Nested
    class Convolution extends ConvolutionContract {
        @Override
        protected ConvolutionLayer.Builder builder(int... kernel) {
            return new ConvolutionLayer.Builder(kernel);
        }

        @Override
        protected Map<Check, String> exemptions() {
            return Map.of(Check.MEMORY_OF_BUILT_WEIGHTS, "the weight tensor is a parameter itself");
        }
    }

    @Nested
    class Convolution1D extends Convolution1DContract {
        @Override
        protected Convolution1DLayer.Builder builder(int kernel) {
            return new Convolution1DLayer.Builder(kernel);
        }

        @Override
        protected Map<Check, String> exemptions() {
            return Map.of(
                    Check.DATA_FORMAT, "stock DL4J ignores the input's layout",
                    Check.WEIGHT_NOISE, "stock DL4J ignores weight noise here",
                    Check.ZERO_AT_MASKED_STEPS, "stock DL4J means to, but drops the mask",
                    Check.MEMORY_REPORT, "stock DL4J fails on the input type");
        }
    }

    @Nested
    class Lstm extends LayerContract {
        @Override
        protected LSTM layer() {
            return new LSTM.Builder().nOut(5).activation(Activation.TANH).build();
        }

        @Override
        protected InputType inputType() {
            return recurrent(4, 5);
        }
    }

    @Nested
    class Dense extends FeedForwardContract {
        @Override
        protected FeedForwardLayer.Builder<?> builder() {
            return new DenseLayer.Builder();
        }
    }

    @Nested
    class Output extends OutputLayerContract {
        @Override
        protected BaseOutputLayer.Builder<?> builder() {
            return new OutputLayer.Builder();
        }
    }

    @Nested
    class OutputOfTimeSeries extends OutputLayerContract {
        @Override
        protected BaseOutputLayer.Builder<?> builder() {
            return new RnnOutputLayer.Builder();
        }

        @Override
        protected InputType inputType() {
            return recurrent(4, 5);
        }
    }
}
