/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.clustering;

import io.github.vernier.listeners.record.ClusterUpdate.Example;
import io.github.vernier.listeners.record.Thumbnail;
import io.github.vernier.listeners.sampling.IndexedDataSetIterator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** What people look at: a few examples of each cluster, and its classes. */
final class ClusterGallery {

    private final ExampleImages images;
    private final ClusterAssignment assignment;
    private final List<List<Integer>> chosen = new ArrayList<>();
    private final Map<Integer, Example> examples = new HashMap<>();
    private int[][] labels;

    /**
     * Goes through the data once, without the network.
     *
     * @param perCluster at most so many examples of each cluster, those nearest to its centre
     */
    ClusterGallery(
            ClusterAssignment assignment,
            IndexedDataSetIterator data,
            int perCluster,
            ExampleImages images) {
        this.assignment = assignment;
        this.images = images;
        int[] clusters = assignment.clusters();
        for (int k = 0; k < assignment.sizes().length; k++) {
            int cluster = k;
            chosen.add(
                    IntStream.range(0, clusters.length)
                            .filter(i -> clusters[i] == cluster)
                            .boxed()
                            .sorted(Comparator.comparingDouble(i -> assignment.distances()[i]))
                            .limit(perCluster)
                            .toList());
        }
        labels = new int[chosen.size()][0];
        data.reset();
        while (data.hasNext()) {
            DataSet batch = data.next();
            add(batch, data.indices());
        }
    }

    private void add(DataSet batch, int[] indices) {
        INDArray rows = batch.getLabels();
        boolean classes = rows != null && rows.rank() == 2 && rows.size(1) > 1;
        int[] label = classes ? rows.argMax(1).toIntVector() : null;
        for (int row = 0; row < indices.length; row++) {
            int index = indices[row];
            int cluster = assignment.clusters()[index];
            if (cluster < 0) {
                continue;
            }
            if (label != null) {
                count(cluster, label[row], Math.toIntExact(rows.size(1)));
            }
            if (chosen.get(cluster).contains(index)) {
                examples.put(
                        index,
                        new Example(
                                index,
                                label == null ? -1 : label[row],
                                assignment.distances()[index],
                                images.of(batch.getFeatures().slice(row))));
            }
        }
    }

    private void count(int cluster, int label, int classes) {
        if (labels[cluster].length == 0) {
            for (int k = 0; k < labels.length; k++) {
                labels[k] = new int[classes];
            }
        }
        labels[cluster][label]++;
    }

    /** Number of examples of each class; empty if there are no classes. */
    int[] labels(int cluster) {
        return labels[cluster];
    }

    /** Examples, nearest first. */
    List<Example> examples(int cluster) {
        return chosen.get(cluster).stream().map(examples::get).toList();
    }

    /**
     * How inputs become images.
     *
     * @param channelsLast whether inputs of rank 3 are {@code [h, w, c]}
     * @param shape channels, height and width of inputs that come as vectors; empty if they are not
     *     images
     * @param side greatest height and width of an image
     */
    record ExampleImages(boolean channelsLast, long[] shape, int side) {

        private Thumbnail of(INDArray input) {
            if (input.rank() == 3) {
                return Thumbnail.of(channelsLast ? input.permute(2, 0, 1) : input).within(side);
            }
            boolean image = shape.length == 3 && input.length() == shape[0] * shape[1] * shape[2];
            return image
                    ? Thumbnail.of(input.dup('c').reshape(shape)).within(side)
                    // One row, of no more numbers than an image has.
                    : Thumbnail.of(input).within(side * side);
        }
    }
}
