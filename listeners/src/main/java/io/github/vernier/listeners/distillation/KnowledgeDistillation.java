/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.distillation;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.custom.LogSoftMax;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * The loss of a student's logits against a teacher's, softened by a temperature.
 *
 * <p>With p = softmax(y/T) and q = softmax(t/T) of rows of C logits, the loss of a row is {@code
 * k·sum of q·(log q − log p)} and its gradient {@code (k/T)·(p − q)}, with {@code k = 2T²/C} or T²
 * by {@link KdConvention}. The logarithms are computed from the logits, so logits of any size give
 * finite values. Nats.
 *
 * @param convention which published form
 * @param temperature T, above 0
 */
public record KnowledgeDistillation(KdConvention convention, double temperature) {

    /**
     * Checks the temperature.
     *
     * @throws IllegalArgumentException if it is not a finite number above 0
     */
    public KnowledgeDistillation {
        if (!(temperature > 0) || Double.isInfinite(temperature)) {
            throw new IllegalArgumentException(
                    "temperature is " + temperature + ", expected a finite number above 0");
        }
    }

    /**
     * Mean over rows of the loss, without α.
     *
     * @param studentLogits [rows, C]
     * @param teacherLogits [rows, C]
     * @return loss
     */
    public double loss(INDArray studentLogits, INDArray teacherLogits) {
        return elements(studentLogits, teacherLogits).sumNumber().doubleValue()
                / studentLogits.size(0);
    }

    /**
     * Terms of the loss: the sum of a row is that row's loss.
     *
     * @param studentLogits [rows, C]
     * @param teacherLogits [rows, C]
     * @return [rows, C]
     */
    public INDArray elements(INDArray studentLogits, INDArray teacherLogits) {
        INDArray teacherLog = logSoftened(teacherLogits);
        INDArray difference = teacherLog.sub(logSoftened(studentLogits));
        return Transforms.exp(teacherLog, false)
                .muli(difference)
                .muli(convention.lossFactor(temperature, studentLogits.size(1)));
    }

    /**
     * Gradient of the sum over rows of the loss with respect to the student's logits, without α.
     *
     * @param studentLogits [rows, C]
     * @param teacherLogits [rows, C]
     * @return [rows, C]
     */
    public INDArray gradient(INDArray studentLogits, INDArray teacherLogits) {
        INDArray student = Transforms.exp(logSoftened(studentLogits), false);
        INDArray teacher = Transforms.exp(logSoftened(teacherLogits), false);
        return student.subi(teacher)
                .muli(convention.lossFactor(temperature, studentLogits.size(1)) / temperature);
    }

    private INDArray logSoftened(INDArray logits) {
        INDArray scaled = logits.ulike();
        logits.divi(temperature, scaled);
        Nd4j.getExecutioner().exec(new LogSoftMax(scaled, scaled));
        return scaled;
    }
}
