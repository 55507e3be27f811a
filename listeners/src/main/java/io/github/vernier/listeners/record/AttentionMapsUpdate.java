/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.record;

import java.io.Serializable;
import java.util.List;

/** Attention maps of student and teacher for a few fixed examples. */
public final class AttentionMapsUpdate extends IterationUpdate {

    /** Type id of this record. */
    public static final String TYPE_ID = "VernierDistillationMaps";

    private static final long serialVersionUID = 1L;
    private static final int VERSION = 1;

    private List<Example> examples = List.of();

    /**
     * One example.
     *
     * @param image the input as a thumbnail
     * @param label index of the right class, -1 if unknown
     * @param student the student's answer
     * @param teacher the teacher's answer
     * @param taps maps of each tap
     */
    public record Example(
            Thumbnail image, int label, Prediction student, Prediction teacher, List<Tap> taps)
            implements Serializable {}

    /**
     * The most probable class.
     *
     * @param label its index
     * @param probability its probability in [0, 1]
     */
    public record Prediction(int label, double probability) implements Serializable {}

    /**
     * Normalized maps v/‖v‖ of one tap, each h·w values, row by row.
     *
     * @param name name of the student's tapped layer or vertex
     * @param height height h
     * @param width width w
     * @param student the student's map
     * @param teacher the teacher's map
     */
    public record Tap(String name, int height, int width, float[] student, float[] teacher)
            implements Serializable {}

    /** For storages, before {@code decode}. */
    public AttentionMapsUpdate() {
        super(VERSION);
    }

    /**
     * A record of the maps.
     *
     * @param iteration iteration of the student, from 0
     * @param epoch epoch of the student, from 0
     * @param examples the examples, always the same and in the same order
     */
    public AttentionMapsUpdate(int iteration, int epoch, List<Example> examples) {
        super(VERSION, iteration, epoch);
        this.examples = List.copyOf(examples);
    }

    /**
     * The examples.
     *
     * @return examples in a fixed order
     */
    public List<Example> getExamples() {
        return examples;
    }

    @Override
    public String getTypeID() {
        return TYPE_ID;
    }

    @Override
    protected void writeFindings(RecordFields fields) {
        fields.putGroups("examples", examples.stream().map(AttentionMapsUpdate::toFields).toList());
    }

    @Override
    protected void readFindings(RecordFields fields) {
        examples =
                fields.getGroups("examples").stream().map(AttentionMapsUpdate::toExample).toList();
    }

    private static RecordFields toFields(Example example) {
        RecordFields fields = new RecordFields();
        example.image().write(fields);
        return fields.put("label", example.label())
                .put("studentLabel", example.student().label())
                .put("studentProbability", example.student().probability())
                .put("teacherLabel", example.teacher().label())
                .put("teacherProbability", example.teacher().probability())
                .putGroups(
                        "taps",
                        example.taps().stream().map(AttentionMapsUpdate::toFields).toList());
    }

    private static Example toExample(RecordFields fields) {
        return new Example(
                Thumbnail.read(fields),
                fields.getInt("label", -1),
                new Prediction(
                        fields.getInt("studentLabel", -1),
                        fields.getDouble("studentProbability", Double.NaN)),
                new Prediction(
                        fields.getInt("teacherLabel", -1),
                        fields.getDouble("teacherProbability", Double.NaN)),
                fields.getGroups("taps").stream().map(AttentionMapsUpdate::toTap).toList());
    }

    private static RecordFields toFields(Tap tap) {
        return new RecordFields()
                .put("name", tap.name())
                .put("height", tap.height())
                .put("width", tap.width())
                .put("student", tap.student())
                .put("teacher", tap.teacher());
    }

    private static Tap toTap(RecordFields fields) {
        return new Tap(
                fields.getString("name", ""),
                fields.getInt("height", 0),
                fields.getInt("width", 0),
                fields.getFloats("student"),
                fields.getFloats("teacher"));
    }
}
