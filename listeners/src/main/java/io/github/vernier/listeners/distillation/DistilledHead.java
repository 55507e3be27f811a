/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.distillation;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * One output of the student that is trained on one of the teacher.
 *
 * <p>For a backward pass the output layer reads its loss function from a copy of its configuration;
 * the network's own configuration stays as it is.
 */
final class DistilledHead {

    private final DistillationSettings.Head names;
    private final DistillationSettings settings;
    private final ReusableArray logits = new ReusableArray();

    private NeuralNetConfiguration original;
    private NeuralNetConfiguration distilled;
    private DistillationLoss loss;
    private INDArray teacherLogits;

    DistilledHead(DistillationSettings.Head names, DistillationSettings settings) {
        this.names = names;
        this.settings = settings;
    }

    String studentName() {
        return names.student();
    }

    String teacherName() {
        return names.teacher();
    }

    double weight() {
        return names.weight();
    }

    /** Sum over rows of the loss on labels. */
    double labelLossSum() {
        return loss.labelLossSum();
    }

    /** Sum over rows of the loss against the teacher. */
    double distillationSum() {
        return loss.distillationSum();
    }

    /** Takes the teacher's logits as rows, which may vanish after the call. */
    void takeTeacher(INDArray rows) {
        teacherLogits = logits.assign(rows);
    }

    /** Puts the mixed loss in place and returns what removes it. */
    Runnable install(StudentNetwork student) {
        Layer layer = student.bareLayer(names.student());
        NeuralNetConfiguration own = layer.conf();
        if (own != original) {
            distill(own);
        }
        distilled.setIterationCount(own.getIterationCount());
        distilled.setEpochCount(own.getEpochCount());
        loss.setTeacherLogits(teacherLogits);
        layer.setConf(distilled);
        return () -> {
            layer.setConf(own);
            teacherLogits = null;
        };
    }

    private void distill(NeuralNetConfiguration own) {
        ILossFunction labelLoss = LossFunctions.get(own.getLayer());
        loss =
                new DistillationLoss(
                        labelLoss, settings.distillation(), settings.alpha(), names.weight());
        distilled = own.clone();
        // The dropout object holds the mask of the forward pass, which has run already.
        distilled.getLayer().setIDropout(own.getLayer().getIDropout());
        LossFunctions.set(distilled.getLayer(), loss);
        original = own;
    }
}
