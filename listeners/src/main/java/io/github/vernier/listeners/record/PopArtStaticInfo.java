/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.record;

import java.io.Serializable;
import java.util.List;

/** The Pop-Art heads of a network: written once per session, before the first update. */
public final class PopArtStaticInfo extends VernierRecord {

    /** Type id of this record and of {@link PopArtUpdate}. */
    public static final String TYPE_ID = "VernierPopArt";

    private static final long serialVersionUID = 1L;
    private static final int VERSION = 1;

    private List<Head> heads = List.of();

    /**
     * The settings of one head.
     *
     * @param name name of the layer
     * @param outputs number of outputs
     * @param scope how many statistics there are
     * @param mode which algorithm
     * @param art how location and scale follow the targets, in words
     * @param beta step size β
     * @param lowerBound smallest σ
     * @param upperBound largest σ
     * @param desiredDeviation standard deviation normalized targets shall have
     */
    public record Head(
            String name,
            long outputs,
            String scope,
            String mode,
            String art,
            double beta,
            double lowerBound,
            double upperBound,
            double desiredDeviation)
            implements Serializable {}

    /** For storages, before {@code decode}. */
    public PopArtStaticInfo() {
        super(VERSION);
    }

    /**
     * A record of these heads.
     *
     * @param heads settings, may be empty
     */
    public PopArtStaticInfo(List<Head> heads) {
        this();
        this.heads = List.copyOf(heads);
    }

    /** The heads, in the order in which updates have them. */
    public List<Head> getHeads() {
        return heads;
    }

    @Override
    public String getTypeID() {
        return TYPE_ID;
    }

    @Override
    protected void write(RecordFields fields) {
        fields.putGroups("heads", heads.stream().map(PopArtStaticInfo::toFields).toList());
    }

    @Override
    protected void read(RecordFields fields) {
        heads = fields.getGroups("heads").stream().map(PopArtStaticInfo::toHead).toList();
    }

    private static RecordFields toFields(Head head) {
        return new RecordFields()
                .put("name", head.name())
                .put("outputs", head.outputs())
                .put("scope", head.scope())
                .put("mode", head.mode())
                .put("art", head.art())
                .put("beta", head.beta())
                .put("lowerBound", head.lowerBound())
                .put("upperBound", head.upperBound())
                .put("desiredDeviation", head.desiredDeviation());
    }

    private static Head toHead(RecordFields fields) {
        return new Head(
                fields.getString("name", ""),
                fields.getLong("outputs", 0),
                fields.getString("scope", ""),
                fields.getString("mode", ""),
                fields.getString("art", ""),
                fields.getDouble("beta", Double.NaN),
                fields.getDouble("lowerBound", Double.NaN),
                fields.getDouble("upperBound", Double.NaN),
                fields.getDouble("desiredDeviation", Double.NaN));
    }
}
