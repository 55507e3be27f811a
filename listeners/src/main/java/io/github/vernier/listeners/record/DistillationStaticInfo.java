/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.record;

import java.util.List;

/** How a student is distilled: written once per session, before the first update. */
public final class DistillationStaticInfo
        extends SettingsStaticInfo<DistillationStaticInfo.Settings> {

    /** Type id of this record and of {@link DistillationUpdate}. */
    public static final String TYPE_ID = "VernierDistillation";

    private static final long serialVersionUID = 1L;
    private static final int VERSION = 1;

    /**
     * The settings of a distillation.
     *
     * @param studentTaps tapped layers or vertices of the student
     * @param teacherTaps those of the teacher each is compared with
     * @param heads outputs of the student that are trained on the teacher's
     * @param kdConvention name of the convention of the knowledge-distillation loss
     * @param attentionConvention name of the convention of the attention loss
     * @param tapWeighting name of the convention of the weight of a tap
     * @param temperature temperature T
     * @param alpha share α of the knowledge-distillation loss
     * @param tapBetas weight of each tap's loss in the training loss, after adjustment
     * @param classNames names of the classes, may be empty
     */
    public record Settings(
            List<String> studentTaps,
            List<String> teacherTaps,
            List<String> heads,
            String kdConvention,
            String attentionConvention,
            String tapWeighting,
            double temperature,
            double alpha,
            double[] tapBetas,
            List<String> classNames)
            implements java.io.Serializable {}

    /** For storages, before {@code decode}. */
    public DistillationStaticInfo() {
        super(VERSION);
    }

    /**
     * A record of these settings.
     *
     * @param settings settings
     */
    public DistillationStaticInfo(Settings settings) {
        super(VERSION, settings);
    }

    @Override
    public String getTypeID() {
        return TYPE_ID;
    }

    @Override
    void writeSettings(RecordFields fields, Settings settings) {
        fields.putStrings("studentTaps", settings.studentTaps())
                .putStrings("teacherTaps", settings.teacherTaps())
                .putStrings("heads", settings.heads())
                .put("kdConvention", settings.kdConvention())
                .put("attentionConvention", settings.attentionConvention())
                .put("tapWeighting", settings.tapWeighting())
                .put("temperature", settings.temperature())
                .put("alpha", settings.alpha())
                .put("tapBetas", settings.tapBetas())
                .putStrings("classNames", settings.classNames());
    }

    @Override
    Settings readSettings(RecordFields fields) {
        return new Settings(
                fields.getStrings("studentTaps"),
                fields.getStrings("teacherTaps"),
                fields.getStrings("heads"),
                fields.getString("kdConvention", ""),
                fields.getString("attentionConvention", ""),
                fields.getString("tapWeighting", ""),
                fields.getDouble("temperature", Double.NaN),
                fields.getDouble("alpha", Double.NaN),
                fields.getDoubles("tapBetas"),
                fields.getStrings("classNames"));
    }
}
