/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.browser;

import io.github.vernier.listeners.evaluation.EvaluationRecorder;
import io.github.vernier.listeners.training.TrainingRecorder;
import io.github.vernier.ui.UiTestServer;
import io.github.vernier.ui.scale.Watcher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.ui.model.storage.InMemoryStatsStorage;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.openqa.selenium.WindowType;

/**
 * Measures by how much spectators slow a training down, in turns: nobody; twenty tabs of which only
 * the questions are asked, their browsers being elsewhere; a browser on this machine with twenty
 * tabs, of which a person sees one; and the same if all were seen, as headless browsers believe.
 *
 * <p>Prints; asserts nothing, for a clock says something only about the machine it hangs in.
 */
public final class TabsBench {

    private static final String SESSION = "slow";
    private static final int TABS = 20;
    private static final int ROUNDS = 3;
    private static final long SETTLE_MILLIS = 3_000;
    private static final long PHASE_MILLIS = 20_000;
    private static final int BATCH = 32;
    private static final int SIDE = 32;
    private static final int CLASSES = 10;

    private static final String HIDDEN =
            "Object.defineProperty(document, 'hidden', { get: () => true });";

    private TabsBench() {}

    private interface Audience extends AutoCloseable {}

    /**
     * Runs it.
     *
     * @param arguments not looked at
     * @throws Exception if server, browser or training fail
     */
    public static void main(String[] arguments) throws Exception {
        AtomicLong iterations = new AtomicLong();
        AtomicBoolean over = new AtomicBoolean();
        InMemoryStatsStorage storage = new InMemoryStatsStorage();
        AtomicLong answers = new AtomicLong();
        try (UiTestServer server = UiTestServer.start(false);
                Chromium chromium = Chromium.start()) {
            server.ui().attach(storage);
            Thread training = new Thread(() -> train(storage, iterations, over), "training");
            training.start();
            while (iterations.get() < 10) {
                Thread.sleep(100);
            }
            double[][] rates = new double[4][ROUNDS];
            for (int round = 0; round < ROUNDS; round++) {
                rates[0][round] = rate(iterations);
                try (Audience watchers = watchers(server, answers)) {
                    rates[1][round] = rate(iterations);
                }
                try (Audience tabs = tabs(server, chromium, 1)) {
                    rates[2][round] = rate(iterations);
                }
                try (Audience tabs = tabs(server, chromium, TABS)) {
                    rates[3][round] = rate(iterations);
                }
            }
            over.set(true);
            training.join();
            double alone = median(rates[0]);
            print("nobody", rates[0], alone);
            print(TABS + " tabs elsewhere", rates[1], alone);
            print(TABS + " tabs here, 1 seen", rates[2], alone);
            print(TABS + " tabs here, all seen", rates[3], alone);
            System.out.printf("answers to tabs elsewhere: %d%n", answers.get());
        }
    }

    private static double rate(AtomicLong iterations) throws InterruptedException {
        Thread.sleep(SETTLE_MILLIS);
        long before = iterations.get();
        long start = System.nanoTime();
        Thread.sleep(PHASE_MILLIS);
        return (iterations.get() - before) * 1e9 / (System.nanoTime() - start);
    }

    private static Audience watchers(UiTestServer server, AtomicLong answers) {
        List<Watcher> watchers = new ArrayList<>();
        for (int i = 0; i < TABS; i++) {
            watchers.add(new Watcher(server, SESSION, answers));
        }
        return () -> {
            for (Watcher watcher : watchers) {
                watcher.close();
            }
        };
    }

    private static Audience tabs(UiTestServer server, Chromium chromium, int seen) {
        String home = chromium.driver().getWindowHandle();
        for (int i = 0; i < TABS; i++) {
            chromium.driver().switchTo().newWindow(WindowType.TAB);
            if (i >= seen) {
                chromium.driver()
                        .executeCdpCommand(
                                "Page.addScriptToEvaluateOnNewDocument", Map.of("source", HIDDEN));
            }
            chromium.driver().get(server.address("/vernier/overview?session=" + SESSION));
        }
        return () -> {
            for (String handle : chromium.driver().getWindowHandles()) {
                if (!handle.equals(home)) {
                    chromium.driver().switchTo().window(handle).close();
                }
            }
            chromium.driver().switchTo().window(home);
        };
    }

    private static void train(
            InMemoryStatsStorage storage, AtomicLong iterations, AtomicBoolean over) {
        MultiLayerNetwork network = network();
        Nd4j.getRandom().setSeed(1);
        INDArray labels = Nd4j.zeros(BATCH, CLASSES);
        for (int i = 0; i < BATCH; i++) {
            labels.putScalar(i, i % CLASSES, 1);
        }
        DataSet data = new DataSet(Nd4j.rand(BATCH, 3, SIDE, SIDE), labels);
        List<DataSet> batches = List.of(data, data, data, data, data, data, data, data);
        network.setListeners(
                TrainingRecorder.builder().recordTo(storage).sessionId(SESSION).build(),
                EvaluationRecorder.builder()
                        .name("test")
                        .heldOut(new ListDataSetIterator<>(List.of(data), 1))
                        .recordTo(storage)
                        .sessionId(SESSION)
                        .build(),
                new BaseTrainingListener() {
                    @Override
                    public void iterationDone(Model model, int iteration, int epoch) {
                        iterations.incrementAndGet();
                    }
                });
        while (!over.get()) {
            network.fit(new ListDataSetIterator<>(batches, 1));
        }
    }

    private static MultiLayerNetwork network() {
        NeuralNetConfiguration.ListBuilder layers =
                new NeuralNetConfiguration.Builder()
                        .seed(1)
                        .updater(new Sgd(0.01))
                        .activation(Activation.RELU)
                        .list();
        for (int stride : new int[] {1, 2, 1, 2, 1}) {
            layers.layer(
                    new ConvolutionLayer.Builder(3, 3)
                            .stride(stride, stride)
                            .padding(1, 1)
                            .nOut(48)
                            .build());
        }
        MultiLayerNetwork network =
                new MultiLayerNetwork(
                        layers.layer(
                                        new OutputLayer.Builder()
                                                .nOut(CLASSES)
                                                .activation(Activation.SOFTMAX)
                                                .build())
                                .setInputType(InputType.convolutional(SIDE, SIDE, 3))
                                .build());
        network.init();
        return network;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static void print(String audience, double[] rates, double alone) {
        double median = median(rates);
        System.out.printf(
                "%-24s %6.2f iterations/s, %+5.1f %%   %s%n",
                audience, median, 100 * (median / alone - 1), Arrays.toString(rates));
    }
}
