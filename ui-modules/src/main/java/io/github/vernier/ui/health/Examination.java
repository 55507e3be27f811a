/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.health;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.vernier.listeners.record.VernierRecord;
import io.github.vernier.ui.page.Answer;
import io.github.vernier.ui.page.Endpoint;
import io.github.vernier.ui.page.Request;
import io.github.vernier.ui.record.Selection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.deeplearning4j.core.storage.Persistable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers with what all checks find in a session. */
public final class Examination implements Endpoint {

    private static final Logger log = LoggerFactory.getLogger(Examination.class);

    private static final int SPREAD_RECORDS = 120;
    private static final int NEWEST_RECORDS = 40;

    private final List<Check<?>> checks;

    /**
     * An examination by some checks.
     *
     * @param checks checks; of findings with the same key and layer the first check's count
     */
    public Examination(List<Check<?>> checks) {
        this.checks = List.copyOf(checks);
    }

    /**
     * Examines the session of a request.
     *
     * @param request request
     * @return {@code findings}, the worst first; {@code checks}: how many had records to look at;
     *     {@code of}: how many there are
     */
    @Override
    public Answer answer(Request request) {
        Set<String> recorded = new HashSet<>(request.session().typeIds());
        Map<String, History<?>> histories = new HashMap<>();
        List<Finding> findings = new ArrayList<>();
        int run = 0;
        for (Check<?> check : checks) {
            if (recorded.contains(check.type().id())) {
                run += examine(check, request, histories, findings);
            }
        }
        findings.sort(Comparator.comparing(Finding::severity));
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("checks", run).put("of", checks.size());
        ArrayNode list = answer.putArray("findings");
        findings.forEach(finding -> finding.put(list.addObject()));
        return Answer.json(answer);
    }

    private static <R extends Persistable> int examine(
            Check<R> check,
            Request request,
            Map<String, History<?>> histories,
            List<Finding> findings) {
        @SuppressWarnings("unchecked") // A type's history has the type's records.
        History<R> history =
                (History<R>)
                        histories.computeIfAbsent(check.type().id(), id -> history(check, request));
        if (history.records().isEmpty()) {
            return 0;
        }
        try {
            for (Finding finding : check.examine(history)) {
                if (findings.stream().noneMatch(known -> same(known, finding))) {
                    findings.add(finding);
                }
            }
            return 1;
        } catch (RuntimeException e) {
            // Records written by another version may have rows of unequal length, or worse.
            log.warn("A check could not read the records of type {}", check.type().id(), e);
            return 0;
        }
    }

    private static boolean same(Finding one, Finding other) {
        return one.key().equals(other.key())
                && Objects.equals(one.evidence().get("layer"), other.evidence().get("layer"))
                && Objects.equals(one.evidence().get("set"), other.evidence().get("set"))
                && Objects.equals(one.evidence().get("output"), other.evidence().get("output"));
    }

    /**
     * One of each of some equal parts of the session, and the newest. Which one of a part is drawn
     * from a fixed seed: what a listener measures at every n-th iteration only would be missed by
     * even steps.
     */
    private static long[] chosen(long[] times) {
        int spread = Math.max(0, times.length - NEWEST_RECORDS);
        if (spread <= SPREAD_RECORDS) {
            return times;
        }
        Random random = new Random(spread);
        long[] chosen = new long[SPREAD_RECORDS + NEWEST_RECORDS];
        for (int i = 0; i < SPREAD_RECORDS; i++) {
            long from = (long) spread * i / SPREAD_RECORDS;
            long to = (long) spread * (i + 1) / SPREAD_RECORDS;
            chosen[i] = times[(int) from + random.nextInt((int) (to - from))];
        }
        System.arraycopy(times, spread, chosen, SPREAD_RECORDS, NEWEST_RECORDS);
        return chosen;
    }

    private static <R extends Persistable> History<R> history(Check<R> check, Request request) {
        Selection selection = Selection.of(request, check.type().id());
        List<R> records = new ArrayList<>();
        if (selection.holds(check.type().type())) {
            selection.read(chosen(selection.times()), check.type().type(), records::add);
        }
        return new History<>(records, selection.staticInfo(check.type().id(), VernierRecord.class));
    }
}
