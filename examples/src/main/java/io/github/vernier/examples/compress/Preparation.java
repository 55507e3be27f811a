/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.compress;

import io.github.vernier.examples.data.Cutout;
import io.github.vernier.examples.data.DataSource;
import io.github.vernier.examples.data.ImageIterator;
import io.github.vernier.examples.data.PadCropFlip;
import io.github.vernier.examples.data.PreProcessorChain;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;
import org.nd4j.linalg.dataset.api.preprocessor.ImagePreProcessingScaler;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;

/**
 * What happens to images before a network sees them: augmentation of colour photographs when
 * training, and the network's normalization always.
 */
final class Preparation {

    private static final int PAD = 4;
    private static final int FIT_BATCH = 500;
    private static final int CUTOUT_SHARE = 4;

    private final DataSource data;
    private final Optional<DataNormalization> normalization;
    private final int batch;
    private final long seed;

    /**
     * @param data the images
     * @param normalization of images in [0, 1]
     * @param batch images per minibatch
     * @param seed of orders and transforms
     */
    Preparation(DataSource data, Optional<DataNormalization> normalization, int batch, long seed) {
        this.data = data;
        this.normalization = normalization;
        this.batch = batch;
        this.seed = seed;
    }

    /** Zero mean and unit variance of each channel over the training images. */
    static DataNormalization standardization(DataSource data) {
        NormalizerStandardize standardize = new NormalizerStandardize();
        standardize.fit(ImageIterator.inOrder(data.trainImages(), data.labels(), FIT_BATCH));
        return standardize;
    }

    Optional<DataNormalization> normalization() {
        return normalization;
    }

    /** Training minibatches; two of them are equal, minibatch for minibatch. */
    ImageIterator train() {
        ImageIterator images = data.train(batch, seed);
        List<DataSetPreProcessor> steps = new ArrayList<>();
        if (isPhotographs()) {
            steps.add(new PadCropFlip(PAD, true, seed));
        }
        steps.addAll(normalizing());
        if (isPhotographs()) {
            int side = data.shape().height() / CUTOUT_SHARE;
            steps.add(new Cutout(side - side % 2, seed));
        }
        images.setPreProcessor(chain(steps));
        return images;
    }

    /** Test minibatches. */
    ImageIterator test() {
        ImageIterator images = data.test(batch);
        images.setPreProcessor(chain(normalizing()));
        return images;
    }

    int trainingImages() {
        return data.trainImages().size();
    }

    int iterations() {
        return (data.trainImages().size() + batch - 1) / batch;
    }

    private boolean isPhotographs() {
        return data.shape().channels() == 3;
    }

    private List<DataSetPreProcessor> normalizing() {
        List<DataSetPreProcessor> steps = new ArrayList<>();
        normalization.ifPresent(
                normalizer -> {
                    // It divides byte values by 255 itself.
                    if (normalizer instanceof ImagePreProcessingScaler) {
                        steps.add(images -> images.getFeatures().muli(255));
                    }
                    steps.add(normalizer);
                });
        return steps;
    }

    private static DataSetPreProcessor chain(List<DataSetPreProcessor> steps) {
        return PreProcessorChain.of(steps.toArray(DataSetPreProcessor[]::new));
    }
}
