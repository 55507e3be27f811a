/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vernier.layers.cost.CountingRule;
import io.github.vernier.layers.cost.LayerCost;
import io.github.vernier.layers.cost.NetworkCost;
import io.github.vernier.listeners.record.CostStaticInfo;
import io.github.vernier.listeners.record.StorageContract;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.core.storage.StatsStorage;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.ui.model.storage.InMemoryStatsStorage;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

class CostReportTest extends StorageContract {

    private static final String SESSION = "session";

    private static final NetworkCost NETWORK =
            new NetworkCost(
                    List.of(
                            new LayerCost(
                                    "conv <1>",
                                    "BinaryConvolution2D",
                                    InputType.convolutional(7, 8, 3),
                                    27,
                                    6,
                                    27,
                                    Map.of(
                                            CountingRule.PUBLISHED,
                                            1512.5,
                                            CountingRule.CORRECTED,
                                            1680.0)),
                            new LayerCost(
                                    "mine", "Own", InputType.recurrent(4), 5, 0, 160, Map.of())),
                    DataType.FLOAT);

    private static final NetworkCost ORIGINAL =
            new NetworkCost(NETWORK.layers().subList(0, 1), DataType.DOUBLE);

    @Override
    protected void check(StatsStorage storage) {
        assertThat(storage.listSessionIDs()).containsExactly(SESSION);
        CostStaticInfo read =
                (CostStaticInfo) storage.getAllStaticInfos(SESSION, CostStaticInfo.TYPE_ID).get(0);
        CostStaticInfo.Network network = read.getNetwork();
        assertThat(network.dataType()).isEqualTo("FLOAT");
        assertThat(network.sizeOnDisk()).isEqualTo(NETWORK.sizeOnDisk());
        CostStaticInfo.Layer layer = network.layers().get(0);
        assertThat(layer.name()).isEqualTo("conv <1>");
        assertThat(layer.type()).isEqualTo("BinaryConvolution2D");
        assertThat(layer.output()).containsExactly(3, 7, 8);
        assertThat(layer.parameters()).isEqualTo(27);
        assertThat(layer.statistics()).isEqualTo(6);
        assertThat(layer.bits()).isEqualTo(27);
        assertThat(layer.multAdds()).isEqualTo(1512.5);
        assertThat(layer.correctedMultAdds()).isEqualTo(1680);
        assertThat(network.layers().get(1).multAdds()).isNaN();
        assertThat(read.getOriginal().orElseThrow().layers())
                .extracting(CostStaticInfo.Layer::name)
                .containsExactly("conv <1>");
    }

    @Override
    protected void fill(StatsStorage storage) {
        CostReport.of(NETWORK).against(ORIGINAL).recordTo(storage, SESSION);
    }

    @Test
    void withoutAnOriginal() {
        InMemoryStatsStorage storage = new InMemoryStatsStorage();
        CostReport.of(NETWORK).recordTo(storage, SESSION);
        CostStaticInfo read =
                (CostStaticInfo) storage.getAllStaticInfos(SESSION, CostStaticInfo.TYPE_ID).get(0);
        CostStaticInfo decoded = new CostStaticInfo();
        decoded.decode(read.encode());
        assertThat(decoded.getOriginal()).isEmpty();
        assertThat(decoded.getNetwork().layers()).hasSize(2);
    }
}
