/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.server;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** Overrides methods of an object whose class is not ours. */
final class Overriding {

    private Overriding() {}

    /** What a call of the original would give; it is not made before it is asked for. */
    interface Original {
        /**
         * Makes the call.
         *
         * @throws Throwable what the original throws
         */
        Object get() throws Throwable;
    }

    /** Decides what a call returns. */
    interface Override {
        /**
         * Answers a call.
         *
         * @param method what is called
         * @param arguments its arguments, null if it has none
         * @param result the original's answer
         * @throws Throwable what the call throws
         */
        Object call(Method method, Object[] arguments, Original result) throws Throwable;
    }

    /**
     * An object with all interfaces of the original's class. A method that returns the original for
     * chaining returns the new object.
     *
     * @param type interface that is asked for
     * @param original answers calls
     * @param override may answer them otherwise
     */
    static <T> T of(Class<T> type, T original, Override override) {
        return type.cast(
                Proxy.newProxyInstance(
                        original.getClass().getClassLoader(),
                        original.getClass().getInterfaces(),
                        (proxy, method, arguments) -> {
                            Object result =
                                    override.call(
                                            method,
                                            arguments,
                                            () -> invoke(original, method, arguments));
                            return result == original ? proxy : result;
                        }));
    }

    private static Object invoke(Object original, Method method, Object[] arguments)
            throws Throwable {
        try {
            return method.invoke(original, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
