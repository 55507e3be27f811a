/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.SplittableRandom;
import org.deeplearning4j.arbiter.optimize.api.data.DataSource;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/** Have the two coordinates of a point the same sign? */
public final class Quadrants implements DataSource {

    private static final long serialVersionUID = 1;

    private int examples = 64;

    @Override
    public void configure(Properties properties) {
        examples = Integer.parseInt(properties.getProperty("examples", "64"));
    }

    @Override
    public DataSetIterator trainData() {
        return data(1);
    }

    @Override
    public DataSetIterator testData() {
        return data(2);
    }

    @Override
    public Class<?> getDataType() {
        return DataSetIterator.class;
    }

    private DataSetIterator data(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<DataSet> data = new ArrayList<>();
        for (int i = 0; i < examples; i++) {
            double x = random.nextDouble(-1, 1);
            double y = random.nextDouble(-1, 1);
            int label = x * y > 0 ? 1 : 0;
            data.add(
                    new DataSet(
                            Nd4j.createFromArray(new double[][] {{x, y}}),
                            Nd4j.createFromArray(new double[][] {{1 - label, label}})));
        }
        return new ListDataSetIterator<>(data, 16);
    }
}
