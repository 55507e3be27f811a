/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.compress;

import io.github.vernier.examples.compress.CompressionSettings.Distillation;
import io.github.vernier.examples.compress.CompressionSettings.NewTeacher;
import io.github.vernier.examples.compress.CompressionSettings.SavedTeacher;
import io.github.vernier.examples.compress.CompressionSettings.Student;
import io.github.vernier.examples.data.DataFormatException;
import io.github.vernier.examples.data.DataSource;
import io.github.vernier.layers.cost.InfeasibleBudgetException;
import io.github.vernier.layers.substitution.Substituted;
import io.github.vernier.layers.substitution.Substitution;
import io.github.vernier.layers.substitution.SubstitutionReport;
import io.github.vernier.listeners.distillation.DistillationListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** One run of the steps that the package describes. An instance runs once. */
public final class Compression {

    private final CompressionSettings settings;
    private final CompressionObserver observer;
    private final Stop stop;

    private final Map<Role, Network> networks = new LinkedHashMap<>();
    private final List<ModelResult> models = new ArrayList<>();
    private final List<EpochPoint> epochs = new ArrayList<>();
    private Optional<SubstitutionReport> substitution = Optional.empty();
    private List<String> taps = List.of();
    private DataSource data;
    private Preparation preparation;

    /**
     * @param settings what to do
     * @param observer is told what happens
     * @param stop may end it early
     */
    public Compression(CompressionSettings settings, CompressionObserver observer, Stop stop) {
        this.settings = settings;
        this.observer = observer;
        this.stop = stop;
    }

    /**
     * Does it.
     *
     * @return the complete outcome
     * @throws InputException if something that was given does not fit
     * @throws StoppedException if it was stopped; the observer has the outcome up to then
     * @throws IOException if the data cannot be read or the observer cannot store a result
     */
    public Outcome run() throws IOException {
        data = read();
        observer.dataRead(data);
        TeacherStart start = teacher();
        taps = settings.distillation().isPresent() ? start.taps() : List.of();
        preparation =
                new Preparation(
                        data,
                        start.normalization(),
                        settings.training().batch(),
                        settings.training().seed());
        // Before hours of training: a budget that cannot be met is known now.
        substitute(start.network());
        progressed(false);
        Trainer trainer = new Trainer(preparation, settings.training(), observer, stop);

        Network teacher = start.network();
        if (settings.teacher() instanceof NewTeacher made) {
            teacher = trainer.train(Role.TEACHER, teacher, made.epochs(), List.of(), this::note);
        }
        finished(Role.TEACHER, teacher);

        Substituted<Network> student = substitute(teacher);
        substitution = Optional.of(student.report());
        observer.substituted(student.report());
        progressed(false);

        int studentEpochs = settings.training().epochs();
        finished(
                Role.STUDENT,
                trainer.train(
                        Role.STUDENT, student.result(), studentEpochs, List.of(), this::note));
        if (settings.distillation().isPresent()) {
            DistillationListener listener =
                    distillation(teacher, settings.distillation().orElseThrow());
            finished(
                    Role.DISTILLED,
                    trainer.train(
                            Role.DISTILLED,
                            student.result(),
                            studentEpochs,
                            List.of(listener),
                            this::note));
        }
        time();
        return progressed(true);
    }

    private DataSource read() throws IOException {
        CompressionSettings.Data wanted = settings.data();
        try {
            return DataSource.of(wanted.name(), wanted.folder(), settings.training().seed())
                    .limit(wanted.trainExamples(), wanted.testExamples());
        } catch (IllegalArgumentException | DataFormatException e) {
            throw new InputException(e.getMessage(), e);
        }
    }

    private TeacherStart teacher() {
        if (settings.teacher() instanceof SavedTeacher saved) {
            return TeacherStart.of(saved, data);
        }
        return TeacherStart.of((NewTeacher) settings.teacher(), data, settings.training().seed());
    }

    private Substituted<Network> substitute(Network teacher) {
        Student wanted = settings.student();
        Substitution.Builder substitution =
                Substitution.builder()
                        .with(wanted.family().substitute())
                        .minKernel(2)
                        .share(wanted.budget())
                        .initialization(wanted.initialization())
                        .seed(settings.training().seed());
        if (wanted.keepFirst()) {
            substitution.keepFirst();
        }
        try {
            return teacher.substitute(substitution.build());
        } catch (InfeasibleBudgetException e) {
            throw infeasible(wanted, teacher.cost(TeacherStart.input(data)).parameters(), e);
        } catch (IllegalArgumentException e) {
            throw new InputException(e.getMessage(), e);
        }
    }

    private static InputException infeasible(
            Student wanted, long parameters, InfeasibleBudgetException e) {
        return new InputException(
                String.format(
                        Locale.ROOT,
                        "budget %s: expected %.4f to %.4f, which is what %s layers reach of the"
                                + " teacher's %,d parameters",
                        wanted.budget(),
                        // Rounded inwards, so that both bounds are feasible themselves.
                        Math.ceil(1e4 * e.budget().floor() / parameters) / 1e4,
                        Math.floor(1e4 * e.budget().ceiling() / parameters) / 1e4,
                        wanted.family(),
                        parameters),
                e);
    }

    private DistillationListener distillation(Network teacher, Distillation wanted) {
        DistillationListener.Builder listener =
                DistillationListener.builder(teacher.model())
                        .knowledge(wanted.temperature(), wanted.alpha())
                        .attention(wanted.beta());
        taps.forEach(tap -> listener.tap(tap, tap));
        observer.distilling(listener, preparation.test(), data);
        return listener.build();
    }

    private void note(EpochPoint point) {
        epochs.add(point);
        try {
            progressed(false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void finished(Role role, Network network) throws IOException {
        double accuracy = TestAccuracy.of(network, preparation.test(), stop);
        long bytes =
                observer.store(role, new StoredModel(network.model(), preparation.normalization()));
        networks.put(role, network);
        models.add(
                new ModelResult(
                        role,
                        network.cost(TeacherStart.input(data)),
                        bytes,
                        accuracy,
                        OptionalDouble.empty()));
        progressed(false);
    }

    private void time() {
        double[] times = InferenceTime.of(List.copyOf(networks.values()), preparation.test(), stop);
        for (int i = 0; i < times.length; i++) {
            models.set(i, models.get(i).withMilliseconds(times[i]));
        }
    }

    private Outcome progressed(boolean complete) throws IOException {
        Outcome outcome = new Outcome(models, epochs, substitution, taps, complete);
        observer.progressed(outcome);
        return outcome;
    }
}
