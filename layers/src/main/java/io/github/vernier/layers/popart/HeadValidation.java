/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.popart;

import java.util.Set;
import org.deeplearning4j.nn.api.OptimizationAlgorithm;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossL1;
import org.nd4j.linalg.lossfunctions.impl.LossL2;
import org.nd4j.linalg.lossfunctions.impl.LossMAE;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a head's settings and its network must be for the theory to hold. */
final class HeadValidation {

    private static final Logger log = LoggerFactory.getLogger(HeadValidation.class);

    private static final Set<Class<?>> SQUARED = Set.of(LossL2.class, LossMSE.class);

    /** ND4J's losses that depend on output and label by their difference alone. */
    private static final Set<Class<?>> OF_DIFFERENCE =
            Set.of(LossL1.class, LossL2.class, LossMAE.class, LossMSE.class);

    private HeadValidation() {}

    /** Everything known before there is a network. */
    static void checkSettings(AbstractPopArtOutputLayer head) {
        require(
                head.getActivationFn() instanceof ActivationIdentity,
                head,
                "activation must be IDENTITY, or preserving outputs would not preserve them",
                head.getActivationFn());
        checkLoss(head);
        checkBeta(head.getBeta(), head.getSchedule(), head.getArt());
        checkBounds(head.getLowerBound(), head.getUpperBound());
        require(
                head.getDesiredDeviation() > 0 && Double.isFinite(head.getDesiredDeviation()),
                head,
                "desiredDeviation must be above 0",
                head.getDesiredDeviation());
        require(
                Double.isFinite(head.getInitialMean()) && head.getInitialVariance() >= 0,
                head,
                "initialMoments must be finite, the variance at least 0",
                head.getInitialMean() + ", " + head.getInitialVariance());
        require(head.getWarmUp() >= 0, head, "warmUp must be at least 0", head.getWarmUp());
        require(
                head.hasBias() || !head.preserves(),
                head,
                "hasBias must be true, or there is no weight that keeps outputs when μ moves",
                false);
        require(
                head.getTasks() >= 0 && (head.getTasks() == 0 || head.getTasks() == head.getNOut()),
                head,
                "tasks must be 0 or nOut, which is " + head.getNOut(),
                head.getTasks());
        require(
                head.getMode() == PopArtMode.POP_ART || !head.isRescaleUpdaterState(),
                head,
                "rescaleUpdaterState needs mode POP_ART: the weights of NORMALIZED_SGD keep their"
                        + " units",
                head.getMode());
    }

    private static void checkLoss(AbstractPopArtOutputLayer head) {
        ILossFunction loss = head.getLossFn();
        require(loss != null, head, "a loss function must be given", null);
        boolean stock = loss.getClass().getPackage().equals(LossL2.class.getPackage());
        require(
                !stock || OF_DIFFERENCE.contains(loss.getClass()),
                head,
                "loss must depend on output and label by their difference (L1, L2, MAE, MSE, or one of"
                        + " your own), since both are shifted and scaled",
                loss);
        require(
                head.getMode() == PopArtMode.POP_ART || SQUARED.contains(loss.getClass()),
                head,
                "NORMALIZED_SGD needs a squared loss (L2 or MSE)",
                loss);
    }

    static void checkBeta(double beta, StepSchedule schedule, AdaptiveRescaling art) {
        boolean inRange = beta >= 0 && (beta <= 1 || art instanceof PercentileRescaling);
        if (!inRange || !Double.isFinite(beta)) {
            throw new IllegalArgumentException("beta must be from 0 to 1, but got " + beta);
        }
        if (beta == 0 && schedule == StepSchedule.BIAS_CORRECTED) {
            throw new IllegalArgumentException(
                    "beta must be above 0 for BIAS_CORRECTED, but got " + beta);
        }
    }

    static void checkBounds(double lower, double upper) {
        if (!(lower > 0 && lower <= upper)) {
            throw new IllegalArgumentException(
                    "bounds must be above 0 and in order, but got " + lower + " and " + upper);
        }
    }

    /** Everything the network decides. */
    static void checkNetwork(
            AbstractPopArtOutputLayer head, NeuralNetConfiguration conf, DataType type) {
        checkSettings(head);
        require(
                type == DataType.FLOAT || type == DataType.DOUBLE,
                head,
                "the network's data type must be FLOAT or DOUBLE",
                type);
        require(
                conf.getOptimizationAlgo() == OptimizationAlgorithm.STOCHASTIC_GRADIENT_DESCENT,
                head,
                "the optimization algorithm must be STOCHASTIC_GRADIENT_DESCENT: line searches evaluate"
                        + " the loss several times and restore parameters",
                conf.getOptimizationAlgo());
        if (head.getMode() == PopArtMode.NORMALIZED_SGD) {
            checkSgd(head);
        }
        if (head.isRescaleUpdaterState()) {
            TransportedUpdater.checkKnown(head.getIUpdater());
            if (head.getBiasUpdater() != null) {
                TransportedUpdater.checkKnown(head.getBiasUpdater());
            }
        }
        if (head.getConstraints() != null && !head.getConstraints().isEmpty()) {
            log.warn(
                    "Layer \"{}\": constraints {} act on normalized weights, after the step; they do"
                            + " not commute with preserving outputs",
                    head.getLayerName(),
                    head.getConstraints());
        }
    }

    private static void checkSgd(AbstractPopArtOutputLayer head) {
        IUpdater updater = head.getIUpdater();
        IUpdater bias = head.getBiasUpdater() == null ? updater : head.getBiasUpdater();
        require(
                updater instanceof Sgd && updater.equals(bias),
                head,
                "NORMALIZED_SGD needs the updater Sgd, the same for weights and bias (and for all layers"
                        + " below)",
                updater + (updater != null && updater.equals(bias) ? "" : ", bias " + bias));
    }

    private static void require(
            boolean condition, AbstractPopArtOutputLayer head, String expected, Object actual) {
        if (!condition) {
            throw new IllegalArgumentException(
                    "Layer \"" + head.getLayerName() + "\": " + expected + ", but got " + actual);
        }
    }
}
