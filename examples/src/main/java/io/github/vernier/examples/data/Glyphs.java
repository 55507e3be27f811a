/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** How people write the ten digits: for each one or more variants, each a list of strokes. */
final class Glyphs {

    private static final List<List<List<Stroke>>> VARIANTS =
            List.of(
                    digit(
                            "@50,7 27,20 19,50 27,80 50,93 73,80 81,50 73,20",
                            "58,9 34,14 20,40 24,76 48,93 72,80 80,48 70,18 50,8"),
                    digit(
                            "50,6! 50,94!",
                            "34,26! 52,7! 52,94!",
                            "30,26! 52,7! 52,93! | 28,93! 76,93!"),
                    digit(
                            "22,28 32,11 54,6 74,17 75,37 58,60 38,78 20,93! 80,93!",
                            "22,26 36,9 60,8 74,25 65,50 42,76 25,91 19,82 33,77 54,88 68,94 82,85"),
                    digit(
                            "23,18 46,6 70,14 72,33 44,47! 73,56 78,76 57,93 31,91 20,79",
                            "22,8! 75,8! 44,42! 70,49 79,70 62,91 36,93 20,82"),
                    digit(
                            "30,8! 23,56! 80,56! | 66,30! 62,95!",
                            "64,95! 64,6! 17,65! 84,65!",
                            "26,10 22,34 32,52 52,52 72,42! | 74,8! 70,94!"),
                    digit(
                            "76,8! 33,8! 28,45! 50,38 74,50 76,74 56,92 32,91 19,80",
                            "34,12! 29,45! 52,40 73,53 73,76 54,92 30,89 20,80 | 34,11! 79,9!"),
                    digit(
                            "68,8 44,20 27,47 24,74 42,93 66,90 76,72 64,55 42,55 26,71",
                            "52,6 34,34 24,66 32,88 54,94 72,82 68,62 48,55 28,66"),
                    digit(
                            "20,9! 80,9! 60,44 44,94",
                            "20,9! 80,9! 42,94! | 32,50! 72,50!",
                            "20,26! 21,10! 78,10! 58,50 50,94"),
                    digit(
                            "@50,7 31,16 31,35 50,47 71,62 73,82 50,94 27,82 29,62 50,47 69,35 69,16",
                            "72,18 50,7 30,18 38,38 64,56 74,76 54,93 30,84 30,64 56,46 72,30 70,16"),
                    digit(
                            "74,26 60,9 38,10 26,28 34,46 56,48 71,34 75,20! 74,56 68,94",
                            "73,28 56,8 34,14 27,34 42,49 62,44 74,26 76,52 64,82 44,94 28,86"));

    private Glyphs() {}

    private static List<List<Stroke>> digit(String... variants) {
        return Stream.of(variants).map(Glyphs::strokes).toList();
    }

    private static List<Stroke> strokes(String variant) {
        return Arrays.stream(variant.split("\\|")).map(s -> Stroke.parse(s.trim())).toList();
    }

    /** The ways to write a digit. */
    static List<List<Stroke>> variants(int digit) {
        return VARIANTS.get(digit);
    }
}
