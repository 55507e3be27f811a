/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.probe;

import io.github.vernier.examples.data.DataSource;
import io.github.vernier.examples.networks.BinaryCnn;
import io.github.vernier.listeners.popart.PopArtListener;
import io.github.vernier.listeners.record.MemoryRecordSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code probe overhead}: what every probe costs by default. */
@Command(
        name = "overhead",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Times the training of a small binary CNN on drawn digits with each probe at its"
                    + " default schedule, and without: an epoch of each in turn, in one run.",
            "The median is that of the epochs' ratios, of time on the clock and of time of the"
                    + " processors, which other programs disturb less; the total counts rare measurements in full,"
                    + " the first of which comes before any time budget can hold it back. The goal"
                    + " is 1.10."
        })
public final class OverheadCommand implements Callable<Integer> {

    private static final double GOAL = 1.10;

    @Spec private CommandSpec spec;

    @Mixin private ProbeOptions options;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "9",
            description = "Epochs of each training (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--train-examples",
            paramLabel = "N",
            defaultValue = "1920",
            description = "Images of an epoch (default: ${DEFAULT-VALUE}).")
    private int trainExamples;

    @Option(
            names = "--test-examples",
            paramLabel = "N",
            defaultValue = "320",
            description = "Held-out images (default: ${DEFAULT-VALUE}).")
    private int testExamples;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "32",
            description = "Size of minibatches (default: ${DEFAULT-VALUE}).")
    private int batch;

    @Option(
            names = "--probes",
            paramLabel = "NAME",
            split = ",",
            description = "Which probes (default: all).")
    private List<String> chosen = List.of();

    /** Created by picocli. */
    public OverheadCommand() {}

    @Override
    public Integer call() throws IOException {
        if (rounds < 1 || batch < 1 || trainExamples < batch || testExamples < 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--rounds, --batch and --test-examples must be at least 1, --train-examples at"
                            + " least --batch");
        }
        DataSource data =
                DataSource.of("digits", null, options.seed()).limit(trainExamples, testExamples);
        Map<String, Supplier<TrainingListener>> probes =
                new ClassifierProbes(
                                data, batch, options.seed(), rounds + 1, new MemoryRecordSink())
                        .all();
        probes.put(
                "pop-art", () -> PopArtListener.builder().recordTo(new MemoryRecordSink()).build());
        checkNames(probes.keySet().stream().toList());
        List<DataSet> minibatches = minibatches(data);
        List<Overhead> found = new ArrayList<>();
        ProgressLine progress = new ProgressLine(spec.commandLine().getOut(), "probes");
        for (Map.Entry<String, Supplier<TrainingListener>> probe : probes.entrySet()) {
            if (chosen.isEmpty() || chosen.contains(probe.getKey())) {
                found.add(measure(probe.getKey(), probe.getValue().get(), minibatches));
                progress.at(found.size(), chosen.isEmpty() ? probes.size() : chosen.size());
            }
        }
        options.publish(report(found), spec);
        return 0;
    }

    private void checkNames(List<String> known) {
        for (String name : chosen) {
            if (!known.contains(name)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--probes has no " + name + ", expected some of " + known);
            }
        }
    }

    private List<DataSet> minibatches(DataSource data) {
        List<DataSet> minibatches = new ArrayList<>();
        DataSetIterator images = data.train(batch, options.seed());
        while (images.hasNext()) {
            minibatches.add(images.next());
        }
        return minibatches;
    }

    private Overhead measure(String name, TrainingListener listener, List<DataSet> minibatches) {
        boolean popArt = name.equals("pop-art");
        BinaryCnn.Builder network = BinaryCnn.builder().seed(options.seed()).epochs(rounds + 1);
        // The classes as numbers will do for a head that only has to be kept busy.
        int classes = minibatches.get(0).numOutcomes();
        Nd4j.getRandom().setSeed(options.seed());
        return Overhead.measure(
                name,
                (popArt ? network.regression(classes) : network).build(),
                listener,
                new ExistingDataSetIterator(minibatches),
                rounds);
    }

    private ProbeReport report(List<Overhead> found) {
        ProbeReport report = new ProbeReport("What probes cost");
        List<List<String>> rows = new ArrayList<>();
        List<List<String>> epochs = new ArrayList<>();
        for (Overhead overhead : found) {
            rows.add(
                    List.of(
                            overhead.name(),
                            ratio(overhead.time().median()),
                            ratio(overhead.work().median()),
                            ratio(overhead.time().total()),
                            ratio(overhead.work().total()),
                            overhead.measuring().isPresent()
                                    ? ratio(overhead.measuring().getAsDouble())
                                    : "-",
                            overhead.failed() ? "gave up" : ""));
            double[] times = overhead.time().each();
            double[] works = overhead.work().each();
            for (int i = 0; i < times.length; i++) {
                epochs.add(
                        List.of(
                                overhead.name(),
                                String.valueOf(times[i]),
                                String.valueOf(works[i])));
            }
        }
        report.table(
                "Seconds with a probe over seconds without",
                "overhead.csv",
                List.of("probe", "median", "of CPU", "total", "of CPU", "s measuring", "note"),
                rows);
        report.file("epochs.csv", List.of("probe", "time", "cpu"), epochs);
        List<String> missed =
                found.stream().filter(o -> o.time().median() > GOAL).map(Overhead::name).toList();
        report.note(
                missed.isEmpty()
                        ? "All medians meet the goal of 1.10."
                        : "Above the goal of 1.10: " + String.join(", ", missed) + ".");
        return report;
    }

    private static String ratio(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
