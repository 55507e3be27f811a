/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.distillation;

import io.github.vernier.listeners.record.DistillationUpdate.Losses;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import org.deeplearning4j.nn.api.Model;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The distillation of one network by one thread: its own twin of the teacher, its taps and heads.
 *
 * <p>Between {@link #begin} and {@link #end} the network's backward pass is a different one;
 * outside of them nothing of ours is in the network and nothing here refers to it.
 */
final class Replica {

    private final DistillationSettings settings;
    private final NetworkStructure structure;
    private final TeacherNetwork teacher;
    private final List<AttentionTap> taps = new ArrayList<>();
    private final List<DistilledHead> heads = new ArrayList<>();
    private final Deque<Runnable> undo = new ArrayDeque<>();
    private boolean activationsKept;

    Replica(Model student, Model teacherModel, DistillationSettings settings) {
        this.settings = settings;
        this.structure = NetworkStructure.of("Student", student);
        NetworkStructure teacherStructure = NetworkStructure.of("Teacher", teacherModel);
        checkNetworks(StudentNetwork.of(student, structure), teacherStructure);
        AttentionTransfer attention = new AttentionTransfer(settings.attentionConvention());
        for (DistillationSettings.Tap tap : settings.taps()) {
            taps.add(
                    new AttentionTap(
                            tap, structure, teacherStructure, attention, settings.tapBeta()));
        }
        for (DistillationSettings.Head head : heads(teacherStructure)) {
            heads.add(new DistilledHead(head, settings));
        }
        this.teacher = TeacherNetwork.twinOf(teacherModel);
    }

    private void checkNetworks(StudentNetwork student, NetworkStructure teacherStructure) {
        if (structure.inputs() != teacherStructure.inputs()) {
            throw new IllegalArgumentException(
                    "The student has "
                            + structure.inputs()
                            + " inputs and the teacher "
                            + teacherStructure.inputs()
                            + ", expected equal numbers");
        }
        if (student.truncatedBackpropagation()) {
            throw new IllegalArgumentException(
                    "The student's backpropagation type is TruncatedBPTT, expected Standard: the"
                            + " teacher has no state from one segment to the next");
        }
        if (!student.dividesByMinibatch()) {
            throw new IllegalArgumentException(
                    "The student's configuration has minibatch(false), expected true: the losses"
                            + " are means over the minibatch");
        }
    }

    private List<DistillationSettings.Head> heads(NetworkStructure teacherStructure) {
        List<DistillationSettings.Head> named =
                settings.heads().isEmpty()
                        ? defaultHeads(structure, teacherStructure)
                        : settings.heads();
        for (DistillationSettings.Head head : named) {
            structure.checkHead("student", head.student());
            teacherStructure.checkHead("teacher", head.teacher());
            long studentClasses = structure.classes(head.student());
            long teacherClasses = teacherStructure.classes(head.teacher());
            if (studentClasses > 0 && teacherClasses > 0 && studentClasses != teacherClasses) {
                throw new IllegalArgumentException(
                        "Head '"
                                + head.student()
                                + "' of the student has "
                                + studentClasses
                                + " classes and head '"
                                + head.teacher()
                                + "' of the teacher "
                                + teacherClasses
                                + ", expected equal numbers");
            }
        }
        return named;
    }

    private List<DistillationSettings.Head> defaultHeads(
            NetworkStructure student, NetworkStructure teacherStructure) {
        boolean single = student.outputs().size() == 1 && teacherStructure.outputs().size() == 1;
        if (!single && settings.alpha() > 0) {
            throw new IllegalArgumentException(
                    "The student has the outputs "
                            + student.outputs()
                            + " and the teacher "
                            + teacherStructure.outputs()
                            + ": say by head(student, teacher, weight) which learn from which");
        }
        if (!single) {
            return List.of();
        }
        String head = student.outputs().get(0);
        String teacherHead = teacherStructure.outputs().get(0);
        boolean classifies = student.isSoftmax(head) && teacherStructure.isSoftmax(teacherHead);
        return classifies || settings.alpha() > 0
                ? List.of(new DistillationSettings.Head(head, teacherHead, 1))
                : List.of();
    }

    TeacherNetwork teacher() {
        return teacher;
    }

    NetworkStructure structure() {
        return structure;
    }

    List<AttentionTap> taps() {
        return taps;
    }

    List<String> headNames() {
        return heads.stream().map(DistilledHead::studentName).toList();
    }

    /** Keeps later forward passes from overwriting tapped activations by a dropout in place. */
    void keepActivations(StudentNetwork student) {
        taps.forEach(
                tap ->
                        student.overwriting(tap.studentName())
                                .forEach(layer -> layer.allowInputModification(false)));
        activationsKept = true;
    }

    /** Changes the backward pass that is about to come. */
    void begin(StudentNetwork student, Function<String, INDArray> activations, boolean measured) {
        restore();
        List<AttentionTap> active = readableTaps(student);
        boolean attention = settings.tapBeta() > 0 && !active.isEmpty();
        if (settings.alpha() > 0 || attention || measured) {
            runTeacher(student, active);
        }
        try {
            if (attention || measured) {
                for (AttentionTap tap : active) {
                    undo.push(tap::release);
                    tap.takeStudent(activations.apply(tap.studentName()));
                    if (attention) {
                        undo.push(student.install(tap.studentName(), tap));
                    } else {
                        Workspaces.within(ActivationSlots.openScratch(), tap::measure);
                    }
                }
            }
            if (settings.alpha() > 0 || measured || heads.stream().anyMatch(h -> h.weight() != 1)) {
                heads.forEach(head -> undo.push(head.install(student)));
            }
        } catch (RuntimeException e) {
            restore();
            throw e;
        }
    }

    /** Taps whose activations the forward pass that has just run left intact. */
    private List<AttentionTap> readableTaps(StudentNetwork student) {
        if (activationsKept) {
            return taps;
        }
        List<AttentionTap> readable =
                taps.stream()
                        .filter(tap -> student.overwriting(tap.studentName()).isEmpty())
                        .toList();
        keepActivations(student);
        return readable;
    }

    private void runTeacher(StudentNetwork student, List<AttentionTap> active) {
        INDArray[] inputs = student.inputs();
        try {
            teacher.forward(
                    inputs,
                    student.featureMasks(),
                    (name, values) -> {
                        for (AttentionTap tap : active) {
                            if (tap.teacherName().equals(name)) {
                                tap.takeTeacher(values);
                            }
                        }
                        for (DistilledHead head : heads) {
                            if (head.teacherName().equals(name)) {
                                head.takeTeacher(teacher.structure().rows(name, values));
                            }
                        }
                    });
        } catch (RuntimeException e) {
            String shapes =
                    Arrays.toString(
                            Arrays.stream(inputs)
                                    .map(input -> Arrays.toString(input.shape()))
                                    .toArray());
            throw new IllegalStateException(
                    "The teacher failed on the student's input of shape "
                            + shapes
                            + ": "
                            + e.getMessage(),
                    e);
        }
    }

    /** Undoes {@link #begin} and adds the attention loss to the score. */
    Losses end(StudentNetwork student) {
        double weighted = taps.stream().mapToDouble(AttentionTap::weightedLoss).sum();
        if (weighted != 0) {
            student.setScore(student.score() + weighted);
        }
        long minibatch = student.inputs()[0].size(0);
        double labelLoss = heads.isEmpty() ? Double.NaN : 0;
        double distillation = labelLoss;
        if (undo.size() > 0) {
            for (DistilledHead head : heads) {
                labelLoss += head.weight() * head.labelLossSum() / minibatch;
                distillation += head.weight() * head.distillationSum() / minibatch;
            }
        }
        Losses losses =
                new Losses(
                        labelLoss,
                        distillation,
                        taps.stream().mapToDouble(AttentionTap::loss).toArray(),
                        weighted,
                        student.score());
        restore();
        return losses;
    }

    /** Undoes {@link #begin}; harmless if there is nothing to undo. */
    void restore() {
        while (!undo.isEmpty()) {
            undo.pop().run();
        }
    }

    /** The head evaluations look at: the first. */
    DistilledHead mainHead() {
        return heads.isEmpty() ? null : heads.get(0);
    }
}
