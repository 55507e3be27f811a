/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.vernier.arbiter.search.Search;
import io.github.vernier.arbiter.search.SearchResult;
import io.github.vernier.arbiter.spaces.value.CompositeSpace;
import io.github.vernier.arbiter.trial.Origin;
import io.github.vernier.arbiter.trial.SqliteTrialStore;
import io.github.vernier.arbiter.trial.Trial;
import io.github.vernier.arbiter.trial.TrialStatus;
import io.github.vernier.arbiter.trial.TrialStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.distribution.LogUniformDistribution;
import org.deeplearning4j.arbiter.optimize.parameter.BooleanSpace;
import org.deeplearning4j.arbiter.optimize.parameter.continuous.ContinuousParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.discrete.DiscreteParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.integer.IntegerParameterSpace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;

class TrialTableTest {

    /** What pandas writes of a study: types as Python prints them, an index, quotes. */
    private static final String OPTUNA =
            """
            ,number,value,datetime_start,datetime_complete,duration,params_bias,params_kind,params_rate,params_units,state
            0,0,0.25,2026-08-21 10:00:00.123456,2026-08-21 10:00:01.5,0 days 00:00:01.376544,True,"a, b",0.001,3,COMPLETE
            1,1,,2026-08-21 10:00:02,2026-08-21 10:00:03,0 days 00:00:01,False,c,0.01,3.0,FAIL
            2,2,0.75,2026-08-21 10:00:02,2026-08-21 10:00:03,0 days 00:00:01,False,c,0.02,8,PRUNED
            3,3,,2026-08-21 10:00:04,,,False,c,0.03,5,RUNNING
            """;

    @TempDir Path folder;

    private static final class Space extends CompositeSpace<String> {

        private final ParameterSpace<Double> rate =
                new ContinuousParameterSpace(new LogUniformDistribution(1e-4, 1));

        private final ParameterSpace<Integer> units = new IntegerParameterSpace(1, 8);
        private final ParameterSpace<String> kind = new DiscreteParameterSpace<>("a, b", "c");
        private final ParameterSpace<Boolean> bias = new BooleanSpace();

        @Override
        public String getValue(double[] point) {
            return rate.getValue(point) + kind.getValue(point);
        }
    }

    @Test
    void aTableOfOptunaIsImported() throws IOException {
        try (TrialStore store = SqliteTrialStore.inMemory()) {
            Search<String> search = search(store);
            assertThat(search.importTable(file("optuna.csv", OPTUNA))).isEqualTo(3);
            List<Trial> trials = store.trials();
            assertThat(trials)
                    .extracting(Trial::status)
                    .containsExactly(TrialStatus.COMPLETE, TrialStatus.FAILED, TrialStatus.PRUNED);
            assertThat(trials).extracting(Trial::origin).containsOnly(Origin.IMPORTED);
            assertThat(trials.get(0).objectives()).containsExactly(0.25);
            assertThat(trials.get(0).values())
                    .containsEntry("kind", "a, b")
                    .containsEntry("bias", true)
                    .containsEntry("units", 3L);
            assertThat((double) trials.get(0).values().get("rate")).isBetween(0.0009999, 0.0010001);
            assertThat(trials.get(0).coordinates()).hasSize(4);
        }
    }

    @Test
    void whatDoesNotFitIsRefusedAsAWholeAndNamed() throws IOException {
        Path file =
                file(
                        "bad.csv",
                        """
                        number,value,params_rate,params_units,params_kind,params_bias,state
                        0,0.5,0.1,3,c,True,COMPLETE
                        1,0.5,7,3,c,True,COMPLETE
                        2,x,0.1,3,c,True,COMPLETE
                        3,0.5,0.1,9,z,True,COMPLETE
                        4,0.5,0.1,3,c,True,DONE
                        """);
        try (TrialStore store = SqliteTrialStore.inMemory()) {
            Search<String> search = search(store);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> search.importTable(file))
                    .withMessageContaining("line 3: rate must be in [")
                    .withMessageContaining("line 4: value must be a number, but is \"x\"")
                    .withMessageContaining("line 5: units must be in [1.0, 8.0]")
                    .withMessageContaining("kind must be one of [a, b, c], but got z")
                    .withMessageContaining("line 6: state must be COMPLETE, PRUNED, FAIL");
            assertThat(store.trials()).isEmpty();
            Path empty = file("empty.csv", "number,params_x\n");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> search.importTable(empty))
                    .withMessageContaining("has no column [value, state]");
        }
    }

    @Test
    void aTableWrittenHereIsImportedAgain() throws IOException {
        Path table = folder.resolve("trials.csv");
        List<Trial> written;
        try (TrialStore store = SqliteTrialStore.inMemory()) {
            SearchResult result = search(store).run();
            written = result.trials();
            TrialTable.write(result.study(), written, table);
        }
        assertThat(Files.readAllLines(table).get(0))
                .isEqualTo(
                        "number,value,datetime_start,datetime_complete,duration,params_rate,"
                                + "params_units,params_kind,params_bias,user_attrs_seed,"
                                + "user_attrs_epochs,user_attrs_host,user_attrs_model,"
                                + "user_attrs_failure,state");
        try (TrialStore store = SqliteTrialStore.inMemory()) {
            Search<String> search = search(store);
            search.importTable(table);
            List<Trial> read = store.trials();
            assertThat(read)
                    .extracting(Trial::objectives)
                    .containsExactlyElementsOf(written.stream().map(Trial::objectives).toList());
            assertThat(read)
                    .extracting(trial -> trial.values().get("kind"))
                    .containsExactlyElementsOf(
                            written.stream().map(trial -> trial.values().get("kind")).toList());
        }
    }

    @Test
    void jsonHasEverything() throws IOException {
        try (TrialStore store = SqliteTrialStore.inMemory()) {
            SearchResult result = search(store).run();
            JsonNode json =
                    new ObjectMapper().readTree(TrialJson.text(result.study(), result.trials()));
            assertThat(json.get("goals").get(0).get("direction").asText()).isEqualTo("MINIMIZE");
            assertThat(json.get("parameters").get(0).get("scale").asText())
                    .isEqualTo("LOGARITHMIC");
            assertThat(json.get("parameters").get(2).get("low").isNull()).isTrue();
            JsonNode trial = json.get("trials").get(1);
            Trial expected = result.trials().get(1);
            assertThat(trial.get("objectives").get(0).asDouble())
                    .isEqualTo(expected.objectives().get(0));
            assertThat(trial.get("values").get("units").asLong())
                    .isEqualTo(expected.values().get("units"));
            assertThat(trial.get("status").asText()).isEqualTo("COMPLETE");
        }
    }

    @Test
    void quotesMayHoldAnything() {
        List<String> fields = List.of("a,b", "say \"hi\"", "two\nlines", "", "plain");
        assertThat(CsvText.lines(CsvText.line(fields) + "x,y"))
                .containsExactly(fields, List.of("x", "y"));
        assertThat(CsvText.lines("a,\"\"\r\nb,\n"))
                .containsExactly(List.of("a", ""), List.of("b", ""));
        assertThatIllegalArgumentException().isThrownBy(() -> CsvText.lines("a,\"b"));
    }

    private static Search<String> search(TrialStore store) {
        return Search.builder()
                .space(new Space())
                .minimize("length", (text, trial) -> text.length())
                .trials(4)
                .store(store)
                .build();
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
