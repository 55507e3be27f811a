/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.acdc;

import io.github.vernier.layers.acdc.FactorChain.Cosine;
import io.github.vernier.layers.acdc.FactorChain.Diagonal;
import io.github.vernier.layers.acdc.FactorChain.InverseCosine;
import io.github.vernier.layers.acdc.FactorChain.Permute;
import io.github.vernier.layers.acdc.FactorChain.Step;
import java.util.List;

/**
 * The order in which the parts of a factor apply to a column vector.
 *
 * <p>With C = Oᵀ S, O orthonormal and S diagonal, S cancels against S⁻¹ in every published product:
 * the inner permutation keeps element 0 in its place, and all other elements of S are equal. So
 * orthonormal transforms give the published matrices.
 */
enum AcdcForm {
    /** {@code W = Π diag(A) · R(C) · diag(D) · C⁻¹ · P}: y = W x. The last factor meets x first. */
    CONVOLUTION {
        @Override
        List<Step> factor(int l, int factors, DctPlan dct, Permute inner, Permute outer) {
            int last = positionOf(l, factors);
            return List.of(
                    outer.inverse(),
                    new Cosine(dct),
                    new Diagonal(factors + last),
                    inner.inverse(),
                    new InverseCosine(dct),
                    new Diagonal(last));
        }

        @Override
        int positionOf(int l, int factors) {
            return factors - 1 - l;
        }
    },

    /** The same product from the other side, y = x W for row vectors: {@code LinearACDC}. */
    LINEAR {
        @Override
        List<Step> factor(int l, int factors, DctPlan dct, Permute inner, Permute outer) {
            return List.of(
                    new Diagonal(l),
                    new Cosine(dct),
                    inner,
                    new Diagonal(factors + l),
                    new InverseCosine(dct),
                    outer);
        }
    },

    /** With D before the inner permutation: {@code ACDC}. */
    VECTOR {
        @Override
        List<Step> factor(int l, int factors, DctPlan dct, Permute inner, Permute outer) {
            return List.of(
                    new Diagonal(l),
                    new Cosine(dct),
                    new Diagonal(factors + l),
                    inner,
                    new InverseCosine(dct),
                    outer);
        }
    };

    /** Where in the product the factor stands that applies l-th. */
    int positionOf(int l, int factors) {
        return l;
    }

    /**
     * Steps of the factor that applies l-th (from 0).
     *
     * @param l which
     * @param factors of how many; diagonal i is A of factor i, diagonal factors + i its D
     * @param dct transform of a group
     * @param inner the permutation between the transforms
     * @param outer the permutation after the factor
     */
    abstract List<Step> factor(int l, int factors, DctPlan dct, Permute inner, Permute outer);
}
