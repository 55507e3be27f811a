/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vernier.ui.page.Page;
import io.github.vernier.ui.page.Pages;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every page speaks every language completely. */
class DictionariesTest {

    private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");

    static List<String> names() {
        return Stream.concat(
                        Stream.of("shell", "inspect"), Pages.load().all().stream().map(Page::id))
                .toList();
    }

    private static Map<String, JsonNode> entries(String name, Language language) {
        Map<String, JsonNode> entries = new TreeMap<>();
        Dictionary.load(name, language)
                .entries()
                .properties()
                .forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
        return entries;
    }

    private static Set<String> places(String text) {
        Set<String> places = new TreeSet<>();
        Matcher matcher = PLACE.matcher(text);
        while (matcher.find()) {
            places.add(matcher.group(1));
        }
        return places;
    }

    private static List<String> forms(JsonNode entry) {
        List<String> forms = new ArrayList<>();
        if (entry.isTextual()) {
            forms.add(entry.asText());
        } else {
            entry.elements().forEachRemaining(form -> forms.add(form.asText()));
        }
        return forms;
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyLanguageHasTheKeysAndPlacesOfEnglish(String name) {
        Map<String, JsonNode> english = entries(name, Language.EN);
        assertThat(english).isNotEmpty();
        for (Language language : Language.values()) {
            Map<String, JsonNode> entries = entries(name, language);
            assertThat(entries.keySet())
                    .as("keys of %s.%s", name, language.code())
                    .isEqualTo(english.keySet());
            entries.forEach(
                    (key, entry) -> {
                        String what = name + "." + language.code() + ": " + key;
                        assertThat(entry.isObject())
                                .as("%s has a plural", what)
                                .isEqualTo(english.get(key).isObject());
                        Set<String> places = places(forms(english.get(key)).get(0));
                        for (String form : forms(entry)) {
                            assertThat(form).as(what).isNotBlank();
                            assertThat(places(form)).as("places of %s", what).isEqualTo(places);
                        }
                    });
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void pluralsHaveTheCategoriesOfTheirLanguage(String name) {
        for (Language language : Language.values()) {
            entries(name, language)
                    .forEach(
                            (key, entry) -> {
                                if (entry.isObject()) {
                                    List<String> categories = new ArrayList<>();
                                    entry.fieldNames().forEachRemaining(categories::add);
                                    assertThat(categories)
                                            .as("%s.%s: %s", name, language.code(), key)
                                            .containsExactlyInAnyOrderElementsOf(
                                                    language.pluralCategories());
                                }
                            });
        }
    }

    @Test
    void pagesAreNamedAndDoNotUseTheShellsKeys() {
        Set<String> shell = entries("shell", Language.EN).keySet();
        for (Page page : Pages.load().all()) {
            assertThat(entries(page.id(), Language.EN).keySet())
                    .as("keys of page %s", page.id())
                    .contains("title", "summary")
                    .doesNotContainAnyElementsOf(shell);
        }
    }

    /** A text that was left in English would be equal in all languages. */
    @ParameterizedTest
    @MethodSource("names")
    void textsAreTranslated(String name) {
        Map<String, JsonNode> english = entries(name, Language.EN);
        for (Language language : Language.values()) {
            if (language == Language.EN) {
                continue;
            }
            long same =
                    entries(name, language).entrySet().stream()
                            .filter(entry -> entry.getValue().equals(english.get(entry.getKey())))
                            .count();
            assertThat((double) same / english.size())
                    .as("share of %s.%s left in English", name, language.code())
                    .isLessThan(0.2);
        }
    }

    @Test
    void unknownLanguagesAndPagesFallBack() {
        assertThat(Language.of("xx")).isEqualTo(Language.EN);
        assertThat(Language.of("ko")).isEqualTo(Language.KO);
        assertThat(Dictionary.load("no-such-page", Language.DE).text("title"))
                .isEqualTo("no-such-page");
        assertThat(Dictionary.load("distillation", Language.JA).text("title")).isEqualTo("蒸留");
    }
}
