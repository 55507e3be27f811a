/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.count;

import io.github.vernier.examples.count.Subjects.Subject;
import io.github.vernier.examples.networks.Architecture;
import io.github.vernier.examples.networks.ConvFactory;
import io.github.vernier.examples.networks.ConvUnit;
import io.github.vernier.examples.networks.ConvUnits;
import io.github.vernier.layers.acdc.AcdcConvolution2D;
import io.github.vernier.layers.cost.Budget;
import io.github.vernier.layers.cost.BudgetSolver;
import io.github.vernier.layers.cost.CountingRule;
import io.github.vernier.layers.cost.LayerCost;
import io.github.vernier.layers.cost.NetworkCost;
import io.github.vernier.layers.parameterized.WeightShape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Layer;

/**
 * What can be counted, by the names of {@code published.csv}.
 *
 * <table>
 * <caption>Measures</caption>
 * <tr><td>{@code parameters}, {@code mult-adds}</td><td>of the network, multiply-adds by {@link
 * CountingRule#PUBLISHED}</td></tr>
 * <tr><td>{@code ... of <layer>}, {@code ... of all <type>}</td><td>the same of one layer, of all
 * layers of a class</td></tr>
 * <tr><td>{@code parameters and statistics}</td><td>with the running mean and variance of batch
 * normalization</td></tr>
 * <tr><td>{@code parameters for <n>}</td><td>with the setting of the layer that makes n at
 * most</td></tr>
 * <tr><td>{@code kept}, {@code substituted}</td><td>parameters that replacing convolutions leaves,
 * and the others</td></tr>
 * <tr><td>{@code mult-adds undilated}</td><td>as counted before dilation was taken into account: the
 * output of a dilated depthwise convolution as large as without</td></tr>
 * <tr><td>{@code mult-adds acdc-min}</td><td>as counted when ACDC factors that cost more than a full
 * 1x1 convolution of all channels counted as one</td></tr>
 * <tr><td>{@code mult-adds acdc-stride}</td><td>ACDC factors counted at the positions of the output,
 * where the published rule takes those of the input</td></tr>
 * <tr><td>{@code mult-adds moonshine}</td><td>without ReLUs inside Moonshine blocks, which are calls
 * of a function there and so escape the count</td></tr>
 * <tr><td>{@code mult-adds weights}</td><td>of convolutions and dense layers only</td></tr>
 * <tr><td>{@code weights of one bit}, {@code KiB}, {@code MiB}</td><td>of the network at
 * inference</td></tr>
 * </table>
 */
final class Measures {

    /** How the name of a measure begins that asks for a setting. */
    static final String BUDGET = "parameters for ";

    private static final String OF_ALL = " of all ";
    private static final String OF = " of ";
    private static final double KIBI = 1024;

    private static final Map<String, ToDoubleFunction<Subject>> WHOLE = new LinkedHashMap<>();

    static {
        WHOLE.put("parameters", s -> s.cost().parameters());
        WHOLE.put("parameters and statistics", s -> s.cost().parameters() + s.cost().statistics());
        WHOLE.put("mult-adds", Measures::multAdds);
        WHOLE.put("mult-adds undilated", s -> multAdds(s) + dilation(s));
        WHOLE.put("mult-adds acdc-min", s -> multAdds(s) + acdc(s, Measures::cheaperWay));
        WHOLE.put("mult-adds acdc-stride", s -> multAdds(s) + acdc(s, Measures::strided));
        WHOLE.put("mult-adds moonshine", s -> multAdds(s) - sum(s, Measures::isInsideBlock));
        WHOLE.put("mult-adds weights", s -> sum(s, Measures::hasWeights));
        WHOLE.put("weights of one bit", s -> bits(s.cost()));
        WHOLE.put("KiB", s -> s.cost().bits() / (double) Byte.SIZE / KIBI);
        WHOLE.put("MiB", s -> s.cost().bits() / (double) Byte.SIZE / KIBI / KIBI);
    }

    private final Subjects subjects = new Subjects();

    /**
     * Counts.
     *
     * @param figure what
     * @throws IllegalArgumentException if network, layer or measure is not known
     */
    double of(PublishedFigure figure) {
        String measure = figure.measure();
        if (measure.startsWith(BUDGET)) {
            long budget = Long.parseLong(measure.substring(BUDGET.length()));
            return solve(figure.network(), figure.layer(), budget).size();
        }
        if (measure.equals("kept") || measure.equals("substituted")) {
            long substituted = substituted(figure.network());
            return measure.equals("kept")
                    ? subjects.get(figure.network(), "Conv").cost().parameters() - substituted
                    : substituted;
        }
        Subject subject = subjects.get(figure.network(), figure.layer());
        ToDoubleFunction<Subject> whole = WHOLE.get(measure);
        return whole == null ? part(subject.cost(), measure) : whole.applyAsDouble(subject);
    }

    private static double part(NetworkCost cost, String measure) {
        ToDoubleFunction<LayerCost> number =
                switch (measure.substring(0, Math.max(0, measure.indexOf(OF)))) {
                    case "parameters" -> LayerCost::parameters;
                    case "mult-adds" -> Measures::multAdds;
                    default -> throw new IllegalArgumentException("No measure \"" + measure + "\"");
                };
        int all = measure.indexOf(OF_ALL);
        if (all < 0) {
            String name = measure.substring(measure.indexOf(OF) + OF.length());
            return number.applyAsDouble(cost.layer(name));
        }
        String type = measure.substring(all + OF_ALL.length());
        return cost.layers().stream()
                .filter(layer -> layer.type().equals(type))
                .mapToDouble(number)
                .sum();
    }

    private static double multAdds(Subject subject) {
        return sum(subject, layer -> true);
    }

    /** With the fraction that logarithms leave. */
    private static double multAdds(LayerCost layer) {
        Double known = layer.multAdds().get(CountingRule.PUBLISHED);
        if (known == null) {
            throw new IllegalStateException(
                    "Multiply-adds of layer \"" + layer.name() + "\" are not known");
        }
        return known;
    }

    private static double sum(Subject subject, Predicate<LayerCost> which) {
        return subject.cost().layers().stream().filter(which).mapToDouble(Measures::multAdds).sum();
    }

    private static boolean isInsideBlock(LayerCost layer) {
        return layer.name().endsWith("_spatial_relu") || layer.name().endsWith("_down_relu");
    }

    private static boolean hasWeights(LayerCost layer) {
        return layer.type().equals("ConvolutionLayer") || layer.type().equals("OutputLayer");
    }

    /** A float parameter has 32 bits, a binary one 31 fewer. */
    private static double bits(NetworkCost cost) {
        return (Float.SIZE * cost.parameters() - cost.bits()) / (Float.SIZE - 1.0);
    }

    /** What dilated depthwise convolutions cost more if their outputs were as without dilation. */
    private static double dilation(Subject subject) {
        double more = 0;
        for (LayerCost cost : subject.cost().layers()) {
            if (layer(subject.architecture(), cost.name()) instanceof ConvolutionLayer layer
                    && layer.getDilation()[0] > 1) {
                InputTypeConvolutional output = (InputTypeConvolutional) cost.output();
                long kernel = layer.getKernelSize()[0];
                long wider = (layer.getDilation()[0] - 1) * (kernel - 1);
                more +=
                        layer.getNIn()
                                * kernel
                                * kernel
                                * ((output.getHeight() + wider) * (output.getWidth() + wider)
                                        - output.getHeight() * output.getWidth());
            }
        }
        return more;
    }

    /** Sum over the ACDC layers of what a rule counts more for them than the published one. */
    private static double acdc(
            Subject subject, ToDoubleBiFunction<AcdcConvolution2D, InputType> more) {
        Architecture.Graph graph = (Architecture.Graph) subject.architecture();
        double sum = 0;
        for (LayerCost cost : subject.cost().layers()) {
            if (layer(graph, cost.name()) instanceof AcdcConvolution2D layer) {
                String input = graph.configuration().getVertexInputs().get(cost.name()).get(0);
                sum += more.applyAsDouble(layer, subject.cost().layer(input).output());
            }
        }
        return sum;
    }

    /** A full convolution where that is cheaper than all factors together. */
    private static double cheaperWay(AcdcConvolution2D layer, InputType input) {
        WeightShape kernel = new WeightShape(layer.getNOut(), layer.getNIn(), 1, 1);
        double factors = layer.getPointwise().multAdds(kernel);
        long channels = Math.max(layer.getNIn(), layer.getNOut());
        InputTypeConvolutional image = (InputTypeConvolutional) input;
        return Math.min(0, (double) channels * channels - factors)
                * image.getHeight()
                * image.getWidth();
    }

    /** Factors at the positions of the output, not of the input. */
    private static double strided(AcdcConvolution2D layer, InputType input) {
        return layer.exactMultAdds(input, CountingRule.CORRECTED)
                - layer.exactMultAdds(input, CountingRule.PUBLISHED);
    }

    private static Layer layer(Architecture architecture, String name) {
        return architecture instanceof Architecture.Graph graph
                        && graph.configuration().getVertices().get(name) instanceof LayerVertex v
                ? v.getLayerConf().getLayer()
                : null;
    }

    private static long substituted(String network) {
        AtomicLong weights = new AtomicLong();
        ConvFactory recording =
                (shape, seed) -> {
                    weights.addAndGet(shape.weights());
                    return ConvFactory.stock().convolution(shape, seed);
                };
        Subjects.subject(network, recording);
        return weights.get();
    }

    /** The setting of a layer that spends a budget, between the published bounds. */
    private static Budget solve(String network, String layer, long budget) {
        if (layer.equals("ACDC")) {
            return BudgetSolver.integer(
                    n -> size(network, ConvUnits.byName(layer + "_" + n)), 2, 128, budget);
        }
        double low = layer.contains("Hashed") ? 0.001 : 0.1;
        return BudgetSolver.real(
                h -> size(network, ConvUnits.byName(layer + "_" + h)), low, 0.9, budget);
    }

    private static long size(String network, ConvUnit unit) {
        return Subjects.subject(network, unit).cost().parameters();
    }
}
