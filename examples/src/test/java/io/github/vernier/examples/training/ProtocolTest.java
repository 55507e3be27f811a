/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vernier.layers.testing.GoldenFile;
import io.github.vernier.layers.updater.HeavyBall;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;

class ProtocolTest {

    private static final Map<String, Protocol> BY_CASE =
            Map.of(
                    "lr_wrn", Protocol.WRN,
                    "lr_imagenet", Protocol.IMAGENET,
                    "lr_darts", Protocol.DARTS,
                    "lr_mobilenetv2", Protocol.MOBILENET_V2);

    private static void assertRates(Protocol protocol, JsonNode expected) {
        int epochs = expected.size();
        IUpdater updater = protocol.updater(epochs, 10);
        for (int epoch = 0; epoch < epochs; epoch++) {
            assertThat(updater.getLearningRate(10 * epoch, epoch))
                    .as("%s, epoch %d", protocol.name(), epoch)
                    .isCloseTo(expected.get(epoch).asDouble(), within(1e-15));
        }
    }

    @Test
    void ratesAreThePublishedOnes() {
        int found = 0;
        for (JsonNode c : GoldenFile.cases("compact", "sgd_schedules.json")) {
            Protocol protocol = BY_CASE.get(c.get("name").asText());
            if (protocol != null) {
                assertThat(c.get("lr").size()).isEqualTo(protocol.epochs());
                assertRates(protocol, c.get("lr"));
                found++;
            }
        }
        assertThat(found).isPositive();
        for (String file : GoldenFile.files("binary", "recu_schedules_*.json")) {
            assertRates(Protocol.RECU, GoldenFile.read("binary", file).get("lrWarmupCosine"));
        }
    }

    @Test
    void scalingKeepsTheShape() {
        Protocol short20 = Protocol.WRN.scaledTo(20);
        IUpdater updater = short20.updater(20, 1);
        assertThat(updater.getLearningRate(0, 5)).isCloseTo(0.1, within(1e-12));
        assertThat(updater.getLearningRate(0, 6)).isCloseTo(0.02, within(1e-12));
        assertThat(updater.getLearningRate(0, 12)).isCloseTo(0.004, within(1e-12));
        assertThat(updater.getLearningRate(0, 19)).isCloseTo(0.0008, within(1e-12));
        assertThat(short20.lastRate(20)).isCloseTo(0.0008, within(1e-12));
        // The warm-up of 5 of 600 epochs is 1 of 120 and none of 8.
        assertThat(Protocol.RECU.scaledTo(120).updater(120, 1).getLearningRate(0, 0))
                .isEqualTo(0.1);
        assertThat(Protocol.RECU.scaledTo(8).updater(8, 1).getLearningRate(0, 4))
                .isCloseTo(0.05, within(1e-12));
        assertThat(Protocol.RECU.scaledTo(1).updater(1, 1).getLearningRate(0, 0)).isEqualTo(0.1);
    }

    @Test
    void updateRulesAreThePublishedOnes() {
        assertThat(((HeavyBall) Protocol.RECU.updater(600, 1)).getMomentum()).isEqualTo(0.9);
        assertThat(Protocol.RECU_TWO_STAGE.updater(256, 1)).isInstanceOf(Adam.class);
        assertThat(Protocol.RECU.withBatch(64).batch()).isEqualTo(64);
    }

    @Test
    void mistakesAreNamed() {
        assertThat(Protocol.byName("ReCU")).isSameAs(Protocol.RECU);
        assertThatThrownBy(() -> Protocol.byName("best"))
                .hasMessageContaining("protocol 'best': expected one of [wrn, darts");
        assertThatThrownBy(() -> Protocol.RECU.scaledTo(0))
                .hasMessage("epochs 0: expected at least 1");
    }
}
