/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.scale;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.vernier.ui.UiTestServer;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class LongSessionTest {

    private static final int RECORDS = 1_000_000;

    /** Most records that an answer shows of those it has not read. */
    private static final int OUTLOOK = 600;

    private static JsonNode ask(UiTestServer server, String more) throws Exception {
        HttpResponse<String> response =
                server.get("/vernier/api/overview?session=" + SyntheticStorage.SESSION + more);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return new JsonMapper().readTree(response.body());
    }

    private static boolean has(JsonNode answer, int iteration) {
        for (JsonNode at : answer.at("/columns/iteration")) {
            if (at.asInt() == iteration) {
                return true;
            }
        }
        return false;
    }

    /** By how much was read, which says more than a clock on a busy machine. */
    @Test
    void aMillionRecordsAreReadOnceAndRangesOnlyInPart() throws Exception {
        SyntheticStorage storage = new SyntheticStorage(RECORDS);
        try (UiTestServer server = UiTestServer.start(false)) {
            server.ui().attach(storage);
            JsonNode first = ask(server, "");
            assertThat(first.get("recorded").asInt()).isEqualTo(RECORDS);
            assertThat(first.get("thinned").asBoolean()).isTrue();
            assertThat(has(first, 1)).isTrue();
            assertThat(has(first, RECORDS)).isTrue();
            int answers = 1;
            while (first.get("unread").asInt() > 0) {
                JsonNode better = ask(server, "");
                assertThat(better.get("unread").asInt()).isLessThan(first.get("unread").asInt());
                first = better;
                answers++;
            }
            assertThat(first.get("recorded").asInt()).isEqualTo(RECORDS);
            assertThat(first.get("thinned").asBoolean()).isTrue();
            assertThat(first.at("/columns/iteration").size()).isBetween(500, 4000);
            assertThat(has(first, SyntheticStorage.PEAK)).isTrue();
            assertThat(has(first, RECORDS)).isTrue();
            assertThat(first.at("/nonFinite/0/iteration").asInt()).isEqualTo(SyntheticStorage.NAN);
            assertThat(storage.read())
                    .isBetween((long) RECORDS, RECORDS + 10L + (answers - 1) * OUTLOOK);

            long before = storage.read();
            assertThat(ask(server, "")).isEqualTo(first);
            assertThat(ask(server, "&from=" + RECORDS).get("recorded").asInt()).isZero();
            assertThat(storage.read()).isEqualTo(before);

            JsonNode narrow = ask(server, "&from=654000&to=655000");
            assertThat(narrow.get("thinned").asBoolean()).isFalse();
            assertThat(narrow.at("/columns/iteration")).hasSize(1000);
            assertThat(storage.read() - before).isEqualTo(1000);

            before = storage.read();
            JsonNode wide = ask(server, "&from=300000&to=900000");
            assertThat(wide.get("recorded").asInt()).isEqualTo(600_000);
            assertThat(has(wide, SyntheticStorage.PEAK)).isTrue();
            assertThat(storage.read() - before).isLessThan(10_000);
        }
    }
}
