/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.analysis;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.common.tree.RandomForestTrainer;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.ensemble.AveragingCombiner;
import org.tribuo.regression.rtree.CARTRegressionTrainer;
import org.tribuo.regression.rtree.impurity.MeanSquaredError;

/** Tribuo's random forest on rows of numbers. */
final class RegressionForest {

    static final int TREES = 64;

    /** Tribuo tells of every tree that it grows; held, since the level is lost with the logger. */
    private static final Logger TRIBUO = Logger.getLogger("org.tribuo");

    private static final int DEPTH = 16;
    private static final float LEAST_IN_LEAF = 2;
    private static final float COLUMNS_IN_SPLIT = 0.5f;
    private static final RegressionFactory FACTORY = new RegressionFactory();

    static {
        TRIBUO.setLevel(Level.WARNING);
    }

    private final String[] columns;
    private final Model<Regressor> model;

    RegressionForest(List<String> columns, List<double[]> rows, double[] targets, long seed) {
        this.columns = columns.toArray(String[]::new);
        MutableDataset<Regressor> data =
                new MutableDataset<>(new SimpleDataSourceProvenance("trials", FACTORY), FACTORY);
        for (int i = 0; i < rows.size(); i++) {
            data.add(example(rows.get(i), targets[i]));
        }
        CARTRegressionTrainer tree =
                new CARTRegressionTrainer(
                        DEPTH,
                        LEAST_IN_LEAF,
                        0,
                        COLUMNS_IN_SPLIT,
                        false,
                        new MeanSquaredError(),
                        seed);
        this.model =
                new RandomForestTrainer<>(tree, new AveragingCombiner(), TREES, seed).train(data);
    }

    private Example<Regressor> example(double[] row, double target) {
        return new ArrayExample<>(new Regressor("score", target), columns, row);
    }

    double predict(double[] row) {
        return model.predict(example(row, Double.NaN)).getOutput().getValues()[0];
    }
}
