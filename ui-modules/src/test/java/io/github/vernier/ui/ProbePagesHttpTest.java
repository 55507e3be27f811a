/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui;

import static io.github.vernier.ui.UiTestServer.encode;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.vernier.listeners.record.BinaryWeightStaticInfo;
import io.github.vernier.listeners.record.BinaryWeightUpdate;
import io.github.vernier.listeners.record.CdgStaticInfo;
import io.github.vernier.listeners.record.CdgUpdate;
import io.github.vernier.listeners.record.ClusterUpdate;
import io.github.vernier.listeners.record.CostStaticInfo;
import io.github.vernier.listeners.record.DiscreteGradientStaticInfo;
import io.github.vernier.listeners.record.DiscreteGradientUpdate;
import io.github.vernier.listeners.record.EstimatorUpdate;
import io.github.vernier.listeners.record.GradientVarianceStaticInfo;
import io.github.vernier.listeners.record.GradientVarianceUpdate;
import io.github.vernier.listeners.record.PopArtStaticInfo;
import io.github.vernier.listeners.record.PopArtUpdate;
import io.github.vernier.listeners.record.VernierRecord;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.deeplearning4j.core.storage.Persistable;
import org.deeplearning4j.ui.model.storage.InMemoryStatsStorage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the pages of the probes get, beside what the probes of real trainings recorded. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProbePagesHttpTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int EPOCHS = 4;

    private final InMemoryStatsStorage storage = new InMemoryStatsStorage();
    private UiTestServer server;

    @BeforeAll
    void train() throws Exception {
        try (GatedTraining classifier = TinyProbes.classifier(storage, "digits", EPOCHS);
                GatedTraining regression = TinyProbes.regression(storage, "values", EPOCHS)) {
            classifier.letEpochs(EPOCHS);
            regression.letEpochs(EPOCHS);
            classifier.finish();
            regression.finish();
        }
        server = UiTestServer.start(true);
        server.ui().attach(storage);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private JsonNode json(String path) throws Exception {
        HttpResponse<String> response = server.get("/vernier/api/" + path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private <R extends VernierRecord> List<R> recorded(
            String session, String type, Class<R> recordClass) {
        List<R> found = new ArrayList<>();
        for (String worker : storage.listWorkerIDsForSessionAndType(session, type)) {
            for (Persistable update :
                    storage.getAllUpdatesAfter(session, type, worker, Long.MIN_VALUE)) {
                found.add(recordClass.cast(update));
            }
        }
        found.sort(Comparator.comparingLong(Persistable::getTimeStamp));
        assertThat(found).hasSizeGreaterThan(1);
        return found;
    }

    private static double value(JsonNode node) {
        return node.isTextual() ? Double.parseDouble(node.asText()) : node.asDouble();
    }

    /** A column is what was recorded: null where that is not finite, which is then listed apart. */
    private static <R> void assertColumn(
            JsonNode answer, String name, List<R> records, Function<R, Double> expected) {
        JsonNode column = answer.at("/columns").get(name);
        assertThat(column).as(name).hasSize(records.size());
        for (int i = 0; i < records.size(); i++) {
            Double value = expected.apply(records.get(i));
            boolean finite = value != null && Double.isFinite(value);
            assertThat(column.get(i).isNull()).as(name + " " + i).isEqualTo(!finite);
            if (finite) {
                assertThat(column.get(i).asDouble()).as(name + " " + i).isEqualTo(value);
            }
        }
        long broken =
                records.stream()
                        .map(expected)
                        .filter(value -> value != null && !Double.isFinite(value))
                        .count();
        long listed = 0;
        for (JsonNode mark : answer.get("nonFinite")) {
            listed += mark.get("series").asText().equals(name) ? 1 : 0;
        }
        assertThat(listed).as("marks of " + name).isEqualTo(broken);
    }

    @Test
    void binaryWeights() throws Exception {
        List<BinaryWeightUpdate> records =
                recorded("digits", BinaryWeightUpdate.TYPE_ID, BinaryWeightUpdate.class);
        JsonNode answer = json("binary-weights?session=digits&weight=" + encode("block2/W"));
        assertThat(answer.at("/settings/weights").toString())
                .isEqualTo("[\"block1/W\",\"block2/W\"]");
        assertThat(answer.get("supportedVersion").asInt()).isEqualTo(2);
        assertColumn(answer, "tau", records, r -> (double) r.getTable().tau()[1]);
        assertColumn(answer, "scale", records, r -> (double) r.getTable().scale()[1]);
        assertColumn(answer, "bound", records, r -> (double) r.getTable().bound()[1]);
        assertColumn(answer, "latentBound", records, r -> (double) r.getTable().latentBound()[1]);
        assertColumn(answer, "deadShare", records, r -> (double) r.getTable().deadShare()[1]);
        assertColumn(answer, "flipRatio", records, r -> (double) r.getTable().flipRatio()[1]);
        assertColumn(
                answer, "binaryEntropy", records, r -> (double) r.getTable().binaryEntropy()[1]);

        BinaryWeightUpdate last = records.get(records.size() - 1);
        JsonNode moment = json("binary-weights/moment?session=digits&weight=block2%2FW");
        assertThat(moment.get("iteration").asInt()).isEqualTo(last.getIteration());
        assertThat(moment.get("times")).hasSize(records.size());
        assertThat(moment.get("histogram").toString())
                .isEqualTo(JSON.writeValueAsString(last.getHistogram(1)));
        assertThat(moment.at("/table/clampedShare/0").asDouble())
                .isEqualTo(last.getTable().clampedShare()[0]);
        JsonNode have =
                json("binary-weights/moment?session=digits&have=" + moment.get("time").asText());
        assertThat(have.has("table")).isFalse();
        JsonNode first =
                json("binary-weights/moment?session=digits&time=" + records.get(0).getTimeStamp());
        assertThat(first.at("/table/flipRatio/0").asText()).isEqualTo("NaN");

        JsonNode history = json("binary-weights/history?session=digits&moments=3");
        assertThat(history.get("of").asInt()).isEqualTo(records.size());
        assertThat(history.get("moments").size()).isLessThanOrEqualTo(3);
        assertThat(history.get("moments").get(history.get("moments").size() - 1).get("histogram"))
                .isEqualTo(JSON.valueToTree(last.getHistogram(0)));
        assertThat(
                        json("binary-weights/history?session=digits&have="
                                        + history.get("last").asLong())
                                .has("moments"))
                .isFalse();
    }

    @Test
    void gradientVarianceByLayerAndOfAllTogether() throws Exception {
        List<GradientVarianceUpdate> records =
                recorded("digits", GradientVarianceUpdate.TYPE_ID, GradientVarianceUpdate.class);
        GradientVarianceStaticInfo.Settings settings =
                ((GradientVarianceStaticInfo)
                                storage.getAllStaticInfos(
                                                "digits", GradientVarianceStaticInfo.TYPE_ID)
                                        .get(0))
                        .getSettings();
        int ofExamples = settings.exampleLayers().indexOf("out");
        int ofDraws = settings.layers().indexOf("out");
        JsonNode answer = json("gradient-variance?session=digits&layer=out");
        assertColumn(
                answer,
                "examples:variance",
                records,
                r -> (double) r.getExamples().orElseThrow().variance()[ofExamples]);
        assertColumn(
                answer,
                "draws:noiseScale",
                records,
                r -> (double) r.getDraws().orElseThrow().noiseScale()[ofDraws]);
        assertColumn(answer, "distance", records, r -> (double) r.getDistance()[ofDraws]);
        assertColumn(answer, "normTest", records, r -> r.getTests().orElseThrow().normTest());
        JsonNode all = json("gradient-variance?session=digits");
        assertColumn(
                all,
                "draws:snr",
                records,
                r -> (double) r.getDraws().orElseThrow().snr()[settings.layers().size()]);
        // A layer whose examples' gradients cannot be had has those of draws.
        JsonNode binary = json("gradient-variance?session=digits&layer=block1");
        assertColumn(binary, "examples:variance", records, r -> null);
        assertThat(binary.at("/columns/draws:variance/0").isNumber()).isTrue();

        GradientVarianceUpdate last = records.get(records.size() - 1);
        assertThat(json("gradient-variance/moment?session=digits").get("histogram2d"))
                .isEqualTo(JSON.valueToTree(last.getHistogram2d()));
        assertThat(json("gradient-variance/history?session=digits").at("/moments/0/histogram"))
                .isEqualTo(JSON.valueToTree(records.get(0).getHistogram()));

        List<EstimatorUpdate> estimates =
                recorded("digits", EstimatorUpdate.TYPE_ID, EstimatorUpdate.class);
        JsonNode estimator = json("gradient-variance/estimator?session=digits&layer=conv1");
        assertThat(estimator.at("/settings/estimator").asText()).containsIgnoringCase("svrg");
        int conv1 = estimates.get(0).getLayers().indexOf("conv1");
        assertColumn(
                estimator,
                "estimator:variance",
                estimates,
                r -> (double) r.getEstimator().variance()[conv1]);
        assertColumn(estimator, "plain:snr", estimates, r -> (double) r.getPlain().snr()[conv1]);
    }

    @Test
    void cdgAtEveryEpsilon() throws Exception {
        List<CdgUpdate> records = recorded("digits", "VernierCdg", CdgUpdate.class);
        JsonNode answer = json("cdg?session=digits&parameter=" + encode("out/W"));
        assertThat(answer.get("epsilons").toString()).isEqualTo("[\"0.001\",\"0.03\",\"0.3\"]");
        for (double epsilon : new double[] {1e-3, 0.03, 0.3}) {
            Function<CdgUpdate, CdgUpdate.Parameter> parameter =
                    r ->
                            r.getParameters().stream()
                                    .filter(p -> p.name().equals("out/W"))
                                    .filter(p -> p.epsilon() == epsilon)
                                    .findFirst()
                                    .orElseThrow();
            assertColumn(answer, "cosine:" + epsilon, records, r -> parameter.apply(r).cosine());
            assertColumn(
                    answer,
                    "cdgLoss:" + epsilon,
                    records,
                    r -> parameter.apply(r).lossDecrease().orElseThrow().cdgLoss());
        }
        CdgUpdate last = records.get(records.size() - 1);
        JsonNode moment = json("cdg/moment?session=digits&parameter=out%2FW");
        assertThat(moment.get("rows")).hasSize(last.getParameters().size());
        assertThat(moment.get("scatter")).hasSize(3);
        CdgUpdate.Parameter scattered =
                last.getParameters().stream()
                        .filter(p -> p.name().equals("out/W") && p.epsilon() == 0.3)
                        .findFirst()
                        .orElseThrow();
        JsonNode pairs = moment.at("/scatter/2");
        for (int i = 0; i < scattered.scatterCdg().length; i++) {
            assertThat(value(pairs.at("/cdg/" + i))).isEqualTo(scattered.scatterCdg()[i]);
            assertThat(value(pairs.at("/backprop/" + i))).isEqualTo(scattered.scatterBackprop()[i]);
        }
    }

    @Test
    void discreteGradient() throws Exception {
        List<DiscreteGradientUpdate> records =
                recorded(
                        "digits", DiscreteGradientStaticInfo.TYPE_ID, DiscreteGradientUpdate.class);
        JsonNode answer = json("cdg/search?session=digits&searched=" + encode("out/W"));
        Function<DiscreteGradientUpdate, DiscreteGradientUpdate.Parameter> parameter =
                r ->
                        r.getParameters().stream()
                                .filter(p -> p.name().equals("out/W"))
                                .findFirst()
                                .orElseThrow();
        assertColumn(answer, "found", records, r -> (double) parameter.apply(r).found());
        assertColumn(answer, "meanDelta", records, r -> parameter.apply(r).meanDelta());
        assertColumn(answer, "stepLoss", records, r -> parameter.apply(r).stepLoss());
        DiscreteGradientUpdate last = records.get(records.size() - 1);
        assertThat(json("cdg/search-moment?session=digits&searched=out%2FW").get("histogram"))
                .isEqualTo(JSON.valueToTree(parameter.apply(last).histogram()));
    }

    @Test
    void clustersOfMinibatchesAndOfAllExamplesAreToldApart() throws Exception {
        List<ClusterUpdate> records =
                recorded("digits", ClusterUpdate.TYPE_ID, ClusterUpdate.class);
        assertThat(records)
                .extracting(ClusterUpdate::getKind)
                .contains(ClusterUpdate.Kind.values());
        JsonNode answer = json("clusters?session=digits&cluster=1");
        Function<ClusterUpdate, Boolean> full = r -> r.getKind() == ClusterUpdate.Kind.FULL;
        assertColumn(
                answer,
                "size",
                records,
                r -> full.apply(r) ? (Double) r.getClusters().get(1).size() : null);
        assertColumn(
                answer,
                "onlineDistortion",
                records,
                r -> full.apply(r) ? null : (Double) r.getSummary().distortion());
        ClusterUpdate assigned = records.stream().filter(full::apply).findFirst().orElseThrow();
        JsonNode moment = json("clusters/moment?session=digits&time=" + assigned.getTimeStamp());
        assertThat(moment.get("kind").asText()).isEqualTo("FULL");
        for (int i = 0; i < assigned.getClusters().size(); i++) {
            ClusterUpdate.Cluster cluster = assigned.getClusters().get(i);
            JsonNode shown = moment.at("/clusters/" + i);
            assertThat(shown.get("size").asDouble()).isEqualTo(cluster.size());
            assertThat(shown.get("labels")).isEqualTo(JSON.valueToTree(cluster.labels()));
            assertThat(shown.get("examples")).hasSize(cluster.examples().size());
            if (!cluster.examples().isEmpty()) {
                assertThat(shown.at("/examples/0/image/pixels").binaryValue())
                        .isEqualTo(cluster.examples().get(0).image().pixels());
            }
        }
        assertThat(json("clusters/history?session=digits").at("/moments/0/sizes")).hasSize(4);
    }

    @Test
    void popArtByOutput() throws Exception {
        List<PopArtUpdate> records =
                recorded("values", PopArtStaticInfo.TYPE_ID, PopArtUpdate.class);
        JsonNode answer = json("pop-art?session=values&head=values&output=2");
        assertThat(answer.at("/heads/0/outputs").asInt()).isEqualTo(3);
        assertColumn(answer, "mean", records, r -> r.getHeads().get(0).mean()[2]);
        assertColumn(answer, "deviation", records, r -> r.getHeads().get(0).deviation()[2]);
        assertColumn(answer, "rmse", records, r -> r.getHeads().get(0).rmse()[2]);
        assertColumn(answer, "clipping", records, r -> (double) r.getHeads().get(0).clipping()[2]);
        JsonNode moment = json("pop-art/moment?session=values");
        assertThat(moment.at("/table/mean")).hasSize(3);
    }

    @Test
    void costOfBothNetworks() throws Exception {
        CostStaticInfo record =
                (CostStaticInfo) storage.getAllStaticInfos("digits", CostStaticInfo.TYPE_ID).get(0);
        JsonNode answer = json("cost?session=digits");
        List<CostStaticInfo.Layer> layers = record.getNetwork().layers();
        for (int i = 0; i < layers.size(); i++) {
            JsonNode layer = answer.at("/network/layers/" + i);
            assertThat(layer.get("name").asText()).isEqualTo(layers.get(i).name());
            assertThat(layer.get("bits").asLong()).isEqualTo(layers.get(i).bits());
            assertThat(value(layer.get("multAdds"))).isEqualTo(layers.get(i).multAdds());
        }
        assertThat(answer.at("/original/layers/1/type").asText()).isEqualTo("ConvolutionLayer");
        String[] csv = server.get("/vernier/api/cost/csv?session=digits").body().split("\r\n");
        assertThat(csv)
                .hasSize(1 + 2 * layers.size())
                .contains(
                        "network,\"block1\",\"BinaryConvolution2D\",8x4x4,448,0,"
                                + layers.get(1).bits()
                                + ","
                                + layers.get(1).multAdds()
                                + ","
                                + layers.get(1).correctedMultAdds());
        assertThat(json("cost?session=values").get("network").isNull()).isTrue();
    }

    @Test
    void filesHaveAllDigits() throws Exception {
        List<PopArtUpdate> records =
                recorded("values", PopArtStaticInfo.TYPE_ID, PopArtUpdate.class);
        StringBuilder expected = new StringBuilder("time,iteration,epoch,deviation,rmse\r\n");
        for (PopArtUpdate update : records) {
            PopArtUpdate.Head head = update.getHeads().get(0);
            expected.append(update.getTimeStamp()).append(',').append(update.getIteration());
            expected.append(',').append(update.getEpoch()).append(',').append(head.deviation()[1]);
            expected.append(',').append(head.rmse()[1]).append("\r\n");
        }
        HttpResponse<String> file =
                server.get(
                        "/vernier/api/pop-art/csv?session=values&output=1&series=deviation&series=rmse");
        assertThat(file.body()).isEqualTo(expected.toString());
        assertThat(file.headers().firstValue("content-disposition"))
                .hasValue("attachment; filename=\"pop-art-values.csv\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "binary-weights?session=digits&weight=x | 404 | There is no binary weight \"x\"; there are: [block1/W, block2/W]",
                "gradient-variance?session=digits&layer=<b> | 404 | There is no layer \"<b>\"",
                "cdg?session=digits&parameter=x | 404 | There is no parameter \"x\"",
                "cdg/search?session=digits&searched=x | 404 | There is no parameter \"x\"",
                "pop-art?session=values&head=x | 404 | There is no head \"x\"; there are: [values]",
                "pop-art?session=values&output=3 | 400 | Parameter output is 3: expected 0 to 2",
                "clusters?session=digits&cluster=-1 | 400 | Parameter cluster is -1: expected 0 to",
                "binary-weights/history?session=digits&moments=1 | 400 | Parameter moments is 1: expected 2 to 200",
                "cdg/moment?session=digits&time=1 | 404 | There is no readable record of time 1",
                "cost/csv?session=values | 404 | Session \"values\" has no record of what its network costs"
            })
    void wrongRequestsSayWhatWasExpected(String path, int status, String reason) throws Exception {
        HttpResponse<String> response =
                server.get("/vernier/api/" + path.replace("<", "%3C").replace(">", "%3E"));
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(JSON.readTree(response.body()).get("error").asText()).startsWith(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "binary-weights",
        "gradient-variance",
        "gradient-variance/estimator",
        "cdg",
        "cdg/search",
        "clusters"
    })
    void aSessionWithoutSuchRecordsHasEmptySeries(String path) throws Exception {
        JsonNode answer = json(path + "?session=values");
        assertThat(answer.get("recorded").asInt()).isZero();
        assertThat(answer.at("/columns/iteration")).isEmpty();
    }

    /** As SQLite may hand them out: objects with holes, which no constructor has seen. */
    @Test
    void recordsWithHolesAreCountedAndTheOthersShown() throws Exception {
        InMemoryStatsStorage other = new InMemoryStatsStorage();
        CdgUpdate.Parameter whole =
                new CdgUpdate.Parameter(
                        "a/W", 0.5, 9, 1, 1, 0, 1, 0, 1, 1, new float[] {1}, new float[] {1}, null);
        CdgUpdate.Parameter holed =
                new CdgUpdate.Parameter("a/W", 0.5, 9, 1, 1, 0, 1, 0, 1, 1, null, null, null);
        CdgStaticInfo info =
                new CdgStaticInfo(
                        new CdgStaticInfo.Settings(
                                List.of("a"),
                                new double[] {0.5},
                                "INFERENCE",
                                0,
                                1,
                                new double[0]));
        info.stamp("holes", "w", 1);
        other.putStaticInfo(info);
        for (int i = 0; i < 3; i++) {
            CdgUpdate update = new CdgUpdate(i, 0, 1, 2, 1, List.of(i == 2 ? holed : whole));
            update.stamp("holes", "w", 10 + i);
            other.putUpdate(update);
        }
        ClusterUpdate empty = new ClusterUpdate();
        empty.stamp("holes", "w", 20);
        other.putUpdate(empty);
        server.ui().attach(other);
        assertThat(json("cdg?session=holes").at("/columns/cosine:0.5").toString())
                .isEqualTo("[1.0,1.0,1.0]");
        JsonNode newest = json("cdg/moment?session=holes");
        assertThat(newest.get("unreadable").asInt()).isEqualTo(1);
        assertThat(newest.has("iteration")).isFalse();
        assertThat(json("cdg/moment?session=holes&time=11").at("/scatter/0/cdg").toString())
                .isEqualTo("[1.0]");
        JsonNode clusters = json("clusters?session=holes");
        assertThat(clusters.get("unreadable").asInt()).isEqualTo(1);
        assertThat(clusters.get("recorded").asInt()).isZero();
        server.ui().detach(other);
    }

    /** Version 1 had no bounds of the latent weights; a version to come is shown as such. */
    @Test
    void recordsOfOtherVersionsAreShownAsFarAsKnown() throws Exception {
        InMemoryStatsStorage other = new InMemoryStatsStorage();
        BinaryWeightStaticInfo info =
                new BinaryWeightStaticInfo(
                        new BinaryWeightStaticInfo.Settings(
                                List.of("a/W"), new int[] {4}, List.of(), List.of(), 1, 2, -1, 1));
        info.stamp("old", "w", 1);
        other.putStaticInfo(info);
        float[] one = {0.5f};
        BinaryWeightUpdate.Table table =
                new BinaryWeightUpdate.Table(
                        one,
                        one,
                        new float[] {Float.POSITIVE_INFINITY},
                        one,
                        one,
                        one,
                        one,
                        one,
                        one,
                        one,
                        new float[] {Float.NaN},
                        new float[0]);
        for (int version : new int[] {1, 9}) {
            BinaryWeightUpdate update = new BinaryWeightUpdate(version, 0, table, new int[] {1, 3});
            update.stamp("old", "w", 10 + version);
            byte[] bytes = update.encode();
            ByteBuffer.wrap(bytes).putInt(4, version);
            BinaryWeightUpdate decoded = new BinaryWeightUpdate();
            decoded.decode(bytes);
            other.putUpdate(decoded);
        }
        server.ui().attach(other);
        JsonNode answer = json("binary-weights?session=old");
        assertThat(answer.get("newestVersion").asInt()).isEqualTo(9);
        assertThat(answer.get("supportedVersion").asInt()).isEqualTo(2);
        assertThat(answer.at("/columns/latentBound").toString()).isEqualTo("[null,null]");
        assertThat(answer.at("/columns/tau").toString()).isEqualTo("[0.5,0.5]");
        assertThat(answer.get("nonFinite"))
                .extracting(mark -> mark.get("series").asText() + " " + mark.get("value").asText())
                .containsExactlyInAnyOrder(
                        "bound Infinity", "bound Infinity", "flipRatio NaN", "flipRatio NaN");
        JsonNode moment = json("binary-weights/moment?session=old");
        assertThat(moment.get("histogram").toString()).isEqualTo("[1,3]");
        assertThat(moment.has("latentBound")).isFalse();
        assertThat(moment.at("/table/bound/0").asText()).isEqualTo("Infinity");
        server.ui().detach(other);
    }
}
