/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * What Deeplearning4j's router posts: a JSON object of three texts.
 *
 * @param type {@code MetaData}, {@code StaticInfo} or {@code Update}
 * @param className class of the record
 * @param data its encoding
 */
record RemoteReport(String type, String className, byte[] data) {

    private static final Pattern CLASS_NAME = Pattern.compile("[\\p{L}\\p{N}_$.]{1,500}");
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    /**
     * Reads a body that has exactly these three texts, each once.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    static RemoteReport parse(String body) {
        JsonNode report;
        try {
            report = JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON", e);
        }
        if (!report.isObject() || report.size() != 3) {
            throw new IllegalArgumentException("not an object of three texts");
        }
        String className = text(report, "class");
        if (!CLASS_NAME.matcher(className).matches()) {
            throw new IllegalArgumentException("not the name of a class");
        }
        return new RemoteReport(
                text(report, "type"), className, Base64.getDecoder().decode(text(report, "data")));
    }

    private static String text(JsonNode report, String name) {
        JsonNode value = report.get(name);
        if (value == null || !value.isTextual()) {
            throw new IllegalArgumentException("no text '" + name + "'");
        }
        return value.textValue();
    }

    /** The body anew, which can be read in one way only. */
    Buffer toBody() {
        return new JsonObject()
                .put("type", type)
                .put("class", className)
                .put("data", Base64.getEncoder().encodeToString(data))
                .toBuffer();
    }
}
