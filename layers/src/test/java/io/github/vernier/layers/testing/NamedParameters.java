/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.testing;

import static io.github.vernier.layers.testing.ArrayAssert.assertClose;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Published parameters, each of which is one of ours by another name. */
public class NamedParameters implements GoldenPass.Parameters {

    private final JsonNode golden;
    private final DataType type;
    private final Map<String, String> names = new LinkedHashMap<>();

    /**
     * The parameters of a case, {@code params} and {@code dparams}.
     *
     * @param golden the case
     * @param ours our name by the published one, of all there may be
     * @param type type to calculate in
     */
    public NamedParameters(JsonNode golden, Map<String, String> ours, DataType type) {
        this.golden = golden;
        this.type = type;
        golden.get("params").fieldNames().forEachRemaining(name -> names.put(name, ours.get(name)));
    }

    /** Sets one parameter. */
    protected void assign(INDArray parameter, INDArray value) {
        parameter.assign(value.reshape(parameter.shape()));
    }

    @Override
    public void set(Layer layer) {
        assertThat(layer.paramTable().keySet()).containsExactlyInAnyOrderElementsOf(names.values());
        names.forEach(
                (theirs, ours) ->
                        assign(
                                layer.getParam(ours),
                                GoldenFile.tensor(golden.get("params").get(theirs), type)));
    }

    @Override
    public void verify(String prefix, Gradient gradient) {
        names.forEach(
                (theirs, ours) -> {
                    INDArray expected = GoldenFile.tensor(golden.get("dparams").get(theirs), type);
                    assertClose(
                            theirs,
                            gradient.getGradientFor(prefix + ours).reshape(expected.shape()),
                            expected,
                            GoldenPass.tolerance(type));
                });
    }
}
