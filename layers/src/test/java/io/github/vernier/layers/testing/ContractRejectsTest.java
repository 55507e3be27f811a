/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** The contract rejects layers that break it, and says so in the test that is about the fault. */
class ContractRejectsTest {

    private static final String FAULT = "vernier.fault";

    /** The fault to make, from the run's parameters. */
    static final class FaultOfTheRun implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Fault.class;
        }

        @Override
        public Fault resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return Fault.valueOf(context.getConfigurationParameter(FAULT).orElseThrow());
        }
    }

    @ExtendWith(FaultOfTheRun.class)
    static final class Faulty extends ConvolutionContract {

        private final Fault fault;

        Faulty(Fault fault) {
            this.fault = fault;
        }

        @Override
        protected FaultyConvolution.Builder builder(int... kernel) {
            return new FaultyConvolution.Builder(fault, kernel);
        }
    }

    static final class Exempt extends ConvolutionContract {
        @Override
        protected ConvolutionLayer.Builder builder(int... kernel) {
            return new ConvolutionLayer.Builder(kernel);
        }

        @Override
        protected Map<Check, String> exemptions() {
            return Map.of(Check.LEARNING, "the weights are given");
        }
    }

    static final class StockConvolution1D extends Convolution1DContract {
        @Override
        protected Convolution1DLayer.Builder builder(int kernel) {
            return new Convolution1DLayer.Builder(kernel);
        }
    }

    private static Events run(DiscoverySelector selector, Fault fault) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selector)
                .configurationParameter(FAULT, fault.name())
                .execute()
                .testEvents();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aFaultFailsItsTest(Fault fault) {
        assertThat(run(selectMethod(Faulty.class, fault.test()), fault).failed().count())
                .isPositive();
    }

    /** So that the fault, not the vehicle, is what each test rejects. */
    @Test
    void withoutAFaultEveryTestPasses() {
        Events events = run(selectClass(Faulty.class), Fault.NONE);
        assertThat(events.failed().stream().map(ContractRejectsTest::method)).isEmpty();
        assertThat(
                        events.succeeded().stream()
                                .map(ContractRejectsTest::method)
                                .collect(Collectors.toSet()))
                .containsAll(
                        Stream.of(Fault.values())
                                .filter(fault -> fault != Fault.NONE)
                                .map(Fault::test)
                                .toList());
    }

    /** Name of the contract's method that a test belongs to. */
    static String method(Event event) {
        return event.getTestDescriptor()
                .getUniqueId()
                .toString()
                .replaceAll(".*:(\\w+)\\(\\).*", "$1");
    }

    @Test
    void anExemptionIsReportedWithItsReason() {
        Events events = run(selectMethod(Exempt.class, Fault.LEARNS_BACKWARDS.test()), Fault.NONE);
        assertThat(events.aborted().count()).isOne();
        assertThat(events.aborted().list().toString()).contains("the weights are given");
    }

    @Test
    void stockConvolutionOverTimeFailsWhereItIsExempt() {
        assertThat(
                        run(selectClass(StockConvolution1D.class), Fault.NONE).failed().stream()
                                .map(ContractRejectsTest::method)
                                .distinct())
                .containsExactlyInAnyOrder(
                        "channelsLastEqualsChannelsFirst",
                        "weightNoiseActsInTrainingOnly",
                        "activationsAtMaskedTimeStepsAreZero",
                        "memoryReportCountsParametersAndActivations");
    }
}
