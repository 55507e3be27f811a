/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.parameterized;

import io.github.vernier.layers.cost.CostAware;
import io.github.vernier.layers.cost.CountingRule;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.CacheMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.LayerValidation;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * Several convolutions, one after the other with nothing between them, as one layer.
 *
 * <p>y = act(conv_n(... conv_1(x)) + b). A subclass says which convolutions in {@link #parts()}.
 *
 * <p>Shapes: {@code [minibatch, nIn, h, w] -> [minibatch, nOut, h', w']}, or NHWC. Parameters, in
 * the order of the parameter vector: those of each part, their names behind the part's prefix; the
 * last part's bias is {@code b [nOut]}.
 */
public abstract class ConvolutionChain2D extends ConvolutionLayer
        implements CostAware, CompressedLayer {

    private static final long serialVersionUID = 1;

    private CompressedRegularization compressedRegularization = CompressedRegularization.NONE;

    /** For JSON. */
    protected ConvolutionChain2D() {}

    /**
     * Takes a builder's settings.
     *
     * @param builder the builder
     */
    protected ConvolutionChain2D(Conv2DBuilder<?> builder) {
        super(builder);
        this.cnn2dDataFormat = builder.dataFormat();
        this.compressedRegularization = builder.compressedRegularization();
    }

    /**
     * One of the convolutions.
     *
     * @param prefix what precedes its parameters' names, lower-case letters
     * @param convolution its configuration, made with {@link #inherit}
     * @param last whether its bias is the layer's
     */
    protected record Part(String prefix, ParameterizedConvolution2D convolution, boolean last) {

        /**
         * A part whose bias, if any, is its own.
         *
         * @param prefix what precedes its parameters' names
         * @param convolution its configuration
         * @return the part
         */
        public static Part inner(String prefix, ParameterizedConvolution2D convolution) {
            return new Part(prefix, convolution, false);
        }

        /**
         * The part whose bias is the layer's.
         *
         * @param prefix what precedes its other parameters' names
         * @param convolution its configuration
         * @return the part
         */
        public static Part last(String prefix, ParameterizedConvolution2D convolution) {
            return new Part(prefix, convolution, true);
        }

        /** The name in the layer of a parameter of the part. */
        String rename(String key) {
            return last && key.equals("b")
                    ? key
                    : prefix + Character.toUpperCase(key.charAt(0)) + key.substring(1);
        }
    }

    /**
     * The convolutions in the order in which they run; empty while nothing is known, as in the
     * stock constructor.
     *
     * @return the parts, new ones at each call
     */
    protected abstract List<Part> parts();

    /**
     * Gives a part what all parts have of this layer: name, weight initialisation, weight noise,
     * layout.
     *
     * @param part the convolution
     * @param activation identity for all but the last, which has {@link #getActivationFn()}
     * @return the part
     */
    protected final ParameterizedConvolution2D inherit(
            ParameterizedConvolution2D part, IActivation activation) {
        part.setLayerName(layerName);
        part.setActivationFn(activation);
        part.setWeightInitFn(weightInitFn);
        part.setBiasInit(biasInit);
        part.setWeightNoise(weightNoise);
        part.setCudnnAllowFallback(cudnnAllowFallback);
        part.setCnn2dDataFormat(cnn2dDataFormat);
        return part;
    }

    /**
     * The same for a part that is not the last.
     *
     * @param part the convolution
     * @return the part
     */
    protected final ParameterizedConvolution2D inherit(ParameterizedConvolution2D part) {
        return inherit(part, new ActivationIdentity());
    }

    /**
     * A part with this layer's kernel, stride, padding, dilation and convolution mode.
     *
     * @param weight how its weight is made
     * @param input what is done to its input first; null for nothing
     * @param groups number of channel groups
     * @param in input channels
     * @param out output channels
     * @param bias whether it has a bias
     * @return the part
     */
    protected final ParameterizedConvolution2D carryingKernel(
            WeightParameterization weight,
            InputTransform input,
            long groups,
            long in,
            long out,
            boolean bias) {
        return inherit(
                new ParameterizedConvolution2D.Builder(weight, kernelSize)
                        .inputTransform(input)
                        .groups(Math.max(1, Math.toIntExact(groups)))
                        .stride(stride)
                        .padding(padding)
                        .dilation(dilation)
                        .convolutionMode(convolutionMode)
                        .nIn(in)
                        .nOut(out)
                        .hasBias(bias)
                        .build());
    }

    /**
     * Fills a bias of a new layer.
     *
     * @param fanIn number of weights that an output of that convolution sums over
     * @param bias the bias, a vector
     */
    protected void initializeBias(long fanIn, INDArray bias) {
        bias.assign(getBiasInit());
    }

    @Override
    public ConvolutionChain2D clone() {
        return (ConvolutionChain2D) super.clone();
    }

    @Override
    public ParamInitializer initializer() {
        return ChainParamInitializer.INSTANCE;
    }

    /**
     * Checks that there are such parts for these numbers of channels, once both are known; for
     * subclasses to call from {@link #setNIn}, so that a network with a wrong one is not built.
     *
     * @throws IllegalArgumentException if not, with the layer's name
     */
    protected final void validateShape() {
        if (nIn > 0 && nOut > 0) {
            parts().forEach(part -> part.convolution().weightParameters());
        }
    }

    @Override
    public Layer instantiate(
            NeuralNetConfiguration conf,
            Collection<TrainingListener> trainingListeners,
            int layerIndex,
            INDArray layerParamsView,
            boolean initializeParams,
            DataType networkDataType) {
        LayerValidation.assertNInNOutSet(
                getClass().getSimpleName(), getLayerName(), layerIndex, getNIn(), getNOut());
        Map<String, INDArray> table = initializer().init(conf, layerParamsView, initializeParams);
        ChainLayer layer = new ChainLayer(conf, networkDataType, layerIndex, layerParamsView);
        layer.setListeners(trainingListeners);
        layer.setParamTable(table);
        return layer;
    }

    /** Those of the parts whose weights are made from fewer parameters. */
    @Override
    public Set<String> compressedParameters() {
        Set<String> keys = new LinkedHashSet<>();
        for (Part part : parts()) {
            part.convolution().compressedParameters().forEach(key -> keys.add(part.rename(key)));
        }
        return keys;
    }

    @Override
    public CompressedRegularization getCompressedRegularization() {
        return compressedRegularization;
    }

    @Override
    public void setCompressedRegularization(CompressedRegularization regularization) {
        this.compressedRegularization = regularization;
    }

    @Override
    public List<Regularization> getRegularizationByParam(String paramName) {
        return compressedRegularization.of(
                super.getRegularizationByParam(paramName), this, paramName);
    }

    @Override
    public long multAdds(InputType input, CountingRule rule) {
        long sum = 0;
        InputType entering = input;
        for (Part part : parts()) {
            sum += part.convolution().multAdds(entering, rule);
            entering = part.convolution().getOutputType(-1, entering);
        }
        return sum;
    }

    /** The stock estimate, with the maps between the convolutions and the weights added. */
    @Override
    public LayerMemoryReport getMemoryReport(InputType inputType) {
        LayerMemoryReport report = super.getMemoryReport(inputType);
        long between = 0;
        long weights = 0;
        InputType entering = inputType;
        for (Part part : parts()) {
            weights += part.convolution().weightShape().length();
            entering = part.convolution().getOutputType(-1, entering);
            between += part.last() ? 0 : entering.arrayElementsPerExample();
        }
        report.setLayerType(getClass());
        report.setWorkingMemoryFixedInference(report.getWorkingMemoryFixedInference() + weights);
        report.setWorkingMemoryVariableInference(
                report.getWorkingMemoryVariableInference() + between);
        report.setWorkingMemoryFixedTrain(plus(report.getWorkingMemoryFixedTrain(), 2 * weights));
        report.setWorkingMemoryVariableTrain(
                plus(report.getWorkingMemoryVariableTrain(), 2 * between));
        return report;
    }

    private static Map<CacheMode, Long> plus(Map<CacheMode, Long> byMode, long more) {
        Map<CacheMode, Long> sums = new EnumMap<>(CacheMode.class);
        byMode.forEach((mode, size) -> sums.put(mode, size + more));
        return sums;
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other)
                && other instanceof ConvolutionChain2D that
                && Objects.equals(compressedRegularization, that.compressedRegularization);
    }

    @Override
    protected boolean canEqual(Object other) {
        return other instanceof ConvolutionChain2D;
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), compressedRegularization);
    }

    @Override
    public String toString() {
        return getClass().getSimpleName()
                + "(name="
                + getLayerName()
                + ", nIn="
                + nIn
                + ", nOut="
                + nOut
                + ", kernel="
                + kernelSize[0]
                + "x"
                + kernelSize[1]
                + ")";
    }
}
