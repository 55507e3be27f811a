/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The CIFAR recipe end to end, on coloured noise. */
class AugmentationTest {

    private static ImageIterator iterator(int batch) {
        ImageShape shape = new ImageShape(3, 32, 32);
        byte[] pixels = new byte[20 * shape.size()];
        SplitMix64 random = new SplitMix64(1);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) random.nextInt(256);
        }
        ImageSet images = new ImageSet(shape, pixels, new byte[20]);
        ImageIterator iterator = ImageIterator.shuffled(images, List.of("noise"), batch, 2);
        iterator.setPreProcessor(
                PreProcessorChain.of(
                        new PadCropFlip(4, true, 3),
                        ChannelNormalization.cifar10(),
                        new Cutout(16, 3)));
        return iterator;
    }

    private static List<INDArray> epoch(ImageIterator iterator) {
        List<INDArray> images = new ArrayList<>();
        while (iterator.hasNext()) {
            INDArray features = iterator.next().getFeatures();
            for (long i = 0; i < features.size(0); i++) {
                images.add(features.slice(i).dup());
            }
        }
        return images;
    }

    @Test
    void padIsBlackAndTheCutIsTheMean() {
        float black = (float) ((0 - .4914) / .2023);
        List<INDArray> images = epoch(iterator(7));
        int cut = 0;
        int padded = 0;
        for (INDArray image : images) {
            for (float value : image.slice(0).dup().ravel().toFloatVector()) {
                cut += value == 0 ? 1 : 0;
                padded += Math.abs(value - black) < 1e-6 ? 1 : 0;
            }
        }
        // The cut's side is 14 on average after clipping, (17·16 + 92 + 84) / 32: 196 pixels.
        assertThat(cut / 20.0).isBetween(150.0, 240.0);
        // A shift is 20/9 on average: 1024 - (32 - 20/9)^2 = 137 pixels, some of them cut.
        assertThat(padded / 20.0).isBetween(70.0, 190.0);
    }

    @Test
    void resumingAtAnEpochRepeatsItWhateverTheBatchSize() {
        ImageIterator uninterrupted = iterator(7);
        epoch(uninterrupted);
        uninterrupted.reset();
        List<INDArray> second = epoch(uninterrupted);
        ImageIterator resumed = iterator(5);
        resumed.startEpoch(1);
        assertThat(epoch(resumed)).isEqualTo(second);
        resumed.startEpoch(0);
        assertThat(epoch(resumed)).isNotEqualTo(second);
    }
}
