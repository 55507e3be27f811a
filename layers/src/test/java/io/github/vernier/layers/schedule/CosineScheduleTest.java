/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vernier.layers.testing.GoldenFile;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

class CosineScheduleTest {

    @TestFactory
    Stream<DynamicTest> publishedLearningRates() {
        return GoldenFile.cases("compact", "sgd_schedules.json").stream()
                .filter(c -> c.has("lr"))
                .map(
                        c ->
                                DynamicTest.dynamicTest(
                                        c.get("name").asText(), () -> verify(c.get("lr"))));
    }

    /** Steps where the file's rates have steps, else the cosine. */
    private static void verify(JsonNode rates) {
        ISchedule schedule =
                rates.get(0).asDouble() == rates.get(1).asDouble()
                        ? steps(rates)
                        : new CosineSchedule(
                                ScheduleType.EPOCH, rates.get(0).asDouble(), rates.size());
        for (int epoch = 0; epoch < rates.size(); epoch++) {
            assertThat(schedule.valueAt(17 * epoch, epoch))
                    .as("epoch " + epoch)
                    .isCloseTo(rates.get(epoch).asDouble(), within(1e-12));
        }
    }

    private static ISchedule steps(JsonNode rates) {
        MapSchedule.Builder builder = new MapSchedule.Builder(ScheduleType.EPOCH);
        for (int epoch = 0; epoch < rates.size(); epoch++) {
            if (epoch == 0 || rates.get(epoch).asDouble() != rates.get(epoch - 1).asDouble()) {
                builder.add(epoch, rates.get(epoch).asDouble());
            }
        }
        return builder.build();
    }

    @Test
    void countsIterationsAndEndsAtZero() {
        CosineSchedule schedule = new CosineSchedule(ScheduleType.ITERATION, 0.4, 10);
        assertThat(schedule.valueAt(0, 9)).isEqualTo(0.4);
        assertThat(schedule.valueAt(5, 0)).isCloseTo(0.2, within(1e-15));
        assertThat(schedule.valueAt(10, 0)).isZero();
        assertThat(schedule.valueAt(11, 0)).isZero();
    }

    @Test
    void travelsInAConfiguration() {
        MultiLayerConfiguration conf =
                new NeuralNetConfiguration.Builder()
                        .updater(new Sgd(new CosineSchedule(ScheduleType.EPOCH, 0.1, 20)))
                        .list()
                        .layer(new OutputLayer.Builder().nIn(2).nOut(2).build())
                        .build();
        assertThat(MultiLayerConfiguration.fromJson(conf.toJson())).isEqualTo(conf);
        assertThat(conf.toJson()).contains("CosineSchedule");
    }

    @Test
    void needsALength() {
        assertThatThrownBy(() -> new CosineSchedule(ScheduleType.EPOCH, 0.1, 0))
                .hasMessage("total must be at least 1, but got 0");
    }
}
