/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.vernier.arbiter.exchange.JavaSource;
import io.github.vernier.arbiter.pruning.SuccessiveHalving;
import io.github.vernier.arbiter.runner.SafeOptimizationRunner;
import io.github.vernier.arbiter.search.EndReason;
import io.github.vernier.arbiter.search.Search;
import io.github.vernier.arbiter.search.SearchBuilder;
import io.github.vernier.arbiter.search.SearchResult;
import io.github.vernier.arbiter.trial.Direction;
import io.github.vernier.arbiter.trial.Goal;
import io.github.vernier.arbiter.trial.SqliteTrialStore;
import io.github.vernier.arbiter.trial.Trial;
import io.github.vernier.arbiter.trial.TrialStatus;
import io.github.vernier.arbiter.trial.TrialStore;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;
import org.deeplearning4j.arbiter.ComputationGraphSpace;
import org.deeplearning4j.arbiter.GraphConfiguration;
import org.deeplearning4j.arbiter.MultiLayerSpace;
import org.deeplearning4j.arbiter.conf.updater.AdamSpace;
import org.deeplearning4j.arbiter.layers.DenseLayerSpace;
import org.deeplearning4j.arbiter.layers.OutputLayerSpace;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.api.data.DataSource;
import org.deeplearning4j.arbiter.optimize.api.saving.InMemoryResultSaver;
import org.deeplearning4j.arbiter.optimize.api.termination.MaxCandidatesCondition;
import org.deeplearning4j.arbiter.optimize.api.termination.MaxTimeCondition;
import org.deeplearning4j.arbiter.optimize.config.OptimizationConfiguration;
import org.deeplearning4j.arbiter.optimize.distribution.LogUniformDistribution;
import org.deeplearning4j.arbiter.optimize.generator.RandomSearchGenerator;
import org.deeplearning4j.arbiter.optimize.parameter.continuous.ContinuousParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.discrete.DiscreteParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.integer.IntegerParameterSpace;
import org.deeplearning4j.arbiter.optimize.runner.CandidateStatus;
import org.deeplearning4j.arbiter.scoring.impl.TestSetLossScoreFunction;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** A search of networks as a person writes it, to the end. */
@Timeout(180)
class NetworkSearchTest {

    private static final InputType INPUT = InputType.feedForward(2);
    private static final int EPOCHS = 8;

    @TempDir Path folder;

    @Test
    void theBestNetworkIsRetrainedFromItsJavaSourceToTheSameScore() throws Exception {
        try (TrialStore store = SqliteTrialStore.open(folder.resolve("search.db"))) {
            SearchResult result = search(layers()).store(store).build().run();
            assertThat(result.end().reason()).isEqualTo(EndReason.TRIALS);
            assertThat(result.with(TrialStatus.FAILED)).isEmpty();
            assertThat(result.with(TrialStatus.PRUNED)).isNotEmpty();
            Trial best = result.best().orElseThrow();
            assertThat(best.epochs()).hasSize(EPOCHS);
            assertThat(best.lastEpochScore().getAsDouble()).isEqualTo(best.objectives().get(0));
            assertThat(best.objectives().get(0)).isLessThan(0.6);
            long units = (long) best.values().get("layer_0.nOut");
            assertThat(best.objectives().get(1)).isEqualTo(units * 5 + 2);

            MultiLayerNetwork saved =
                    MultiLayerNetwork.load(Path.of(best.modelPath()).toFile(), false);
            assertThat(score(saved)).isCloseTo(best.objectives().get(0), within(1e-12));

            Class<?> source = compile(store, best);
            assertThat(source.getField("EPOCHS").get(null)).isEqualTo(EPOCHS);
            assertThat(source.getField("SEED").get(null)).isEqualTo(best.seed());
            assertThat(source.getField("VALUES").get(null)).isEqualTo(best.values());
            MultiLayerNetwork trained =
                    (MultiLayerNetwork)
                            source.getMethod("train", DataSetIterator.class)
                                    .invoke(null, new Quadrants().trainData());
            assertThat(score(trained)).isEqualTo(best.objectives().get(0));
            assertThat(trained.params()).isEqualTo(saved.params());
        }
    }

    @Test
    void graphsAreSearchedAndRebuiltLikewise() throws Exception {
        ComputationGraphSpace space =
                new ComputationGraphSpace.Builder()
                        .updater(adam())
                        .addInputs("in")
                        .addLayer(
                                "hidden",
                                new DenseLayerSpace.Builder()
                                        .nIn(2)
                                        .nOut(new IntegerParameterSpace(2, 12))
                                        .activation(Activation.TANH)
                                        .build(),
                                "in")
                        .addLayer("out", output(), "hidden")
                        .setInputTypes(INPUT)
                        .setOutputs("out")
                        .numEpochs(2)
                        .build();
        try (TrialStore store = SqliteTrialStore.inMemory()) {
            SearchBuilder<GraphConfiguration> builder = search(space);
            SearchResult result = builder.store(store).trials(3).build().run();
            assertThat(result.with(TrialStatus.FAILED)).isEmpty();
            Trial best = result.best().orElseThrow();
            assertThat(best.values()).containsOnlyKeys("updater", "hidden.nOut");
            ComputationGraph trained =
                    (ComputationGraph)
                            compile(store, best)
                                    .getMethod("train", DataSetIterator.class)
                                    .invoke(null, new Quadrants().trainData());
            double score =
                    new TestSetLossScoreFunction().score(trained, new Quadrants().testData());
            assertThat(score).isEqualTo(best.objectives().get(0));
        }
    }

    @Test
    void sharedDataScoreAsDataMadeForEachTrialDo() {
        SharedQuadrants data = new SharedQuadrants(new Quadrants());
        SearchResult shared =
                search(layers(), NetworkObjective.builder().data(data)).trials(3).build().run();
        SearchResult made = search(layers()).trials(3).build().run();
        assertThat(objectives(shared)).isEqualTo(objectives(made)).doesNotContain(List.of());
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                NetworkObjective.builder()
                                        .data(SharedQuadrants.class, new Properties()))
                .withMessageContaining("SharedQuadrants has no public constructor");
    }

    private static List<List<Double>> objectives(SearchResult result) {
        return result.trials().stream().map(Trial::objectives).toList();
    }

    /** Cannot be made again: there is no constructor without arguments. */
    private record SharedQuadrants(Quadrants data) implements DataSource {

        @Override
        public void configure(Properties properties) {
            throw new UnsupportedOperationException("It is ready for use");
        }

        @Override
        public Object trainData() {
            return data.trainData();
        }

        @Override
        public Object testData() {
            return data.testData();
        }

        @Override
        public Class<?> getDataType() {
            return data.getDataType();
        }
    }

    @Test
    void aSourceWithoutPackageCanBeAProgram() throws Exception {
        try (TrialStore store = SqliteTrialStore.inMemory()) {
            Trial best = search(layers()).store(store).trials(1).build().run().best().orElseThrow();
            JavaSource source =
                    JavaSource.of(store, best)
                            .main(
                                    """
                                    var data = new io.github.vernier.arbiter.network.Quadrants();
                                    arguments[0] = Double.toString(
                                        new %s().score(train(data.trainData()), data.testData()));
                                    """
                                            .formatted(TestSetLossScoreFunction.class.getName()));
            assertThat(source.text("", "Best")).startsWith("import ");
            String[] arguments = new String[1];
            compile(source, "").getMethod("main", String[].class).invoke(null, (Object) arguments);
            assertThat(Double.parseDouble(arguments[0])).isEqualTo(best.objectives().get(0));
        }
    }

    @Test
    void arbitersOwnConfigurationIsStoppedAtTheNextIteration() {
        MultiLayerSpace endless =
                new MultiLayerSpace.Builder()
                        .addLayer(new DenseLayerSpace.Builder().nIn(2).nOut(3).build())
                        .addLayer(output())
                        .setInputType(INPUT)
                        .numEpochs(Integer.MAX_VALUE)
                        .build();
        SafeOptimizationRunner runner =
                new SafeOptimizationRunner(
                        new OptimizationConfiguration.Builder()
                                .candidateGenerator(new RandomSearchGenerator(endless))
                                .dataSource(Quadrants.class, new Properties())
                                .modelSaver(new InMemoryResultSaver())
                                .scoreFunction(new TestSetLossScoreFunction())
                                .terminationConditions(new MaxTimeCondition(3, TimeUnit.SECONDS))
                                .build());
        runner.execute();
        assertThat(runner.end().orElseThrow().reason()).isEqualTo(EndReason.TIME_LIMIT);
        assertThat(runner.getCandidateStatus().get(0).getCandidateStatus())
                .isEqualTo(CandidateStatus.Cancelled);
        assertThat(runner.getCandidateStatus().get(0).getExceptionStackTrace())
                .doesNotContain("left behind");
    }

    @Test
    void arbitersOwnConfigurationKeepsItsModels() throws Exception {
        SafeOptimizationRunner runner =
                new SafeOptimizationRunner(
                        new OptimizationConfiguration.Builder()
                                .candidateGenerator(new RandomSearchGenerator(layers()))
                                .rngSeed(1)
                                .dataSource(Quadrants.class, new Properties())
                                .modelSaver(new InMemoryResultSaver())
                                .scoreFunction(new TestSetLossScoreFunction())
                                .terminationConditions(new MaxCandidatesCondition(2))
                                .build());
        runner.execute();
        assertThat(runner.getResults()).hasSize(2);
        MultiLayerNetwork model = (MultiLayerNetwork) runner.getResults().get(1).getResultModel();
        assertThat(runner.getResults().get(1).getResult().getScore()).isEqualTo(score(model));
        assertThat(runner.search().trials().get(1).values()).containsKey("layer_0.nOut");
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrainableNetwork.of("text"))
                .withMessageContaining(
                        "must be a network's configuration, but is java.lang.String");
        try (TrialStore store = SqliteTrialStore.inMemory()) {
            SearchResult result =
                    Search.builder()
                            .space(new ContinuousParameterSpace(0, 1))
                            .minimize("x", (x, trial) -> x)
                            .trials(1)
                            .store(store)
                            .build()
                            .run();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> JavaSource.of(store, result.trials().get(0)))
                    .withMessageContaining("Trial 0")
                    .withMessageContaining("has no network's configuration");
        }
    }

    private <T> SearchBuilder<T> search(ParameterSpace<T> space) {
        return search(space, NetworkObjective.builder().data(Quadrants.class, new Properties()));
    }

    private <T> SearchBuilder<T> search(
            ParameterSpace<T> space, NetworkObjective.Builder objective) {
        return Search.builder()
                .space(space)
                .objective(
                        objective
                                .score(new TestSetLossScoreFunction())
                                .saveModels(folder.resolve("models"))
                                .build())
                .also(new Goal("parameters", Direction.MINIMIZE), NetworkMeasure.parameters(INPUT))
                .pruning(new SuccessiveHalving(2, 2))
                .trialTimeLimit(Duration.ofMinutes(1))
                .trials(10)
                .seed(2);
    }

    private static MultiLayerSpace layers() {
        return new MultiLayerSpace.Builder()
                .updater(adam())
                .addLayer(
                        new DenseLayerSpace.Builder()
                                .nIn(2)
                                .nOut(new IntegerParameterSpace(2, 12))
                                .activation(
                                        new DiscreteParameterSpace<>(
                                                Activation.RELU, Activation.TANH))
                                .build())
                .addLayer(output())
                .setInputType(INPUT)
                .numEpochs(EPOCHS)
                .build();
    }

    private static AdamSpace adam() {
        return new AdamSpace(new ContinuousParameterSpace(new LogUniformDistribution(1e-3, 0.3)));
    }

    private static OutputLayerSpace output() {
        return new OutputLayerSpace.Builder()
                .nOut(2)
                .activation(Activation.SOFTMAX)
                .lossFunction(LossFunction.MCXENT)
                .build();
    }

    private static double score(MultiLayerNetwork network) {
        return new TestSetLossScoreFunction().score(network, new Quadrants().testData());
    }

    private Class<?> compile(TrialStore store, Trial trial) throws Exception {
        return compile(JavaSource.of(store, trial), "generated");
    }

    private Class<?> compile(JavaSource source, String packageName) throws Exception {
        Path file = source.write(folder, packageName, "Best");
        int errors =
                ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                null,
                                null,
                                "-nowarn",
                                "-proc:none",
                                "-cp",
                                System.getProperty("java.class.path"),
                                file.toString());
        assertThat(errors).isZero();
        URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader());
        return loader.loadClass(packageName.isEmpty() ? "Best" : packageName + ".Best");
    }
}
