/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.evaluation;

import io.github.vernier.listeners.probe.Twin;
import io.github.vernier.listeners.record.EvaluationUpdate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator;

/** Runs a twin over a set at inference. */
final class HeldOutErrors {

    private final Twin twin;
    private final List<String> names = new ArrayList<>();
    private final List<OutputTask> tasks = new ArrayList<>();

    /**
     * Errors of a network's outputs.
     *
     * @param task of all outputs; null for that of each one's loss
     */
    HeldOutErrors(Twin twin, OutputTask task) {
        this.twin = twin;
        List<Layer> layers = new ArrayList<>();
        if (twin.network() instanceof MultiLayerNetwork network) {
            Layer layer = network.getOutputLayer();
            String name = layer.conf().getLayer().getLayerName();
            names.add(name == null ? "output" : name);
            layers.add(layer);
        } else {
            ComputationGraph graph = (ComputationGraph) twin.network();
            names.addAll(graph.getConfiguration().getNetworkOutputs());
            for (int i = 0; i < names.size(); i++) {
                layers.add(graph.getOutputLayer(i));
            }
        }
        layers.forEach(layer -> tasks.add(task == null ? OutputTask.of(layer) : task));
    }

    /**
     * Goes over the whole set.
     *
     * @throws IllegalStateException if it is empty
     */
    EvaluationUpdate.Errors over(MultiDataSetIterator data) {
        List<OutputErrors> errors = tasks.stream().map(OutputErrors::new).toList();
        double loss = 0;
        long examples = 0;
        data.reset();
        while (data.hasNext()) {
            MultiDataSet batch = data.next();
            Twin.Inference found = twin.infer(batch);
            for (int i = 0; i < errors.size(); i++) {
                errors.get(i)
                        .add(
                                batch.getLabels(i),
                                found.predictions().get(i),
                                batch.getLabelsMaskArray(i));
            }
            long size = batch.getFeatures(0).size(0);
            loss += found.loss() * size;
            examples += size;
        }
        if (examples == 0) {
            throw new IllegalStateException("The held-out set is empty");
        }
        return new EvaluationUpdate.Errors(
                examples,
                loss / examples,
                names,
                column(errors, OutputErrors::accuracy),
                column(errors, OutputErrors::rmse),
                column(errors, OutputErrors::mae));
    }

    private static double[] column(
            List<OutputErrors> errors, ToDoubleFunction<OutputErrors> value) {
        return errors.stream().mapToDouble(value).toArray();
    }
}
