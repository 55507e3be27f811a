/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.search;

import io.github.vernier.arbiter.execution.Machine;
import io.github.vernier.arbiter.execution.TaskResult;
import io.github.vernier.arbiter.execution.TimeLimitException;
import io.github.vernier.arbiter.execution.TrialExecutor;
import io.github.vernier.arbiter.execution.TrialTask;
import io.github.vernier.arbiter.search.SearchPlan.Limits;
import io.github.vernier.arbiter.trial.EpochScore;
import io.github.vernier.arbiter.trial.Outcome;
import io.github.vernier.arbiter.trial.Request;
import io.github.vernier.arbiter.trial.Trial;
import io.github.vernier.arbiter.trial.TrialStatus;
import io.github.vernier.arbiter.trial.TrialStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of a search: a single thread that decides everything, and tasks that run elsewhere.
 *
 * <p>Each round takes in what has ended, looks whether the search has to, and starts what it can.
 */
final class SearchEngine<T> {

    private static final Logger LOG = LoggerFactory.getLogger(SearchEngine.class);

    /** How long a round waits for something to end: the latency of limits and requests. */
    private static final Duration ROUND = Duration.ofMillis(50);

    /** How often requests of other processes are looked for. */
    private static final Duration REQUESTS = Duration.ofMillis(200);

    private final SearchPlan<T> plan;
    private final Limits limits;
    private final TrialStore store;
    private final TrialExecutor executor;
    private final TrialLog log;
    private final Candidates<T> candidates;
    private final Consumer<Consumer<SearchListener>> listeners;
    private final Map<Integer, ActiveTrial> active = new TreeMap<>();
    private final TrialTasks<T> tasks;
    private final SecondChances chances;
    private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
    private final long startNanos = System.nanoTime();
    private long requestsNanos = startNanos;
    private int consecutiveFailures;
    private volatile String stopReason;
    private volatile String drainReason;

    /** What came back of a task: a result, or the loss of the place it ran at. */
    private record Arrival(ActiveTrial of, TaskResult result, Throwable loss) {}

    SearchEngine(
            SearchPlan<T> plan,
            Limits limits,
            TrialStore store,
            TrialExecutor executor,
            Consumer<Consumer<SearchListener>> listeners) {
        this.plan = plan;
        this.limits = limits;
        this.store = store;
        this.executor = executor;
        this.listeners = listeners;
        store.claim();
        store.create(plan.study());
        store.clearRequests();
        this.log = new TrialLog(store.trials(), plan.lag());
        recover();
        this.tasks = new TrialTasks<>(plan, log, limits.trialTime());
        this.chances = new SecondChances(limits.retries());
        this.candidates = new Candidates<>(plan, store, log);
        if (plan.generator().learns() && limits.parallelism() > plan.lag() + 1) {
            LOG.warn(
                    "{} trials at a time, but with a lag of {} only {} find work: raise the lag",
                    limits.parallelism(),
                    plan.lag(),
                    plan.lag() + 1);
        }
    }

    /** Trials that an earlier run left unfinished run again. */
    private void recover() {
        for (Trial trial : log.all()) {
            if (trial.status() == TrialStatus.RUNNING || trial.status() == TrialStatus.CANCELLED) {
                LOG.info("Trial {} was not finished and runs again", trial.id());
                log.put(store.requeue(trial.id(), trial.failure()));
            }
        }
    }

    List<Trial> trials() {
        return log.all();
    }

    /** Ends the run, cancelling what runs; from any thread. */
    void stop(String reason) {
        stopReason = reason;
    }

    /** Ends the run when what runs has ended; from any thread. */
    void drain(String reason) {
        drainReason = reason;
    }

    SearchResult run() {
        End end = null;
        while (end == null) {
            end = ending().orElse(null);
            if (end == null) {
                startAll();
                enforceTrialTime();
                await();
            }
        }
        LOG.info("Search {} ended: {}", plan.name(), end.explanation());
        cancelAll(end.explanation());
        return new SearchResult(end, plan.study(), log.all());
    }

    private Optional<End> ending() {
        readRequests();
        if (stopReason != null) {
            return end(EndReason.STOPPED, stopReason);
        }
        if (consecutiveFailures >= limits.consecutiveFailures()) {
            return end(
                    EndReason.FAILURES,
                    consecutiveFailures
                            + " trials failed in a row; the last one: "
                            + lastFailure());
        }
        if (System.nanoTime() - startNanos >= limits.time().toNanos()) {
            return end(EndReason.TIME_LIMIT, "The time limit of " + limits.time() + " is reached");
        }
        for (StopCondition condition : limits.conditions()) {
            Optional<String> reason = condition.reason();
            if (reason.isPresent()) {
                return end(EndReason.CONDITION, reason.get());
            }
        }
        if (!active.isEmpty() || !arrivals.isEmpty()) {
            return Optional.empty();
        }
        if (drainReason != null) {
            return end(EndReason.STOPPED, drainReason);
        }
        if (log.anyWaiting()) {
            return Optional.empty();
        }
        if (log.budgeted() >= limits.trials()) {
            return end(EndReason.TRIALS, "All " + limits.trials() + " trials have been run");
        }
        return candidates.isExhausted()
                ? end(
                        EndReason.EXHAUSTED,
                        "The space has no candidate beside the " + log.budgeted() + " run")
                : Optional.empty();
    }

    private static Optional<End> end(EndReason reason, String explanation) {
        return Optional.of(new End(reason, explanation));
    }

    private String lastFailure() {
        return log.all().stream()
                .filter(trial -> trial.status() == TrialStatus.FAILED)
                .reduce((first, second) -> second)
                .map(trial -> firstLine(trial.failure()))
                .orElse("");
    }

    /** The store has the whole stack trace. */
    private static String firstLine(String failure) {
        return failure.lines().findFirst().orElse("");
    }

    private void startAll() {
        while (drainReason == null && active.size() < limits.parallelism()) {
            Optional<Trial> next = log.firstWaiting(this::mayStart);
            if (next.isPresent()) {
                start(next.get());
            } else if (log.budgeted() < limits.trials() && candidates.isReady()) {
                Optional<Trial> made = candidates.next();
                if (made.isEmpty()) {
                    return;
                }
                if (made.get().status() == TrialStatus.FAILED) {
                    ended(made.get());
                    return;
                }
            } else {
                return;
            }
        }
    }

    /** A trial's pruning looks at the same curves in every run. */
    private boolean mayStart(Trial trial) {
        return !plan.prunes() || log.isHorizonFinished(trial.id());
    }

    private void start(Trial waiting) {
        Trial trial = log.put(store.start(waiting.id(), Machine.here()));
        ActiveTrial running = new ActiveTrial(trial, store);
        active.put(trial.id(), running);
        tell(listener -> listener.onStart(trial));
        TrialTask<T> task;
        try {
            task = tasks.of(trial);
        } catch (Exception | LinkageError e) {
            Outcome outcome = Outcome.failed(ExceptionUtils.getStackTrace(e));
            TaskResult result = new TaskResult(outcome, List.of(), Machine.here());
            arrivals.add(new Arrival(running, result, null));
            return;
        }
        TrialExecutor.Running run = executor.submit(task, running);
        running.runsAs(run);
        run.result()
                .whenComplete((result, loss) -> arrivals.add(new Arrival(running, result, loss)));
    }

    /** Takes in what has ended, after waiting a little if nothing has. */
    private void await() {
        try {
            Arrival arrival = arrivals.poll(ROUND.toMillis(), TimeUnit.MILLISECONDS);
            while (arrival != null) {
                take(arrival);
                arrival = arrivals.poll();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop("The thread of the search was interrupted");
        }
    }

    private void take(Arrival arrival) {
        Trial trial = arrival.of().trial();
        if (active.get(trial.id()) != arrival.of()) {
            // It was left behind, and has its outcome already.
            return;
        }
        active.remove(trial.id());
        if (arrival.loss() != null) {
            lost(arrival);
            return;
        }
        if (!executor.reportsLive()) {
            store.relocate(trial.id(), trial.attempt(), arrival.result().where());
            for (EpochScore epoch : arrival.result().epochs()) {
                store.report(trial.id(), trial.attempt(), epoch);
            }
        }
        Outcome outcome = outcome(arrival);
        boolean retry = outcome.status() == TrialStatus.FAILED && chances.afterFailure(trial.id());
        if (retry) {
            LOG.warn(
                    "Trial {} failed and is tried again: {}",
                    trial.id(),
                    firstLine(outcome.failure()));
            Trial waiting = log.put(store.requeue(trial.id(), outcome.failure()));
            tell(listener -> listener.onEnd(waiting));
        } else {
            ended(log.put(store.finish(trial.id(), trial.attempt(), outcome)));
        }
    }

    /** A trial that was stopped counts as what it was stopped for. */
    private static Outcome outcome(Arrival arrival) {
        Outcome outcome = arrival.result().outcome();
        boolean overTime =
                outcome.status() == TrialStatus.CANCELLED
                        && arrival.of().ifStopped() == TrialStatus.FAILED;
        return overTime ? Outcome.failed(outcome.failure()) : outcome;
    }

    private void lost(Arrival arrival) {
        Trial trial = arrival.of().trial();
        if (arrival.of().isStopping()) {
            // It was interrupted where it ran, and nothing more comes from there.
            Outcome outcome =
                    new Outcome(
                            arrival.of().ifStopped(),
                            List.of(),
                            null,
                            arrival.of().stopReason().orElse(""));
            ended(log.put(store.finish(trial.id(), trial.attempt(), outcome)));
            return;
        }
        String trace = ExceptionUtils.getStackTrace(arrival.loss());
        if (chances.afterLoss(trial.id())) {
            LOG.warn("Trial {} lost its machine and runs again", trial.id(), arrival.loss());
            log.put(store.requeue(trial.id(), trace));
        } else {
            ended(log.put(store.finish(trial.id(), trial.attempt(), Outcome.failed(trace))));
        }
    }

    private void ended(Trial trial) {
        switch (trial.status()) {
            case FAILED -> {
                consecutiveFailures++;
                LOG.warn("Trial {} failed: {}", trial.id(), firstLine(trial.failure()));
            }
            case COMPLETE, PRUNED -> {
                consecutiveFailures = 0;
                LOG.info("Trial {} {} {}", trial.id(), trial.status(), trial.objectives());
            }
            default -> LOG.info("Trial {} {}", trial.id(), trial.status());
        }
        tell(listener -> listener.onEnd(trial));
    }

    private void enforceTrialTime() {
        for (ActiveTrial running : List.copyOf(active.values())) {
            if (running.ranNanos() > limits.trialTime().toNanos()) {
                String reason = new TimeLimitException(limits.trialTime()).getMessage();
                running.stop(reason, TrialStatus.FAILED);
            }
            leaveBehindIfStuck(running);
        }
    }

    private void leaveBehindIfStuck(ActiveTrial running) {
        if (!running.isStopping() || running.stoppingNanos() < limits.grace().toNanos()) {
            return;
        }
        Trial trial = running.trial();
        String reason =
                running.stopReason().orElse("")
                        + "; it did not react within "
                        + limits.grace()
                        + " and was left behind";
        LOG.warn("Trial {}: {}", trial.id(), reason);
        active.remove(trial.id());
        Outcome outcome = new Outcome(running.ifStopped(), List.of(), null, reason);
        ended(log.put(store.finish(trial.id(), trial.attempt(), outcome)));
    }

    /** Stops what runs, and waits until it has or the grace is over. */
    private void cancelAll(String reason) {
        active.values().forEach(running -> running.stop(reason, TrialStatus.CANCELLED));
        boolean interrupted = false;
        while (!active.isEmpty()) {
            // Cancellation goes through even if somebody interrupts this thread meanwhile.
            interrupted |= Thread.interrupted();
            await();
            List.copyOf(active.values()).forEach(this::leaveBehindIfStuck);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void readRequests() {
        if (System.nanoTime() - requestsNanos < REQUESTS.toNanos()) {
            return;
        }
        requestsNanos = System.nanoTime();
        for (Request request : store.requests()) {
            if (request.kind() == Request.Kind.STOP) {
                stop("The search was stopped by request");
            } else {
                Optional.ofNullable(active.get(request.trial().orElse(-1)))
                        .ifPresent(running -> running.prune("Pruned by request"));
            }
        }
    }

    private void tell(Consumer<SearchListener> what) {
        listeners.accept(what);
    }
}
