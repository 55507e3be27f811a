/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqliteTrialStoreTest {

    private static final Attempt HERE = new Attempt("here", Map.of("java", "17"));

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aTrialIsReadBackAsItWasWritten(boolean reopened) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("rate", 0.1 + 0.2);
        values.put("units", 12L);
        values.put("activation", "RELU");
        values.put("bias", true);
        values.put("unused", null);
        NewTrial added =
                new NewTrial(Origin.GENERATED, -7, List.of(1.0 / 3, 0.0), values, "{\"a\": 1}");
        SqliteTrialStore store = store();
        store.add(added);
        store.start(0, HERE);
        store.report(0, 1, new EpochScore(1, 0.5));
        store.report(0, 1, new EpochScore(2, Double.NaN));
        store.finish(0, 1, Outcome.complete(List.of(0.25, 1e6), "models/0"));
        if (reopened) {
            store.close();
            store = store();
        }

        Trial trial = store.trials().get(0);
        assertThat(trial.id()).isZero();
        assertThat(trial.seed()).isEqualTo(-7);
        assertThat(trial.coordinates()).containsExactly(1.0 / 3, 0.0);
        assertThat(trial.values()).isEqualTo(values);
        assertThat(List.copyOf(trial.values().keySet()))
                .containsExactly("rate", "units", "activation", "bias", "unused");
        assertThat(trial.epochs())
                .containsExactly(new EpochScore(1, 0.5), new EpochScore(2, Double.NaN));
        assertThat(trial.objectives()).containsExactly(0.25, 1e6);
        assertThat(trial.status()).isEqualTo(TrialStatus.COMPLETE);
        assertThat(trial.attempt()).isEqualTo(1);
        assertThat(trial.host()).isEqualTo("here");
        assertThat(trial.versions()).containsEntry("java", "17");
        assertThat(trial.modelPath()).isEqualTo("models/0");
        assertThat(trial.failure()).isNull();
        assertThat(trial.duration())
                .hasValueSatisfying(took -> assertThat(took.isNegative()).isFalse());
        assertThat(store.configuration(0)).contains("{\"a\": 1}");
        store.close();
    }

    @Test
    void onlyTheLastAttemptReportsAndFinishes() {
        try (SqliteTrialStore store = SqliteTrialStore.inMemory()) {
            store.add(candidate());
            store.start(0, HERE);
            store.report(0, 1, new EpochScore(1, 0.5));
            store.requeue(0, "lost");
            assertThat(store.trials().get(0).epochs()).isEmpty();
            assertThat(store.trials().get(0).failure()).isEqualTo("lost");
            store.start(0, HERE);

            assertThatIllegalStateException()
                    .isThrownBy(() -> store.report(0, 1, new EpochScore(1, 0.5)))
                    .withMessage(
                            "Trial 0 must be RUNNING in attempt 1, but is RUNNING in attempt 2");
            Outcome late = Outcome.failed("late");
            assertThatIllegalStateException().isThrownBy(() -> store.finish(0, 1, late));
            store.finish(0, 2, Outcome.complete(List.of(1.0), null));
            assertThatIllegalStateException().isThrownBy(() -> store.finish(0, 2, late));

            assertThat(store.events().stream().map(TrialEvent::status))
                    .containsExactly(
                            TrialStatus.WAITING,
                            TrialStatus.RUNNING,
                            TrialStatus.WAITING,
                            TrialStatus.RUNNING,
                            TrialStatus.COMPLETE);
        }
    }

    @Test
    void aTransactionThatFailsLeavesNothing() {
        try (SqliteTrialStore store = SqliteTrialStore.inMemory()) {
            List<EpochScore> twice = List.of(new EpochScore(1, 1), new EpochScore(1, 2));
            assertThatThrownBy(() -> store.addFinished(candidate(), twice, Outcome.pruned("worse")))
                    .isInstanceOf(TrialStoreException.class)
                    .hasMessageContaining("UNIQUE");
            assertThat(store.trials()).isEmpty();
            assertThat(store.events()).isEmpty();
            assertThat(store.revision()).isZero();
            assertThat(store.add(candidate()).id()).isZero();
        }
    }

    @Test
    void changesAreFoundByRevision() {
        try (SqliteTrialStore store = SqliteTrialStore.inMemory()) {
            IntStream.range(0, 3).forEach(i -> store.add(candidate()));
            long seen = store.revision();
            assertThat(store.changedSince(seen)).isEmpty();
            store.start(1, HERE);
            store.report(1, 1, new EpochScore(1, 0.5));
            assertThat(store.changedSince(seen)).extracting(Trial::id).containsExactly(1);
            assertThat(store.changedSince(0)).extracting(Trial::id).containsExactly(0, 1, 2);
        }
    }

    @Test
    void oneSearchAtATimeButAnyNumberOfReaders() {
        try (SqliteTrialStore first = store();
                SqliteTrialStore second = store()) {
            first.claim();
            assertThatIllegalStateException()
                    .isThrownBy(second::claim)
                    .withMessageContaining("search.db is in use by another search");
            first.add(candidate());
            assertThat(second.trials()).hasSize(1);
            second.request(Request.prune(0));
            second.request(Request.stop());
            assertThat(first.requests()).containsExactly(Request.prune(0), Request.stop());
            first.clearRequests();
            assertThat(second.requests()).isEmpty();
            first.close();
            second.claim();
        }
    }

    @Test
    void aStudyIsKeptAndAnotherRefused() {
        Study study =
                new Study(
                        "digits",
                        5,
                        List.of(new Goal("accuracy", Direction.MAXIMIZE)),
                        List.of(
                                new ParameterDescription(
                                        "rate",
                                        ParameterDescription.Kind.CONTINUOUS,
                                        ParameterDescription.Scale.LOGARITHMIC,
                                        1e-5,
                                        0.1,
                                        List.of()),
                                new ParameterDescription(
                                        "act",
                                        ParameterDescription.Kind.CHOICE,
                                        ParameterDescription.Scale.LINEAR,
                                        Double.NaN,
                                        Double.NaN,
                                        List.of("RELU", "TANH"))),
                        Map.of("generator", "tpe"));
        try (SqliteTrialStore store = store()) {
            assertThat(store.study()).isEmpty();
            store.create(study);
        }
        try (SqliteTrialStore store = store()) {
            assertThat(store.study()).contains(study);
            store.create(study);
            Study other =
                    new Study("digits", 6, study.goals(), study.parameters(), study.settings());
            assertThatIllegalStateException()
                    .isThrownBy(() -> store.create(other))
                    .withMessageContaining("has another study");
        }
    }

    @Test
    void aFileOfSomethingElseIsRefused() throws Exception {
        Path file = folder.resolve("search.db");
        Files.writeString(file, "this is a text of more than one hundred bytes ".repeat(4));
        assertThatThrownBy(this::store)
                .isInstanceOf(TrialStoreException.class)
                .hasMessageContaining("search.db");
    }

    @Test
    void anOutcomeIsCompleteOnlyWithNumbers() {
        List<Double> nan = List.of(Double.NaN);
        assertThatThrownBy(() -> Outcome.complete(nan, null)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> Outcome.complete(List.of(), null))
                .hasMessageContaining("COMPLETE with []");
        assertThat(Direction.MAXIMIZE.better(Double.NaN, 0)).isFalse();
        assertThat(Direction.MAXIMIZE.better(0, Double.NaN)).isTrue();
        assertThat(Direction.MINIMIZE.better(0, 1)).isTrue();
        assertThat(Direction.MAXIMIZE.better(0, 1)).isFalse();
    }

    private SqliteTrialStore store() {
        return SqliteTrialStore.open(folder.resolve("search.db"));
    }

    private static NewTrial candidate() {
        return new NewTrial(Origin.GENERATED, 1, List.of(0.5), Map.of("x", 0.5), null);
    }
}
