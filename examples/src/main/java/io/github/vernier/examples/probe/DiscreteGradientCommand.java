/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.probe;

import io.github.vernier.listeners.cdg.Objective;
import io.github.vernier.listeners.discrete.DiscreteGradient;
import io.github.vernier.listeners.signnet.LineSearch;
import io.github.vernier.listeners.signnet.SignNetwork;
import io.github.vernier.listeners.signnet.SignNetwork.Rounding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code probe discrete-gradient}: one step of three kinds within the same budget. */
@Command(
        name = "discrete-gradient",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "On small networks of signs: how far one step of length --epsilon at most lowers the"
                    + " loss, along the Discrete Gradient, the straight-through estimator and CDG,"
                    + " layer by layer; and how far each weight is from a change that lowers it.",
            "The published stride is 1e-4 for an epsilon of 0.1, ten times finer than the default."
        })
public final class DiscreteGradientCommand implements Callable<Integer> {

    private static final int HIDDEN = 2;
    private static final int RATES = 100;
    private static final int BINS = 20;
    private static final int[] STEPS = {1, 2, 5, 10};

    @Spec private CommandSpec spec;

    @Mixin private ProbeOptions options;

    @Option(
            names = "--epsilon",
            paramLabel = "X",
            defaultValue = "0.1",
            description =
                    "Largest change of a weight, and budget of a step (default: ${DEFAULT-VALUE}).")
    private double epsilon;

    @Option(
            names = "--stride",
            paramLabel = "X",
            defaultValue = "1e-3",
            description = "Granularity of changes (default: ${DEFAULT-VALUE}).")
    private double stride;

    @Option(
            names = "--units",
            paramLabel = "N",
            defaultValue = "8",
            description = "Units of each layer (default: ${DEFAULT-VALUE}).")
    private int units;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "256",
            description = "Examples (default: ${DEFAULT-VALUE}).")
    private int batch;

    @Option(
            names = "--networks",
            paramLabel = "N",
            defaultValue = "3",
            description = "How many networks, each with its data (default: ${DEFAULT-VALUE}).")
    private int networks;

    /** What one layer of one network did. */
    private record Trial(
            int layer, double before, DiscreteGradient.Result discrete, double ste, double cdg) {}

    /** Created by picocli. */
    public DiscreteGradientCommand() {}

    @Override
    public Integer call() throws IOException {
        if (!(stride > 0 && stride <= epsilon)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--stride must be in (0, --epsilon], but they are "
                            + stride
                            + " and "
                            + epsilon);
        }
        if (units < 1 || batch < 1 || networks < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--units, --batch and --networks must be at least 1");
        }
        Nd4j.getRandom().setSeed(options.seed());
        List<Trial> trials = new ArrayList<>();
        double[][] multistep = new double[networks][];
        ProgressLine progress =
                new ProgressLine(spec.commandLine().getOut(), "networks and layers");
        for (int n = 0; n < networks; n++) {
            SignNetwork target = SignNetworks.random(units, HIDDEN, DataType.DOUBLE);
            SignNetwork model = SignNetworks.random(units, HIDDEN, DataType.DOUBLE);
            INDArray x = Nd4j.randn(DataType.DOUBLE, batch, units);
            INDArray y = target.output(x);
            List<INDArray> ste =
                    model.straightThrough(x, y, Rounding.SIGN, Double.POSITIVE_INFINITY);
            List<INDArray> cdg = model.centralDifference(x, y, epsilon);
            for (int l = 0; l <= HIDDEN; l++) {
                trials.add(trial(model, l, x, y, ste, cdg));
                progress.at(n * (HIDDEN + 2L) + l + 1, networks * (HIDDEN + 2L));
            }
            multistep[n] = multistep(model, x, y);
            progress.at((n + 1) * (HIDDEN + 2L), networks * (HIDDEN + 2L));
        }
        ProbeReport report = new ProbeReport("Discrete Gradient on networks of signs");
        JsonNode published = Published.of("discreteGradient");
        report.table(
                "Loss taken away by one step within the budget, mean over networks",
                "discrete-gradient.csv",
                List.of(
                        "layer",
                        "loss before",
                        "DG",
                        "STE",
                        "CDG",
                        "STE beats DG",
                        "evaluations of DG"),
                layers(trials));
        report.table(
                "Smallest change that lowers the loss",
                "changes.csv",
                List.of("layer", "weights", "with one", "least", "median", "most"),
                changes(trials));
        report.table(
                "First layer, budget shared among steps of DG: loss taken away by all",
                "multistep.csv",
                List.of("steps", "mean", "of the loss"),
                multistep(trials, multistep));
        report.chart(histogram(trials));
        report.note(published.get("source").asText());
        report.note("Published verdict: " + published.get("verdict").asText());
        long beaten = trials.stream().filter(t -> t.ste() > decrease(t)).count();
        report.note(
                "Here: STE takes more than DG in "
                        + beaten
                        + " of "
                        + trials.size()
                        + " layers"
                        + (beaten > 0 ? ", so DG is no upper bound." : "."));
        options.publish(report, spec);
        return 0;
    }

    private static double decrease(Trial trial) {
        return trial.before() - trial.discrete().newValue();
    }

    private Trial trial(
            SignNetwork model,
            int layer,
            INDArray x,
            INDArray y,
            List<INDArray> ste,
            List<INDArray> cdg) {
        double before = model.loss(x, y);
        DiscreteGradient.Result discrete =
                new DiscreteGradient(epsilon, stride)
                        .search(objective(model, layer, x, y), values(model, layer));
        return new Trial(
                layer,
                before,
                discrete,
                before - best(model, layer, ste, x, y),
                before - best(model, layer, cdg, x, y));
    }

    /** The least loss along one layer's direction within the budget. */
    private double best(
            SignNetwork model, int layer, List<INDArray> gradients, INDArray x, INDArray y) {
        List<INDArray> directions = new ArrayList<>();
        List<INDArray> unit = SignNetwork.normalized(gradients);
        for (int l = 0; l < unit.size(); l++) {
            directions.add(l == layer ? unit.get(l) : unit.get(l).like());
        }
        return LineSearch.of(model, directions, x, y, LineSearch.rates(epsilon / RATES, epsilon))
                .loss();
    }

    private static double[] values(SignNetwork model, int layer) {
        return Nd4j.toFlattened('c', model.weights().get(layer)).toDoubleVector();
    }

    /** The loss as a function of one layer's weights; layers in front of it run once. */
    private static Objective objective(SignNetwork model, int layer, INDArray x, INDArray y) {
        INDArray input = layer == 0 ? x : model.hidden(x, Rounding.SIGN).get(layer - 1);
        List<INDArray> weights =
                new ArrayList<>(model.weights().subList(layer, model.weights().size()));
        long[] shape = weights.get(0).shape();
        return point -> {
            weights.set(0, Nd4j.createFromArray(point).reshape('c', shape));
            return new SignNetwork(weights).loss(input, y);
        };
    }

    private double[] multistep(SignNetwork model, INDArray x, INDArray y) {
        double[] decreases = new double[STEPS.length];
        for (int s = 0; s < STEPS.length; s++) {
            if (stride > epsilon / Math.sqrt(STEPS[s])) {
                decreases[s] = Double.NaN;
                continue;
            }
            List<DiscreteGradient.Result> results =
                    new DiscreteGradient(epsilon, stride)
                            .search(objective(model, 0, x, y), values(model, 0), STEPS[s]);
            decreases[s] = results.get(0).value() - results.get(STEPS[s] - 1).newValue();
        }
        return decreases;
    }

    private static List<List<String>> multistep(List<Trial> trials, double[][] decreases) {
        double before =
                trials.stream()
                        .filter(t -> t.layer() == 0)
                        .mapToDouble(Trial::before)
                        .average()
                        .orElseThrow();
        List<List<String>> rows = new ArrayList<>();
        for (int s = 0; s < STEPS.length; s++) {
            int steps = s;
            double mean =
                    Arrays.stream(decreases).mapToDouble(d -> d[steps]).average().orElseThrow();
            rows.add(
                    List.of(
                            String.valueOf(STEPS[s]),
                            Numbers.text(mean),
                            String.format(Locale.ROOT, "%.1f %%", 100 * mean / before)));
        }
        return rows;
    }

    private static List<List<String>> layers(List<Trial> trials) {
        List<List<String>> rows = new ArrayList<>();
        for (int l = 0; l <= HIDDEN; l++) {
            List<Trial> layer = of(trials, l);
            rows.add(
                    List.of(
                            String.valueOf(l + 1),
                            mean(layer.stream().mapToDouble(Trial::before)),
                            mean(layer.stream().mapToDouble(DiscreteGradientCommand::decrease)),
                            mean(layer.stream().mapToDouble(Trial::ste)),
                            mean(layer.stream().mapToDouble(Trial::cdg)),
                            layer.stream().filter(t -> t.ste() > decrease(t)).count()
                                    + "/"
                                    + layer.size(),
                            String.valueOf(
                                    layer.stream()
                                            .mapToLong(t -> t.discrete().evaluations())
                                            .sum())));
        }
        return rows;
    }

    private static List<List<String>> changes(List<Trial> trials) {
        List<List<String>> rows = new ArrayList<>();
        for (int l = 0; l <= HIDDEN; l++) {
            int weights = of(trials, l).stream().mapToInt(t -> t.discrete().delta().length).sum();
            double[] deltas = deltas(trials, l);
            rows.add(
                    List.of(
                            String.valueOf(l + 1),
                            String.valueOf(weights),
                            String.valueOf(deltas.length),
                            at(deltas, 0),
                            at(deltas, deltas.length / 2),
                            at(deltas, deltas.length - 1)));
        }
        return rows;
    }

    private static List<Trial> of(List<Trial> trials, int layer) {
        return trials.stream().filter(t -> t.layer() == layer).toList();
    }

    private static double[] deltas(List<Trial> trials, int layer) {
        return of(trials, layer).stream()
                .flatMapToDouble(t -> DoubleStream.of(t.discrete().delta()))
                .filter(d -> !Double.isNaN(d))
                .sorted()
                .toArray();
    }

    private static String at(double[] sorted, int index) {
        return sorted.length == 0 ? "-" : Numbers.text(sorted[index]);
    }

    private static String mean(DoubleStream values) {
        return Numbers.text(values.average().orElse(Double.NaN));
    }

    private Chart histogram(List<Trial> trials) {
        List<Chart.Series> series = new ArrayList<>();
        for (int l = 0; l <= HIDDEN; l++) {
            double[] deltas = deltas(trials, l);
            List<double[]> points =
                    IntStream.range(0, BINS)
                            .mapToObj(
                                    bin -> {
                                        double from = epsilon * bin / BINS;
                                        double to = epsilon * (bin + 1) / BINS;
                                        double count =
                                                DoubleStream.of(deltas)
                                                        .filter(d -> d > from && d <= to)
                                                        .count();
                                        return new double[] {(from + to) / 2, count};
                                    })
                            .toList();
            series.add(new Chart.Series("layer " + (l + 1), points));
        }
        return new Chart(
                "Smallest change that lowers the loss",
                "line",
                "change",
                false,
                "weights",
                false,
                series);
    }
}
