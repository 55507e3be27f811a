/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.distillation;

import io.github.vernier.listeners.record.AttentionMapsUpdate.Example;
import io.github.vernier.listeners.record.AttentionMapsUpdate.Prediction;
import io.github.vernier.listeners.record.AttentionMapsUpdate.Tap;
import io.github.vernier.listeners.record.Thumbnail;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Attention maps of a few fixed examples, in inference mode. */
final class AttentionMaps {

    private final AttentionTransfer attention;
    private final DataSet examples;

    AttentionMaps(AttentionConvention convention, DataSet examples) {
        this.attention = new AttentionTransfer(convention);
        this.examples = examples;
    }

    /** Maps of one network for all examples. */
    private record Maps(int height, int width, float[][] values) {}

    List<Example> of(StudentNetwork student, Replica replica) {
        INDArray[] features = {examples.getFeatures()};
        Map<String, INDArray> activations = student.infer(features);
        Map<String, Maps> teacherMaps = new HashMap<>();
        double[][][] teacherRows = new double[1][][];
        TeacherNetwork teacher = replica.teacher();
        String teacherHead = replica.mainHead() == null ? null : replica.mainHead().teacherName();
        teacher.forward(
                features,
                null,
                (name, values) -> {
                    if (replica.taps().stream().anyMatch(t -> t.teacherName().equals(name))) {
                        teacherMaps.put(name, maps(values, teacher.structure().format(name)));
                    }
                    if (name.equals(teacherHead)) {
                        teacherRows[0] = matrix(Transforms.softmax(values, true));
                    }
                });
        double[][] studentRows =
                teacherHead == null
                        ? null
                        : matrix(activations.get(replica.mainHead().studentName()));
        Map<String, Maps> studentMaps = new HashMap<>();
        for (AttentionTap tap : replica.taps()) {
            String name = tap.studentName();
            studentMaps.put(name, maps(activations.get(name), student.structure().format(name)));
        }
        List<Example> result = new ArrayList<>();
        for (int i = 0; i < examples.numExamples(); i++) {
            List<Tap> taps = new ArrayList<>();
            for (AttentionTap tap : replica.taps()) {
                Maps own = studentMaps.get(tap.studentName());
                taps.add(
                        new Tap(
                                tap.studentName(),
                                own.height(),
                                own.width(),
                                own.values()[i],
                                teacherMaps.get(tap.teacherName()).values()[i]));
            }
            result.add(
                    new Example(
                            image(i, student.structure()),
                            label(i),
                            prediction(studentRows, i),
                            prediction(teacherRows[0], i),
                            taps));
        }
        return result;
    }

    private Maps maps(INDArray activations, CNN2DFormat format) {
        int height = format == CNN2DFormat.NCHW ? 2 : 1;
        return new Maps(
                (int) activations.size(height),
                (int) activations.size(height + 1),
                attention.map(activations, format).castTo(DataType.FLOAT).toFloatMatrix());
    }

    private static double[][] matrix(INDArray rows) {
        return rows.castTo(DataType.DOUBLE).toDoubleMatrix();
    }

    private static Prediction prediction(double[][] rows, int example) {
        if (rows == null) {
            return new Prediction(-1, Double.NaN);
        }
        int label = HeldOutEvaluation.argmax(rows[example]);
        return new Prediction(label, rows[example][label]);
    }

    private int label(int example) {
        if (examples.getLabels() == null) {
            return -1;
        }
        double[] row = matrix(examples.getLabels())[example];
        return row.length == 1 ? (int) row[0] : HeldOutEvaluation.argmax(row);
    }

    /** The input stretched to 0..255; a vector becomes an image of one row. */
    private Thumbnail image(int example, NetworkStructure structure) {
        INDArray input = examples.getFeatures().slice(example);
        boolean channelsLast =
                input.rank() == 3 && structure.format(structure.name(0)) == CNN2DFormat.NHWC;
        return Thumbnail.of(channelsLast ? input.permute(2, 0, 1) : input);
    }
}
