/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.trial;

import java.util.List;
import java.util.Optional;

/**
 * The trials of one search, kept in spite of crashes.
 *
 * <p>Each method is one transaction: it happens entirely or not at all, and once it has returned it
 * survives the process. Any number of threads may call; any number of processes may read and make
 * requests, but {@linkplain #claim one at a time} may search, and only that one adds and changes
 * trials.
 *
 * <p>All methods throw {@link TrialStoreException} if the store cannot be read or written.
 */
public interface TrialStore extends AutoCloseable {

    /** The study, once {@link #create created}. */
    Optional<Study> study();

    /**
     * Describes the search; the first thing written to a store.
     *
     * @param study the study
     * @throws IllegalStateException if the store has another study already
     */
    void create(Study study);

    /**
     * Takes the right to search, until this store is closed or its process ends, however it ends.
     *
     * @throws IllegalStateException if another has it
     */
    void claim();

    /**
     * Adds a candidate that waits to be run.
     *
     * @param trial the candidate
     * @return the trial, with the next id
     */
    Trial add(NewTrial trial);

    /**
     * Adds a trial that was run elsewhere.
     *
     * @param trial its values
     * @param epochs its epochs' scores
     * @param outcome how it ended
     * @return the trial, with the next id
     */
    Trial addFinished(NewTrial trial, List<EpochScore> epochs, Outcome outcome);

    /**
     * Starts an attempt at a waiting trial.
     *
     * @param id the trial
     * @param attempt where it runs
     * @return the trial, running, its attempt counted
     * @throws IllegalStateException if the trial is not waiting
     */
    Trial start(int id, Attempt attempt);

    /**
     * Notes that a running trial runs somewhere else than was known when it started.
     *
     * @param id the trial
     * @param attempt the attempt
     * @param where where it runs
     * @throws IllegalStateException if that attempt is not running any more
     */
    void relocate(int id, int attempt, Attempt where);

    /**
     * Adds an epoch's score to a running trial.
     *
     * @param id the trial
     * @param attempt the attempt that reports
     * @param score the score
     * @throws IllegalStateException if that attempt is not running any more
     */
    void report(int id, int attempt, EpochScore score);

    /**
     * Ends a trial; the first end counts.
     *
     * @param id the trial
     * @param attempt the attempt that ended
     * @param outcome how
     * @return the trial, finished
     * @throws IllegalStateException if that attempt is not the trial's last, or it has ended
     */
    Trial finish(int id, int attempt, Outcome outcome);

    /**
     * Hands a running or cancelled trial back, its epochs forgotten, to be started once more.
     *
     * @param id the trial
     * @param reason why: a stack trace, a lost machine; null if there is nothing to say
     * @return the trial, waiting
     * @throws IllegalStateException if the trial is neither
     */
    Trial requeue(int id, String reason);

    /** Every trial, by id. */
    List<Trial> trials();

    /**
     * One trial.
     *
     * @param id its id
     */
    Optional<Trial> trial(int id);

    /** A number that grows with every change of a trial. */
    long revision();

    /**
     * The trials changed after a revision, by id: what a page that polls needs.
     *
     * @param revision a former result of {@link #revision()}; 0 for all
     */
    List<Trial> changedSince(long revision);

    /**
     * The configuration of a trial's network as JSON, if it has one.
     *
     * @param id the trial
     */
    Optional<String> configuration(int id);

    /** Every change of status, in order. */
    List<TrialEvent> events();

    /**
     * Asks something of the process that searches.
     *
     * @param request what
     */
    void request(Request request);

    /** What has been asked and not yet {@link #clearRequests forgotten}, in order. */
    List<Request> requests();

    /** Forgets all requests: a search starts with none. */
    void clearRequests();

    /** Frees the store; trials stay. */
    @Override
    void close();
}
