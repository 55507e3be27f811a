/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.probe;

import io.github.vernier.examples.data.DataSource;
import io.github.vernier.examples.networks.SmallCnn;
import io.github.vernier.listeners.cdg.CdgMode;
import io.github.vernier.listeners.cdg.CdgStudy;
import io.github.vernier.listeners.cdg.CdgStudy.Method;
import io.github.vernier.listeners.cdg.ParameterCdg;
import io.github.vernier.listeners.probe.Twin;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code probe cdg}: backpropagation beside differences of the loss. */
@Command(
        name = "cdg",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Trains a small CNN on drawn digits for an epoch, then measures, layer by layer, how"
                    + " well backpropagation agrees with central differences of the loss.",
            "--compare measures every weight of one convolution instead, and prints how long that"
                    + " takes beside a forward pass of the whole network for each evaluation, timed"
                    + " on a sample of weights in the same run."
        })
public final class CdgCommand implements Callable<Integer> {

    private static final int TRAINING_BATCH = 32;
    private static final int[] WIDTHS = {16, 32, 48};

    @Spec private CommandSpec spec;

    @Mixin private ProbeOptions options;

    @Option(
            names = "--layers",
            paramLabel = "NAME",
            split = ",",
            description = "Which layers (default: all convolutions and the output).")
    private List<String> layers =
            List.of(
                    "stage1_conv1",
                    "stage1_conv2",
                    "stage2_conv1",
                    "stage2_conv2",
                    "stage3_conv1",
                    "stage3_conv2",
                    "output");

    @Option(
            names = "--epsilons",
            paramLabel = "X",
            split = ",",
            defaultValue = "0.1,0.01",
            description = "Every epsilon to measure with (default: ${DEFAULT-VALUE}).")
    private List<Double> epsilons;

    @Option(
            names = "--coordinates",
            paramLabel = "N",
            defaultValue = "200",
            description = "Weights of each layer, 0 for all (default: ${DEFAULT-VALUE}).")
    private int coordinates;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "32",
            description = "Examples to measure on (default: ${DEFAULT-VALUE}).")
    private int batch;

    @Option(
            names = "--train-examples",
            paramLabel = "N",
            defaultValue = "2000",
            description = "Images to train on (default: ${DEFAULT-VALUE}).")
    private int trainExamples;

    @Option(names = "--compare", description = "Compare the time of both ways to compute it.")
    private boolean compare;

    @Option(
            names = "--compare-layer",
            paramLabel = "NAME",
            defaultValue = "stage3_conv2",
            description = "Whose weights to compare it on (default: ${DEFAULT-VALUE}).")
    private String compareLayer;

    @Option(
            names = "--compare-sample",
            paramLabel = "N",
            defaultValue = "50",
            description =
                    "How many weights to time forward passes of the whole network on"
                            + " (default: ${DEFAULT-VALUE}).")
    private int compareSample;

    /** Created by picocli. */
    public CdgCommand() {}

    @Override
    public Integer call() throws IOException {
        if (batch < 1 || trainExamples < TRAINING_BATCH || compareSample < 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--batch and --compare-sample must be at least 1, --train-examples at least "
                            + TRAINING_BATCH);
        }
        DataSource data = DataSource.of("digits", null, options.seed()).limit(trainExamples, batch);
        Twin twin = Twin.ofInference(trained(data));
        DataSet test = data.test(batch).next();
        MultiDataSet minibatch =
                new org.nd4j.linalg.dataset.MultiDataSet(test.getFeatures(), test.getLabels());
        ProbeReport report = new ProbeReport("Backpropagation and central differences");
        try {
            if (compare) {
                compare(twin, minibatch, report);
            } else {
                measure(twin, minibatch, report);
            }
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        options.publish(report, spec);
        return 0;
    }

    private MultiLayerNetwork trained(DataSource data) {
        MultiLayerNetwork network =
                new MultiLayerNetwork(
                        SmallCnn.builder().widths(WIDTHS).seed(options.seed()).build());
        network.init();
        Nd4j.getRandom().setSeed(options.seed());
        PrintWriter out = spec.commandLine().getOut();
        out.println("Training on " + trainExamples + " images");
        out.flush();
        network.fit(data.train(TRAINING_BATCH, options.seed()));
        return network;
    }

    private CdgStudy study(List<String> names, List<Double> widths, int most) {
        return new CdgStudy(names, widths, most, options.seed(), CdgMode.INFERENCE, List.of());
    }

    private CdgStudy.Observer observer(String what) {
        ProgressLine progress = new ProgressLine(spec.commandLine().getOut(), what);
        return status -> {
            progress.at(status.evaluations(), status.total());
            return true;
        };
    }

    private void measure(Twin twin, MultiDataSet minibatch, ProbeReport report) {
        CdgStudy.Result result =
                study(layers, epsilons, coordinates).of(twin, minibatch, observer("evaluations"));
        List<List<String>> rows = new ArrayList<>();
        List<List<String>> pairs = new ArrayList<>();
        for (ParameterCdg found : result.parameters()) {
            rows.add(row(found));
            List<double[]> points = new ArrayList<>();
            for (int i = 0; i < found.cdg().length; i++) {
                points.add(new double[] {found.backprop()[i], found.cdg()[i]});
                pairs.add(
                        List.of(
                                found.name(),
                                String.valueOf(found.epsilon()),
                                String.valueOf(found.coordinates()[i]),
                                String.valueOf(found.backprop()[i]),
                                String.valueOf(found.cdg()[i])));
            }
            report.chart(
                    new Chart(
                            found.name() + ", epsilon " + Numbers.text(found.epsilon()),
                            "scatter",
                            "backpropagation",
                            false,
                            "CDG",
                            false,
                            List.of(new Chart.Series("weights", points))));
        }
        report.table(
                "Agreement",
                "cdg.csv",
                List.of(
                        "parameter",
                        "epsilon",
                        "measured",
                        "of",
                        "cosine",
                        "relative error",
                        "same sign",
                        "zero"),
                rows);
        report.file(
                "pairs.csv", List.of("parameter", "epsilon", "weight", "backprop", "cdg"), pairs);
        report.note(
                String.format(
                        Locale.ROOT,
                        "Loss %.4f; %d evaluations in %.1f s.",
                        result.loss(),
                        result.evaluations(),
                        result.seconds()));
    }

    private static List<String> row(ParameterCdg found) {
        return List.of(
                found.name(),
                Numbers.text(found.epsilon()),
                String.valueOf(found.cdg().length),
                String.valueOf(found.parameters()),
                String.format(Locale.ROOT, "%.6f", found.agreement().cosine()),
                Numbers.text(found.agreement().relativeError()),
                percent(found.agreement().signAgreement()),
                percent(found.agreement().zeroShare()));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private void compare(Twin twin, MultiDataSet minibatch, ProbeReport report) {
        List<String> layer = List.of(compareLayer);
        List<Double> epsilon = List.of(epsilons.get(epsilons.size() - 1));
        // A round of each first: the virtual machine and memory are warm afterwards.
        CdgStudy sample = study(layer, epsilon, compareSample);
        sample.of(twin, minibatch, Method.SHARED, CdgStudy.Observer.NONE);
        sample.of(twin, minibatch, Method.FULL, CdgStudy.Observer.NONE);
        CdgStudy.Result full = sample.of(twin, minibatch, Method.FULL, observer("whole network"));
        CdgStudy.Result sameWeights =
                sample.of(twin, minibatch, Method.SHARED, CdgStudy.Observer.NONE);
        CdgStudy.Result shared =
                study(layer, epsilon, 0).of(twin, minibatch, Method.SHARED, observer("shared"));
        double fullSeconds = full.seconds() / full.evaluations() * shared.evaluations();
        double difference = 0;
        double size = 0;
        for (int p = 0; p < full.parameters().size(); p++) {
            double[] a = full.parameters().get(p).cdg();
            double[] b = sameWeights.parameters().get(p).cdg();
            for (int i = 0; i < a.length; i++) {
                difference = Math.max(difference, Math.abs(a[i] - b[i]));
                size = Math.max(size, Math.abs(a[i]));
            }
        }
        report.table(
                "Central differences of "
                        + shared.evaluations() / 2
                        + " weights of "
                        + compareLayer,
                "compare.csv",
                List.of("method", "evaluations timed", "seconds", "seconds for all", "ratio"),
                List.of(
                        List.of(
                                "whole network",
                                String.valueOf(full.evaluations()),
                                Numbers.text(full.seconds()),
                                Numbers.text(fullSeconds),
                                "1"),
                        List.of(
                                "shared",
                                String.valueOf(shared.evaluations()),
                                Numbers.text(shared.seconds()),
                                Numbers.text(shared.seconds()),
                                String.format(
                                        Locale.ROOT, "%.1f", fullSeconds / shared.seconds()))));
        report.note(
                "Seconds for all of the whole network are extrapolated from the evaluations timed.");
        report.note(
                "On the weights both measured they differ by at most "
                        + Numbers.text(difference)
                        + "; the largest difference quotient is "
                        + Numbers.text(size)
                        + ".");
    }
}
