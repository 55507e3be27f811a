/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.training;

import io.github.vernier.examples.data.Cutout;
import io.github.vernier.examples.data.DataSource;
import io.github.vernier.examples.data.ImageIterator;
import io.github.vernier.examples.data.ImageShape;
import io.github.vernier.examples.data.PadCropFlip;
import io.github.vernier.examples.data.PreProcessorChain;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;
import org.nd4j.linalg.dataset.api.preprocessor.ImagePreProcessingScaler;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;

/**
 * What happens to images before a network sees them: augmentation of colour photographs when
 * training, and the network's normalization always.
 */
public final class Preparation {

    private static final int PAD = 4;
    private static final int FIT_BATCH = 500;
    private static final int CUTOUT_SHARE = 4;

    private final DataSource data;
    private final Optional<DataNormalization> normalization;
    private final Augmentation augmentation;
    private final int batch;
    private final long seed;

    /** What happens to colour photographs when training. */
    public enum Augmentation {
        /** Four black pixels around, a random crop of the old size, a random flip. */
        CROP_FLIP,
        /** Then a random square of a quarter of the height is set to the mean. */
        CROP_FLIP_CUTOUT
    }

    /**
     * @param data the images
     * @param normalization of images in [0, 1]
     * @param augmentation what happens to colour photographs when training
     * @param batch images per minibatch
     * @param seed of orders and transforms
     */
    public Preparation(
            DataSource data,
            Optional<DataNormalization> normalization,
            Augmentation augmentation,
            int batch,
            long seed) {
        this.data = data;
        this.normalization = normalization;
        this.augmentation = augmentation;
        this.batch = batch;
        this.seed = seed;
    }

    /**
     * Shape of the images as a network's input.
     *
     * @param data the images
     */
    public static InputType input(DataSource data) {
        ImageShape shape = data.shape();
        return InputType.convolutional(shape.height(), shape.width(), shape.channels());
    }

    /**
     * Zero mean and unit variance of each channel over the training images.
     *
     * @param data the images
     */
    public static DataNormalization standardization(DataSource data) {
        NormalizerStandardize standardize = new NormalizerStandardize();
        standardize.fit(ImageIterator.inOrder(data.trainImages(), data.labels(), FIT_BATCH));
        return standardize;
    }

    /** The normalization, if there is one. */
    public Optional<DataNormalization> normalization() {
        return normalization;
    }

    /** Training minibatches; two of them are equal, minibatch for minibatch. */
    public ImageIterator train() {
        ImageIterator images = data.train(batch, seed);
        List<DataSetPreProcessor> steps = new ArrayList<>();
        if (isPhotographs()) {
            steps.add(new PadCropFlip(PAD, true, seed));
        }
        steps.addAll(normalizing());
        if (isPhotographs() && augmentation == Augmentation.CROP_FLIP_CUTOUT) {
            int side = data.shape().height() / CUTOUT_SHARE;
            steps.add(new Cutout(side - side % 2, seed));
        }
        images.setPreProcessor(chain(steps));
        return images;
    }

    /** Test minibatches. */
    public ImageIterator test() {
        ImageIterator images = data.test(batch);
        images.setPreProcessor(chain(normalizing()));
        return images;
    }

    /** Shape of the images. */
    InputType input() {
        return input(data);
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
