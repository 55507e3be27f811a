/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.distillation;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/** One pair of tapped layers in one training step. */
final class AttentionTap {

    private final String studentName;
    private final String teacherName;
    private final CNN2DFormat studentFormat;
    private final CNN2DFormat teacherFormat;
    private final AttentionTransfer attention;
    private final double beta;

    private double[] target;
    private long[] teacherSize;
    private INDArray activations;
    private double[] energies;
    private double loss = Double.NaN;

    AttentionTap(
            DistillationSettings.Tap names,
            NetworkStructure student,
            NetworkStructure teacher,
            AttentionTransfer attention,
            double beta) {
        this.studentName = student.resolveTap("student", names.student());
        this.teacherName = teacher.resolveTap("teacher", names.teacher());
        this.studentFormat = student.format(studentName);
        this.teacherFormat = teacher.format(teacherName);
        this.attention = attention;
        this.beta = beta;
    }

    String studentName() {
        return studentName;
    }

    String teacherName() {
        return teacherName;
    }

    /** Loss of the step without its weight, NaN if it was not computed. */
    double loss() {
        return loss;
    }

    double weightedLoss() {
        return beta == 0 || Double.isNaN(loss) ? 0 : beta * loss;
    }

    /** Takes the teacher's activations, which may vanish after the call. */
    void takeTeacher(INDArray teacherActivations) {
        checkImage("teacher", teacherName, teacherActivations);
        teacherSize = size(teacherActivations, teacherFormat);
        target = attention.normalizedMaps(teacherActivations, teacherFormat);
    }

    /** Takes the student's activations, which must stay until {@link #release}. */
    void takeStudent(INDArray studentActivations) {
        checkImage("student", studentName, studentActivations);
        long[] studentSize = size(studentActivations, studentFormat);
        if (studentSize[0] != teacherSize[0] || studentSize[1] != teacherSize[1]) {
            throw new IllegalStateException(
                    String.format(
                            "Tap '%s' of the student is %d x %d and tap '%s' of the teacher %d x %d,"
                                    + " expected equal height and width",
                            studentName,
                            studentSize[0],
                            studentSize[1],
                            teacherName,
                            teacherSize[0],
                            teacherSize[1]));
        }
        activations = studentActivations;
    }

    /** The loss without changing the training step. */
    void measure() {
        loss = compare(0);
    }

    /** Leaves the gradient of the energies in {@code energies}. */
    private double compare(double weight) {
        energies = attention.energies(activations, studentFormat);
        return attention.compare(energies, target, (int) activations.size(0), weight);
    }

    /** The gradient arriving at the tapped layer, with that of the attention loss added. */
    INDArray addTo(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        // DL4J's gradients are sums over the minibatch.
        loss = compare(beta * activations.size(0));
        INDArray sum =
                workspaces.createUninitialized(
                        ArrayType.ACTIVATION_GRAD,
                        activations.dataType(),
                        activations.shape(),
                        'c');
        attention.backpropagate(activations, studentFormat, energies, epsilon, sum);
        return sum;
    }

    void release() {
        activations = null;
        energies = null;
        loss = Double.NaN;
    }

    private static void checkImage(String whose, String name, INDArray activations) {
        if (activations.rank() != 4) {
            throw new IllegalStateException(
                    "Tap '"
                            + name
                            + "' of the "
                            + whose
                            + " has activations of rank "
                            + activations.rank()
                            + ", expected 4: a convolutional layer or what follows one");
        }
    }

    private static long[] size(INDArray activations, CNN2DFormat format) {
        return format == CNN2DFormat.NCHW
                ? new long[] {activations.size(2), activations.size(3)}
                : new long[] {activations.size(1), activations.size(2)};
    }
}
