/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.compress;

import io.github.vernier.examples.compress.CompressionSettings.Distillation;
import io.github.vernier.examples.compress.CompressionSettings.NewTeacher;
import io.github.vernier.examples.compress.CompressionSettings.SavedTeacher;
import io.github.vernier.examples.compress.CompressionSettings.Student;
import io.github.vernier.examples.data.DataSource;
import io.github.vernier.examples.training.AdamRecipe;
import io.github.vernier.examples.training.EpochPoint;
import io.github.vernier.examples.training.InputException;
import io.github.vernier.examples.training.Measurements;
import io.github.vernier.examples.training.Network;
import io.github.vernier.examples.training.Preparation;
import io.github.vernier.examples.training.Preparation.Augmentation;
import io.github.vernier.examples.training.Stop;
import io.github.vernier.examples.training.StoredModel;
import io.github.vernier.examples.training.Trainer;
import io.github.vernier.layers.cost.InfeasibleBudgetException;
import io.github.vernier.layers.cost.NetworkCost;
import io.github.vernier.layers.cost.SizeMeasure;
import io.github.vernier.layers.substitution.Substituted;
import io.github.vernier.layers.substitution.Substitution;
import io.github.vernier.layers.substitution.SubstitutionReport;
import io.github.vernier.listeners.distillation.DistillationListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One run of the steps that the package describes. An instance runs once. */
public final class Compression {

    private final CompressionSettings settings;
    private final CompressionObserver observer;
    private final Stop stop;

    private final List<EpochPoint> epochs = new ArrayList<>();
    private Optional<SubstitutionReport> substitution = Optional.empty();
    private List<String> taps = List.of();
    private DataSource data;
    private Preparation preparation;
    private Optional<Measurements> measurements = Optional.empty();

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
     * @throws io.github.vernier.examples.training.StoppedException if it was stopped; the observer
     *     has the outcome up to then
     * @throws IOException if the data cannot be read or the observer cannot store a result
     */
    public Outcome run() throws IOException {
        data = settings.data().read(settings.training().seed());
        observer.dataRead(data);
        TeacherStart start = teacher();
        taps = settings.distillation().isPresent() ? start.taps() : List.of();
        preparation =
                new Preparation(
                        data,
                        start.normalization(),
                        Augmentation.CROP_FLIP_CUTOUT,
                        settings.training().batch(),
                        settings.training().seed());
        measurements = Optional.of(new Measurements(preparation, stop));
        // Before hours of training: a budget that cannot be met is known now.
        substitute(start.network());
        progressed(false);
        Trainer trainer =
                new Trainer(
                        preparation,
                        new AdamRecipe(settings.training().learningRate()),
                        settings.training().seed(),
                        observer,
                        stop);

        Network teacher = start.network();
        if (settings.teacher() instanceof NewTeacher made) {
            teacher =
                    trainer.train(
                            Role.TEACHER.model(), teacher, made.epochs(), List.of(), this::note);
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
                                Role.STUDENT.model(),
                                student.result(),
                                studentEpochs,
                                List.of(),
                                this::note)
                        .deployed());
        if (settings.distillation().isPresent()) {
            DistillationListener listener =
                    distillation(teacher, settings.distillation().orElseThrow());
            finished(
                    Role.DISTILLED,
                    trainer.train(
                                    Role.DISTILLED.model(),
                                    student.result(),
                                    studentEpochs,
                                    List.of(listener),
                                    this::note)
                            .deployed());
        }
        measurements.orElseThrow().time();
        return progressed(true);
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
                wanted.family()
                        .substitution(settings.training().epochs())
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
            throw infeasible(wanted, teacher.cost(Preparation.input(data)), e);
        } catch (IllegalArgumentException e) {
            throw new InputException(e.getMessage(), e);
        }
    }

    private static InputException infeasible(
            Student wanted, NetworkCost teacher, InfeasibleBudgetException e) {
        SizeMeasure measure = wanted.family().measure();
        long size = measure.of(teacher);
        return new InputException(
                String.format(
                        Locale.ROOT,
                        "budget %s: expected %.4f to %.4f, which is what %s layers reach of the"
                                + " teacher's %,d %s",
                        wanted.budget(),
                        // Rounded inwards, so that both bounds are feasible themselves.
                        Math.ceil(1e4 * e.budget().floor() / size) / 1e4,
                        Math.floor(1e4 * e.budget().ceiling() / size) / 1e4,
                        wanted.family(),
                        size,
                        measure),
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
        long bytes =
                observer.store(
                        role.model(),
                        new StoredModel(network.model(), preparation.normalization()));
        measurements.orElseThrow().add(role.model(), network, bytes);
        progressed(false);
    }

    private Outcome progressed(boolean complete) throws IOException {
        Outcome outcome =
                new Outcome(
                        measurements.map(Measurements::results).orElse(List.of()),
                        epochs,
                        substitution,
                        taps,
                        complete);
        observer.progressed(outcome.findings());
        return outcome;
    }
}
