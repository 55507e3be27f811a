/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.cost;

import io.github.vernier.layers.cost.CountingRule;
import io.github.vernier.layers.cost.LayerCost;
import io.github.vernier.layers.cost.NetworkCost;
import io.github.vernier.listeners.record.CostStaticInfo;
import io.github.vernier.listeners.record.RecordRouter;
import io.github.vernier.listeners.record.RecordSink;
import java.util.Arrays;
import java.util.Optional;
import org.deeplearning4j.core.storage.StatsStorageRouter;

/** What a network costs, beside what it was made from. */
public final class CostReport {

    /** Worker of the records of a session that none of its workers wrote. */
    private static final String WORKER = "cost";

    private final NetworkCost network;
    private final NetworkCost original;

    private CostReport(NetworkCost network, NetworkCost original) {
        this.network = network;
        this.original = original;
    }

    /**
     * A report of one network.
     *
     * @param network cost of the network in training
     * @return the report
     */
    public static CostReport of(NetworkCost network) {
        return new CostReport(network, null);
    }

    /**
     * The same network beside another.
     *
     * @param reference cost of what it was made from, or of what it is to be compared with
     * @return another report
     */
    public CostReport against(NetworkCost reference) {
        return new CostReport(network, reference);
    }

    /**
     * Writes the report into a storage, once for each session.
     *
     * @param router storage of the UI, a file, or a remote UI
     * @param sessionId session, such as that of the listeners
     * @throws IllegalArgumentException if the id is empty or has a quote in it
     */
    public void recordTo(StatsStorageRouter router, String sessionId) {
        recordTo(new RecordRouter(router, sessionId, WORKER));
    }

    /**
     * Writes the report.
     *
     * @param sink where to
     */
    public void recordTo(RecordSink sink) {
        sink.putStaticInfo(
                new CostStaticInfo(
                        toRecord(network),
                        Optional.ofNullable(original).map(CostReport::toRecord).orElse(null)));
    }

    private static CostStaticInfo.Network toRecord(NetworkCost cost) {
        return new CostStaticInfo.Network(
                cost.dataType().name(),
                cost.sizeOnDisk(),
                cost.layers().stream().map(CostReport::toRecord).toList());
    }

    private static CostStaticInfo.Layer toRecord(LayerCost layer) {
        return new CostStaticInfo.Layer(
                layer.name(),
                layer.type(),
                Arrays.stream(layer.output().getShape(false)).mapToInt(Math::toIntExact).toArray(),
                layer.parameters(),
                layer.statistics(),
                layer.bits(),
                layer.multAdds().getOrDefault(CountingRule.PUBLISHED, Double.NaN),
                layer.multAdds().getOrDefault(CountingRule.CORRECTED, Double.NaN));
    }
}
