/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary.xnor;

import java.util.Set;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.constraint.BaseConstraint;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Subtracts from weights {@code [nOut, nIn, kH, kW]} their mean over input channels at each kernel
 * position and clamps them to [−1, 1], after every update: {@code .constrainWeights(new
 * MeanCentreClamp())} on a layer with a {@link Centering#PERSISTENT} {@link XnorWeight}.
 */
public final class MeanCentreClamp extends BaseConstraint {

    private static final long serialVersionUID = 1;

    /** Creates the constraint; the layer's builder names the parameters. */
    public MeanCentreClamp() {}

    /**
     * What becomes of weights.
     *
     * @param latent {@code [nOut, nIn, kH, kW]}
     * @return a new array of that shape
     */
    public static INDArray centred(INDArray latent) {
        INDArray rows = latent.dup('c').reshape('c', latent.size(0), latent.size(1), -1);
        INDArray centred = rows.sub(rows.mean(true, 1)).reshape('c', latent.shape());
        return Transforms.max(Transforms.min(centred, 1, false), -1, false);
    }

    @Override
    public void apply(INDArray param) {
        param.assign(centred(param));
    }

    /** Once: the stock loop applies a constraint twice, which is not the same here. */
    @Override
    public void applyConstraint(Layer layer, int iteration, int epoch) {
        Set<String> constrained = getParams();
        layer.paramTable()
                .forEach(
                        (name, param) -> {
                            if (constrained.contains(name)) {
                                apply(param);
                            }
                        });
    }

    @Override
    public MeanCentreClamp clone() {
        MeanCentreClamp copy = new MeanCentreClamp();
        copy.setParams(getParams());
        return copy;
    }
}
