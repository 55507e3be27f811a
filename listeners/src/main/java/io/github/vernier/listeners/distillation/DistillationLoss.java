/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.distillation;

import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.LossUtil;

/**
 * A loss function mixed with knowledge distillation: {@code w·((1−α)·L + α·KD)}.
 *
 * <p>L is the network's own loss with its class weights and label smoothing, on labels; KD compares
 * the logits with the teacher's, see {@link KnowledgeDistillation}. Masks weight the rows of both.
 * Gradients are sums over rows and scores sums or means over rows, as DL4J wants them. With α = 0
 * and w = 1 score and gradient are those of L to the bit.
 *
 * <p>DL4J's multi-class cross entropy clips probabilities at 1e-10 in its score (not in its
 * gradient), so a score above 23 nats per row is cut.
 *
 * <p>Not thread safe: one instance belongs to one head of one network.
 */
public final class DistillationLoss implements ILossFunction {

    private static final long serialVersionUID = 1L;

    private final ILossFunction loss;
    private final transient KnowledgeDistillation distillation;
    private final double alpha;
    private final double weight;

    private transient INDArray teacherLogits;
    private transient double labelLossSum = Double.NaN;
    private transient double distillationSum = Double.NaN;

    /**
     * A mixed loss.
     *
     * @param loss the network's own loss L
     * @param distillation the loss against the teacher
     * @param alpha share α of the loss against the teacher, in [0, 1]
     * @param weight weight w of this head
     */
    public DistillationLoss(
            ILossFunction loss, KnowledgeDistillation distillation, double alpha, double weight) {
        this.loss = loss;
        this.distillation = distillation;
        this.alpha = alpha;
        this.weight = weight;
    }

    /**
     * Sets what the next calls compare with.
     *
     * @param teacherLogits [rows, C] in the order of the labels' rows; {@code null} to leave the
     *     teacher out, which needs α = 0
     */
    public void setTeacherLogits(INDArray teacherLogits) {
        this.teacherLogits = teacherLogits;
    }

    /**
     * Sum over rows of L at the last score.
     *
     * @return sum, NaN before the first
     */
    public double labelLossSum() {
        return labelLossSum;
    }

    /**
     * Sum over rows of KD at the last score.
     *
     * @return sum, NaN if there was no teacher
     */
    public double distillationSum() {
        return distillationSum;
    }

    @Override
    public double computeScore(
            INDArray labels,
            INDArray preOutput,
            IActivation activationFn,
            INDArray mask,
            boolean average) {
        labelLossSum = loss.computeScore(labels, preOutput, activationFn, mask, false);
        distillationSum =
                teacherLogits == null
                        ? Double.NaN
                        : maskedElements(preOutput, mask).sumNumber().doubleValue();
        double sum =
                alpha == 0
                        ? weight * labelLossSum
                        : weight * ((1 - alpha) * labelLossSum + alpha * distillationSum);
        return average ? sum / preOutput.size(0) : sum;
    }

    @Override
    public INDArray computeScoreArray(
            INDArray labels, INDArray preOutput, IActivation activationFn, INDArray mask) {
        INDArray scores = loss.computeScoreArray(labels, preOutput, activationFn, mask);
        if (alpha == 0) {
            return weight == 1 ? scores : scores.muli(weight);
        }
        return scores.muli(weight * (1 - alpha))
                .addi(maskedElements(preOutput, mask).sum(true, 1).muli(weight * alpha));
    }

    @Override
    public INDArray computeGradient(
            INDArray labels, INDArray preOutput, IActivation activationFn, INDArray mask) {
        INDArray gradient = loss.computeGradient(labels, preOutput, activationFn, mask);
        double own = weight * (1 - alpha);
        if (own != 1) {
            gradient.muli(own);
        }
        if (alpha == 0) {
            return gradient;
        }
        INDArray soft = distillation.gradient(preOutput, logitsFor(preOutput));
        if (mask != null) {
            LossUtil.applyMask(soft, mask);
        }
        gradient.addi(soft.muli(weight * alpha));
        return gradient;
    }

    @Override
    public Pair<Double, INDArray> computeGradientAndScore(
            INDArray labels,
            INDArray preOutput,
            IActivation activationFn,
            INDArray mask,
            boolean average) {
        return new Pair<>(
                computeScore(labels, preOutput, activationFn, mask, average),
                computeGradient(labels, preOutput, activationFn, mask));
    }

    @Override
    public String name() {
        return "DistillationLoss(" + loss.name() + ")";
    }

    private INDArray maskedElements(INDArray preOutput, INDArray mask) {
        INDArray elements = distillation.elements(preOutput, logitsFor(preOutput));
        if (mask != null) {
            LossUtil.applyMask(elements, mask);
        }
        return elements;
    }

    private INDArray logitsFor(INDArray preOutput) {
        if (teacherLogits == null || !teacherLogits.equalShapes(preOutput)) {
            throw new IllegalStateException(
                    "Logits of the teacher have shape "
                            + (teacherLogits == null ? null : teacherLogits.shapeInfoToString())
                            + ", expected the shape of the student's: "
                            + preOutput.shapeInfoToString());
        }
        return teacherLogits.castTo(preOutput.dataType());
    }
}
