/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.record;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a training is: written once per session, before the first update. */
public final class TrainingStaticInfo extends VernierRecord {

    /** Type id of this record and of {@link TrainingUpdate}. */
    public static final String TYPE_ID = "VernierTraining";

    private static final long serialVersionUID = 1L;
    private static final int VERSION = 1;

    private String network = "";
    private long parameters;
    private int epochs;
    private Map<String, String> settings = new LinkedHashMap<>();

    /** For storages, before {@code decode}. */
    public TrainingStaticInfo() {
        super(VERSION);
    }

    /**
     * A record of a training.
     *
     * @param network class of the network
     * @param parameters number of its parameters
     * @param epochs epochs to be trained, 0 if unknown
     * @param settings hyper-parameters by name
     */
    public TrainingStaticInfo(
            String network, long parameters, int epochs, Map<String, String> settings) {
        this();
        this.network = network;
        this.parameters = parameters;
        this.epochs = epochs;
        this.settings = new LinkedHashMap<>(settings);
    }

    /** Class of the network. */
    public String getNetwork() {
        return network;
    }

    /** Number of parameters. */
    public long getParameters() {
        return parameters;
    }

    /** Epochs to be trained, 0 if unknown. */
    public int getEpochs() {
        return epochs;
    }

    /** Hyper-parameters by name, in the order given. */
    public Map<String, String> getSettings() {
        return settings;
    }

    @Override
    public String getTypeID() {
        return TYPE_ID;
    }

    @Override
    protected void write(RecordFields fields) {
        fields.put("network", network)
                .put("parameters", parameters)
                .put("epochs", epochs)
                .putStrings("settingNames", List.copyOf(settings.keySet()))
                .putStrings("settingValues", List.copyOf(settings.values()));
    }

    @Override
    protected void read(RecordFields fields) {
        network = fields.getString("network", "");
        parameters = fields.getLong("parameters", 0);
        epochs = fields.getInt("epochs", 0);
        List<String> names = fields.getStrings("settingNames");
        List<String> values = fields.getStrings("settingValues");
        settings = new LinkedHashMap<>();
        for (int i = 0; i < Math.min(names.size(), values.size()); i++) {
            settings.put(names.get(i), values.get(i));
        }
    }
}
