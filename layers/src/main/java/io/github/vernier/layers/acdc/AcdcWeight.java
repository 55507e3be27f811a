/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.acdc;

import io.github.vernier.layers.acdc.FactorChain.Permute;
import io.github.vernier.layers.acdc.FactorChain.Step;
import io.github.vernier.layers.parameterized.WeightFunction;
import io.github.vernier.layers.parameterized.WeightParameter;
import io.github.vernier.layers.parameterized.WeightParameterization;
import io.github.vernier.layers.parameterized.WeightShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.annotation.JsonAutoDetect;

/**
 * A 1×1 kernel {@code [nOut, nIn, 1, 1]} that is a product of ACDC factors.
 *
 * <p>{@code W = S · M_1 P_1 · M_2 P_2 ⋯ M_n P_n · E} with {@code M_l = R(diag(A_l) C) diag(D_l)
 * C⁻¹}, c×c; C the cosine transform of {@link Dct}, R the inner riffle of the columns, P_l a
 * permutation of the columns ({@code (M P)[:, j] = M[:, p[j]]}); E repeats input channels, S sums
 * adjacent outputs ({@link ChannelFolding}). The factors, n c values each of A and D, are the
 * parameters: {@code A [n, c]}, {@code D [n, c]}.
 *
 * <p>A and D start from N(1, 0.01²), whatever the layer's weight initialisation: W is then nearly
 * orthogonal, with entries of standard deviation 1/√c, however many factors there are.
 *
 * <p>Source: {@code FastStackedConvACDC} of gngdb/pytorch-acdc, pytorch_acdc/layers.py, with the
 * reference's {@code weight[o, i] = W[o, i]}; Moczulski et al. 2015 (arXiv 1511.05946).
 */
@JsonAutoDetect(
        fieldVisibility = JsonAutoDetect.Visibility.ANY,
        getterVisibility = JsonAutoDetect.Visibility.NONE,
        isGetterVisibility = JsonAutoDetect.Visibility.NONE,
        setterVisibility = JsonAutoDetect.Visibility.NONE)
public final class AcdcWeight implements WeightParameterization {

    private static final long serialVersionUID = 1;

    /** Key of the diagonals that apply last in each factor. */
    public static final String A = "A";

    /** Key of the diagonals between the transforms. */
    public static final String D = "D";

    private static final double DEVIATION = 0.01;

    private int factors;
    private AcdcForm form = AcdcForm.CONVOLUTION;
    private int groups = 1;
    private ChannelPermutation inner = new Riffle();
    private List<ChannelPermutation> outer = List.of(new Riffle());
    private AcdcPath path = AcdcPath.AUTO;

    @SuppressWarnings("unused")
    private AcdcWeight() {}

    /**
     * The published kernel.
     *
     * @param factors number of factors, at least 1; one less than the published number of layers
     * @throws IllegalArgumentException if there is none
     */
    public AcdcWeight(int factors) {
        if (factors < 1) {
            throw new IllegalArgumentException(
                    "ACDC: the number of factors must be at least 1, but is " + factors);
        }
        this.factors = factors;
    }

    private AcdcWeight copy() {
        AcdcWeight copy = new AcdcWeight(factors);
        copy.form = form;
        copy.groups = groups;
        copy.inner = inner;
        copy.outer = outer;
        copy.path = path;
        return copy;
    }

    /**
     * The same with or without the riffle inside the factors.
     *
     * @param original whether to leave it out, as the paper does
     * @return a new parameterization
     */
    public AcdcWeight original(boolean original) {
        AcdcWeight copy = copy();
        copy.inner = original ? new NoPermutation() : new Riffle();
        return copy;
    }

    /**
     * The same with other permutations after the factors.
     *
     * @param permutations one for all factors, or one for each
     * @return a new parameterization
     * @throws IllegalArgumentException if there are neither one nor as many as factors
     */
    public AcdcWeight permutations(List<? extends ChannelPermutation> permutations) {
        if (permutations.size() != 1 && permutations.size() != factors) {
            throw new IllegalArgumentException(
                    "ACDC: there must be one permutation, or one for each of the "
                            + factors
                            + " factors, but there are "
                            + permutations.size());
        }
        AcdcWeight copy = copy();
        copy.outer = List.copyOf(permutations);
        return copy;
    }

    /**
     * The same, computed another way.
     *
     * @param path how
     * @return a new parameterization
     */
    public AcdcWeight path(AcdcPath path) {
        AcdcWeight copy = copy();
        copy.path = Objects.requireNonNull(path, "path must be given");
        return copy;
    }

    /** The same product in another order, with transforms and inner riffle inside groups. */
    AcdcWeight form(AcdcForm form, int groups) {
        AcdcWeight copy = copy();
        copy.form = form;
        copy.groups = groups;
        return copy;
    }

    /**
     * Number of factors.
     *
     * @return n
     */
    public int factors() {
        return factors;
    }

    /**
     * How it is computed.
     *
     * @return the path
     */
    public AcdcPath path() {
        return path;
    }

    /** The permutation after a factor. */
    ChannelPermutation outer(int factor) {
        return outer.get(outer.size() == 1 ? 0 : factor);
    }

    /**
     * Multiply-adds of the factors at one position, by the published rule: {@code 4c + 5c·log₂c}
     * for each; with groups, whose transforms are shorter, {@code log₂(c / groups)}.
     *
     * @param shape the kernel's shape
     * @return the number, which need not be whole
     */
    public double multAdds(WeightShape shape) {
        double c = size(shape);
        return factors * (4 * c + 5 * c * Math.log(c / groups) / Math.log(2));
    }

    /** Rows and columns of a factor. */
    int size(WeightShape shape) {
        return form == AcdcForm.CONVOLUTION
                ? ChannelFolding.size(Math.toIntExact(shape.nIn()), Math.toIntExact(shape.nOut()))
                : Math.toIntExact(shape.nOut());
    }

    @Override
    public List<WeightParameter> parameters(WeightShape shape) {
        long size = 0;
        if (shape.nIn() > 0) {
            check(shape);
            size = size(shape);
        }
        return List.of(
                WeightParameter.regularized(A, factors, size),
                WeightParameter.regularized(D, factors, size));
    }

    /** What {@link #bind} would refuse. */
    private void check(WeightShape shape) {
        if (shape.kH() != 1 || shape.kW() != 1) {
            throw new IllegalArgumentException(
                    "ACDC is a 1x1 kernel, but the kernel is " + shape.kH() + "x" + shape.kW());
        }
        folding(shape);
        int size = size(shape);
        if (size % groups != 0) {
            throw new IllegalArgumentException(
                    "ACDC: groups must divide the " + size + " features, but there are " + groups);
        }
        inner.indices(size / groups);
        outer.forEach(permutation -> permutation.indices(size));
    }

    private ChannelFolding folding(WeightShape shape) {
        int in = Math.toIntExact(shape.nIn());
        int out = Math.toIntExact(shape.nOut());
        return form == AcdcForm.CONVOLUTION
                ? ChannelFolding.ofChannels(in, out)
                : ChannelFolding.tiled(in, out);
    }

    @Override
    public void initialize(
            WeightParameter parameter,
            IWeightInit scheme,
            double fanIn,
            double fanOut,
            INDArray view) {
        view.assign(Nd4j.randn(view.dataType(), view.length()).muli(DEVIATION).addi(1));
    }

    @Override
    public WeightFunction bind(WeightShape shape, DataType type) {
        return new AcdcFunction(chain(shape, type), factors, shape.nIn(), path);
    }

    private FactorChain chain(WeightShape shape, DataType type) {
        check(shape);
        ChannelFolding folding = folding(shape);
        int size = size(shape);
        DctPlan dct = new DctPlan(size / groups);
        Permute riffle = Permute.of(Permutations.inBlocks(inner.indices(size / groups), groups));
        List<Step> steps = new ArrayList<>();
        for (int l = 0; l < factors; l++) {
            int[] after = outer(form.positionOf(l, factors)).indices(size);
            steps.addAll(form.factor(l, factors, dct, riffle, Permute.of(after)));
        }
        return new FactorChain(
                folding.input(),
                folding.output(),
                steps,
                2 * factors,
                HostMatrix.computeType(type));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AcdcWeight that
                && factors == that.factors
                && form == that.form
                && groups == that.groups
                && inner.equals(that.inner)
                && outer.equals(that.outer)
                && path == that.path;
    }

    @Override
    public int hashCode() {
        return Arrays.asList(factors, groups, inner, outer).hashCode();
    }

    @Override
    public String toString() {
        return "acdc(factors="
                + factors
                + ", inner="
                + inner
                + ", permutation="
                + (outer.size() == 1 ? outer.get(0) : outer)
                + ", path="
                + path
                + ")";
    }
}
