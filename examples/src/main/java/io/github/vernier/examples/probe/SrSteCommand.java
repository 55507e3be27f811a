/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.probe;

import io.github.vernier.listeners.signnet.LineSearch;
import io.github.vernier.listeners.signnet.SignNetwork;
import io.github.vernier.listeners.signnet.SignNetwork.Rounding;
import io.github.vernier.listeners.signnet.SignNetwork.Uniforms;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
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

/** {@code probe sr-ste}: directions of two straight-through estimators. */
@Command(
        name = "sr-ste",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Compares how far the best step along the gradient of a straight-through estimator"
                    + " lowers the loss of a network of signs, with signs (STE) and with stochastic"
                    + " rounding (sr-STE, mean of 1 to n passes) in its forward pass.",
            "A 32-32-32-32-1 network imitates another of the same kind, before and after 500 steps"
                    + " of training. Step lengths from --lr-step to 0.5; the published ones are"
                    + " multiples of 1e-4."
        })
public final class SrSteCommand implements Callable<Integer> {

    private static final int HIDDEN = 3;
    private static final double LONGEST = 0.5;

    @Spec private CommandSpec spec;

    @Mixin private ProbeOptions options;

    @Option(
            names = "--lr-step",
            paramLabel = "X",
            defaultValue = "1e-3",
            description = "Distance of step lengths (default: ${DEFAULT-VALUE}).")
    private double rateStep;

    @Option(
            names = "--batches",
            paramLabel = "N",
            defaultValue = "10",
            description = "Minibatches of each experiment (default: ${DEFAULT-VALUE}).")
    private int batches;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "1024",
            description = "Examples of each (default: ${DEFAULT-VALUE}).")
    private int batch;

    @Option(
            names = "--passes",
            paramLabel = "N",
            defaultValue = "10",
            description = "Most passes of sr-STE (default: ${DEFAULT-VALUE}).")
    private int passes;

    @Option(
            names = "--units",
            paramLabel = "N",
            defaultValue = "32",
            description = "Units of each layer (default: ${DEFAULT-VALUE}).")
    private int units;

    @Option(
            names = "--pretrain-steps",
            paramLabel = "N",
            defaultValue = "500",
            description = "Steps of training (default: ${DEFAULT-VALUE}).")
    private int pretrainSteps;

    @Option(
            names = "--pretrain-batch",
            paramLabel = "N",
            defaultValue = "16000",
            description = "Examples of each step (default: ${DEFAULT-VALUE}).")
    private int pretrainBatch;

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            defaultValue = "FLOAT",
            description = "FLOAT or DOUBLE (default: ${DEFAULT-VALUE}).")
    private DataType type;

    /** One minibatch: the loss before, and the best along STE and along sr-STE by passes. */
    private record Trial(double before, LineSearch ste, List<LineSearch> stochastic) {

        double bestStochastic() {
            return stochastic.stream().mapToDouble(LineSearch::loss).min().orElse(Double.NaN);
        }
    }

    /** Created by picocli. */
    public SrSteCommand() {}

    @Override
    public Integer call() throws IOException {
        if (!(rateStep > 0 && rateStep <= LONGEST)) {
            throw new ParameterException(
                    spec.commandLine(), "--lr-step must be in (0, 0.5], but is " + rateStep);
        }
        checkPositive("--batches", batches);
        checkPositive("--batch", batch);
        checkPositive("--passes", passes);
        checkPositive("--units", units);
        checkPositive("--pretrain-batch", pretrainBatch);
        Nd4j.getRandom().setSeed(options.seed());
        SignNetwork target = SignNetworks.random(units, HIDDEN, type);
        SignNetwork model = SignNetworks.random(units, HIDDEN, type);
        ProbeReport report = new ProbeReport("STE and sr-STE on a network of signs");
        JsonNode published = Published.of("srSte");
        List<List<String>> statistics = new ArrayList<>();
        List<List<String>> losses = new ArrayList<>();
        study("raw", model, target, published, statistics, losses, report);
        ProgressLine progress = progress("training");
        SignNetwork trained =
                SignNetworks.trained(
                        model,
                        target,
                        () -> Nd4j.randn(type, pretrainBatch, units),
                        pretrainSteps,
                        step -> progress.at(step, pretrainSteps));
        study("pretrained", trained, target, published, statistics, losses, report);
        report.table(
                "Statistics",
                "sr-ste.csv",
                List.of("model", "statistic", "measured", "published"),
                statistics);
        report.file(
                "losses.csv",
                List.of("model", "batch", "direction", "passes", "before", "rate", "loss"),
                losses);
        report.note(published.get("source").asText());
        options.publish(report, spec);
        return 0;
    }

    private void checkPositive(String option, int value) {
        if (value < 1) {
            throw new ParameterException(
                    spec.commandLine(), option + " must be at least 1, but is " + value);
        }
    }

    private ProgressLine progress(String what) {
        return new ProgressLine(spec.commandLine().getOut(), what);
    }

    private void study(
            String name,
            SignNetwork model,
            SignNetwork target,
            JsonNode published,
            List<List<String>> statistics,
            List<List<String>> losses,
            ProbeReport report) {
        List<Trial> trials = new ArrayList<>();
        double[] rates = LineSearch.rates(rateStep, LONGEST);
        ProgressLine progress = progress(name);
        for (int b = 0; b < batches; b++) {
            INDArray x = Nd4j.randn(type, batch, units);
            INDArray y = target.output(x);
            double before = model.loss(x, y);
            LineSearch ste =
                    LineSearch.of(
                            model,
                            SignNetwork.normalized(
                                    model.straightThrough(
                                            x, y, Rounding.SIGN, Double.POSITIVE_INFINITY)),
                            x,
                            y,
                            rates);
            losses.add(line(name, b, "STE", 1, before, ste));
            progress.at((long) b * (passes + 1) + 1, (long) batches * (passes + 1));
            List<LineSearch> stochastic = new ArrayList<>();
            List<INDArray> sums = new ArrayList<>();
            for (int n = 1; n <= passes; n++) {
                // The direction is normalized: a sum is as good as a mean.
                add(
                        sums,
                        model.straightThrough(
                                x,
                                y,
                                Rounding.stochastic(Uniforms.FRESH),
                                Double.POSITIVE_INFINITY));
                LineSearch best = LineSearch.of(model, SignNetwork.normalized(sums), x, y, rates);
                stochastic.add(best);
                losses.add(line(name, b, "sr-STE", n, before, best));
                progress.at((long) b * (passes + 1) + 1 + n, (long) batches * (passes + 1));
            }
            trials.add(new Trial(before, ste, stochastic));
        }
        summarize(name, trials, published.get(name), statistics);
        report.chart(chart(name, trials));
    }

    private static void add(List<INDArray> sums, List<INDArray> gradients) {
        if (sums.isEmpty()) {
            sums.addAll(gradients);
        } else {
            for (int l = 0; l < sums.size(); l++) {
                sums.get(l).addi(gradients.get(l));
            }
        }
    }

    private static List<String> line(
            String name, int batch, String direction, int passes, double before, LineSearch best) {
        return List.of(
                name,
                String.valueOf(batch),
                direction,
                String.valueOf(passes),
                String.valueOf(before),
                String.valueOf(best.rate()),
                String.valueOf(best.loss()));
    }

    private static void summarize(
            String name, List<Trial> trials, JsonNode published, List<List<String>> rows) {
        rows.add(
                List.of(
                        name,
                        "loss before",
                        range(trials.stream().mapToDouble(Trial::before).toArray()),
                        range(published, "initialLoss")));
        rows.add(
                List.of(
                        name,
                        "loss after the best STE step",
                        range(trials.stream().mapToDouble(t -> t.ste().loss()).toArray()),
                        range(published, "steLoss")));
        rows.add(
                List.of(
                        name,
                        "its length",
                        range(trials.stream().mapToDouble(t -> t.ste().rate()).toArray()),
                        range(published, "steRate")));
        rows.add(
                List.of(
                        name,
                        "loss after the best sr-STE step",
                        range(trials.stream().mapToDouble(Trial::bestStochastic).toArray()),
                        "-"));
        rows.add(
                List.of(
                        name,
                        "STE lowers the loss",
                        share(
                                trials.stream().filter(t -> t.ste().loss() < t.before()).count(),
                                trials),
                        share(published, "steDescends")));
        rows.add(
                List.of(
                        name,
                        "sr-STE of some n beats STE",
                        share(
                                trials.stream()
                                        .filter(t -> t.bestStochastic() < t.ste().loss())
                                        .count(),
                                trials),
                        share(published, "srBeatsSte")));
        rows.add(
                List.of(
                        name,
                        "sr-STE of every n lowers the loss",
                        share(
                                trials.stream()
                                        .filter(
                                                t ->
                                                        t.stochastic().stream()
                                                                .allMatch(
                                                                        s -> s.loss() < t.before()))
                                        .count(),
                                trials),
                        share(published, "srAlwaysDescends")));
    }

    private static String share(long count, List<Trial> trials) {
        return count + "/" + trials.size();
    }

    private static String share(JsonNode published, String field) {
        return published.has(field)
                ? published.get(field).asInt() + "/" + published.get("batches").asInt()
                : "-";
    }

    private static String range(JsonNode published, String field) {
        return published.has(field)
                ? Numbers.text(published.get(field).get(0).asDouble())
                        + " to "
                        + Numbers.text(published.get(field).get(1).asDouble())
                : "-";
    }

    private static String range(double[] values) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        return Numbers.text(least) + " to " + Numbers.text(most);
    }

    private static Chart chart(String name, List<Trial> trials) {
        List<Chart.Series> series = new ArrayList<>();
        List<double[]> before = new ArrayList<>();
        List<double[]> ste = new ArrayList<>();
        List<double[]> stochastic = new ArrayList<>();
        for (int b = 0; b < trials.size(); b++) {
            before.add(new double[] {b, trials.get(b).before()});
            ste.add(new double[] {b, trials.get(b).ste().loss()});
            stochastic.add(new double[] {b, trials.get(b).bestStochastic()});
        }
        series.add(new Chart.Series("before", before));
        series.add(new Chart.Series("best STE step", ste));
        series.add(new Chart.Series("best sr-STE step", stochastic));
        return new Chart(name, "line", "minibatch", false, "loss", false, series);
    }
}
