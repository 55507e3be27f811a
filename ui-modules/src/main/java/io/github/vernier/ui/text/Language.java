/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.text;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The languages of the stock UI. */
public enum Language {
    /** English. */
    EN("one", "other"),
    /** German. */
    DE("one", "other"),
    /** Japanese. */
    JA("other"),
    /** Chinese, simplified. */
    ZH("other"),
    /** Korean. */
    KO("other"),
    /** Russian. */
    RU("one", "few", "many", "other");

    private final List<String> pluralCategories;

    Language(String... pluralCategories) {
        this.pluralCategories = List.of(pluralCategories);
    }

    /**
     * The language's code.
     *
     * @return two lower-case letters, as in the names of the stock UI's files
     */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The plural categories that texts with a count need (CLDR, cardinal numbers).
     *
     * @return categories
     */
    public List<String> pluralCategories() {
        return pluralCategories;
    }

    /**
     * A language by code.
     *
     * @param code code, may be anything
     * @return the language, English if there is none of that code
     */
    public static Language of(String code) {
        return Arrays.stream(values())
                .filter(language -> language.code().equals(code))
                .findFirst()
                .orElse(EN);
    }
}
