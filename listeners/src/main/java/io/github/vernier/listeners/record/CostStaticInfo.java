/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.record;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * What a network costs, beside what it was made from: written once per session, and never again,
 * since training does not change it.
 */
public final class CostStaticInfo extends VernierRecord {

    /** Type id of this record. */
    public static final String TYPE_ID = "VernierCost";

    private static final long serialVersionUID = 1L;
    private static final int VERSION = 1;

    private Network network;
    private Network original;

    /**
     * One network.
     *
     * @param dataType type its parameters are stored in
     * @param sizeOnDisk bytes of its parameters in a file, before compression
     * @param layers layers and vertices in the order of execution
     */
    public record Network(String dataType, long sizeOnDisk, List<Layer> layers)
            implements Serializable {

        /** Copies the list. */
        public Network {
            layers = List.copyOf(layers);
        }
    }

    /**
     * One layer or vertex, for one example.
     *
     * @param name its name
     * @param type simple class name
     * @param output shape of its activations, without the minibatch, −1 where it is not known
     * @param parameters trainable parameters
     * @param statistics stored numbers that no gradient moves
     * @param bits bits the trainable parameters need for inference
     * @param multAdds multiply-adds as published tables count them; NaN if unknown
     * @param correctedMultAdds the same with nothing left out; NaN if unknown
     */
    public record Layer(
            String name,
            String type,
            int[] output,
            long parameters,
            long statistics,
            long bits,
            double multAdds,
            double correctedMultAdds)
            implements Serializable {}

    /** For storages, before {@code decode}. */
    public CostStaticInfo() {
        super(VERSION);
    }

    /**
     * A record of these networks.
     *
     * @param network the network in training
     * @param original what it was made from, null if nothing
     */
    public CostStaticInfo(Network network, Network original) {
        this();
        this.network = network;
        this.original = original;
    }

    /** The network in training. */
    public Network getNetwork() {
        return network;
    }

    /** What it was made from, absent if it was not made from another. */
    public Optional<Network> getOriginal() {
        return Optional.ofNullable(original);
    }

    @Override
    public String getTypeID() {
        return TYPE_ID;
    }

    @Override
    protected void write(RecordFields fields) {
        fields.putGroups("network", List.of(toFields(network)));
        if (original != null) {
            fields.putGroups("original", List.of(toFields(original)));
        }
    }

    @Override
    protected void read(RecordFields fields) {
        network = toNetwork(fields, "network");
        original = toNetwork(fields, "original");
    }

    private static RecordFields toFields(Network network) {
        return new RecordFields()
                .put("dataType", network.dataType())
                .put("sizeOnDisk", network.sizeOnDisk())
                .putGroups(
                        "layers", network.layers().stream().map(CostStaticInfo::toFields).toList());
    }

    private static RecordFields toFields(Layer layer) {
        return new RecordFields()
                .put("name", layer.name())
                .put("type", layer.type())
                .put("output", layer.output())
                .put("parameters", layer.parameters())
                .put("statistics", layer.statistics())
                .put("bits", layer.bits())
                .put("multAdds", layer.multAdds())
                .put("correctedMultAdds", layer.correctedMultAdds());
    }

    private static Network toNetwork(RecordFields fields, String name) {
        return fields.getGroups(name).stream()
                .findFirst()
                .map(
                        network ->
                                new Network(
                                        network.getString("dataType", ""),
                                        network.getLong("sizeOnDisk", 0),
                                        network.getGroups("layers").stream()
                                                .map(CostStaticInfo::toLayer)
                                                .toList()))
                .orElse(null);
    }

    private static Layer toLayer(RecordFields fields) {
        return new Layer(
                fields.getString("name", ""),
                fields.getString("type", ""),
                fields.getInts("output"),
                fields.getLong("parameters", 0),
                fields.getLong("statistics", 0),
                fields.getLong("bits", 0),
                fields.getDouble("multAdds", Double.NaN),
                fields.getDouble("correctedMultAdds", Double.NaN));
    }
}
