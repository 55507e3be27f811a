/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.estimator;

import io.github.vernier.listeners.probe.Coverage;
import io.github.vernier.listeners.probe.Twin;
import java.util.Map;
import java.util.Objects;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.dataset.adapter.MultiDataSetIteratorAdapter;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Stochastic variance reduced gradient.
 *
 * <p>The infrequent operation takes a snapshot {@code θ̃ = θ} and the gradient of all data there,
 * {@code μ = 1/n Σ_i ∇ℓ_i(θ̃)}. The direction of a minibatch b of N examples is
 *
 * <pre>
 * ĝ = 1/N Σ_{i∈b} ∇ℓ_i(θ) − 1/N Σ_{i∈b} ∇ℓ_i(θ̃) + μ
 * </pre>
 *
 * <p>Unbiased, and without variance at the snapshot. Both gradients of a minibatch are evaluated in
 * training mode with equal random numbers: where the network draws any (dropout, weight noise), the
 * present one is evaluated anew instead of taken from training. Price: one gradient for each
 * direction, two with random numbers; n/N at each snapshot; three numbers for each parameter.
 *
 * <p>Batch normalization makes an example's gradient depend on its minibatch; μ is then the mean
 * over the data source's minibatches, and estimates are unbiased if those are of the step's size.
 *
 * <p>Source: Johnson and Zhang 2013; fartashf/gvar_code, {@code estim/svrg.py}, where the two
 * evaluations' dropout differs and examples beyond an optional limit are counted but not added.
 */
public final class Svrg implements GradientEstimator {

    private final MultiDataSetIterator data;
    private Twin twin;
    private Twin snapshot;
    private INDArray mean;
    private INDArray direction;
    private boolean taken;

    private Svrg(MultiDataSetIterator data) {
        this.data = Objects.requireNonNull(data, "data must be given");
    }

    /**
     * SVRG over a data set.
     *
     * @param data all training data; not the iterator that training uses
     */
    public static Svrg over(MultiDataSetIterator data) {
        return new Svrg(data);
    }

    /**
     * SVRG over a data set.
     *
     * @param data all training data; not the iterator that training uses
     */
    public static Svrg over(DataSetIterator data) {
        return new Svrg(
                new MultiDataSetIteratorAdapter(
                        Objects.requireNonNull(data, "data must be given")));
    }

    @Override
    public String name() {
        return "SVRG";
    }

    @Override
    public void begin(Twin twin) {
        this.twin = twin;
        snapshot = Twin.apart(twin.network());
        mean = twin.parameters().like();
        direction = twin.parameters().like();
        taken = false;
    }

    @Override
    public void frequent(Step step) {}

    /**
     * Takes a snapshot.
     *
     * @throws IllegalStateException if there are no data
     */
    @Override
    public void infrequent(Step step) {
        snapshot.parameters().assign(step.twin().parameters());
        snapshot.setCounts(step.iteration(), step.epoch());
        // Of many terms, hence in double.
        INDArray sum = Nd4j.zeros(DataType.DOUBLE, mean.shape());
        long examples = 0;
        data.reset();
        while (data.hasNext()) {
            MultiDataSet batch = data.next();
            sum.addi(snapshot.gradient(batch));
            examples += batch.getFeatures(0).size(0);
        }
        if (examples == 0) {
            throw new IllegalStateException("The data source of SVRG is empty");
        }
        mean.assign(sum.divi(examples));
        taken = true;
    }

    @Override
    public INDArray direction(Step step) {
        if (!taken) {
            return step.gradient(direction);
        }
        snapshot.setCounts(step.iteration(), step.epoch());
        Random random = Nd4j.getRandom();
        long root = random.rootState();
        long node = random.nodeState();
        INDArray old = snapshot.gradient(step.batch());
        if (random.rootState() == root && random.nodeState() == node) {
            step.gradient(direction);
        } else {
            random.setStates(root, node);
            direction.assign(step.twin().gradient(step.batch())).divi(step.minibatch());
        }
        return direction.subi(old.divi(step.minibatch())).addi(mean);
    }

    /**
     * The gradient of all data at the snapshot.
     *
     * @return μ, {@code [1, D]}; to be read only
     * @throws IllegalStateException before the first snapshot
     */
    public INDArray snapshotGradient() {
        if (!taken) {
            throw new IllegalStateException("No snapshot has been taken");
        }
        return mean;
    }

    @Override
    public Coverage coverage() {
        return Coverage.of(twin, Map.of());
    }
}
