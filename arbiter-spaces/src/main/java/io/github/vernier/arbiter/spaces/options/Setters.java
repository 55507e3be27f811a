/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces.options;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Calls the setters of a builder by name. */
final class Setters {

    private Setters() {}

    /** Sets an option, or throws what its setter throws. */
    static void set(Object builder, String name, Object value) {
        if (Boolean.FALSE.equals(value) && isSwitch(builder, name)) {
            return;
        }
        Object[] arguments = arguments(builder, name, value);
        Method setter = find(builder, name, arguments);
        try {
            setter.invoke(builder, fitting(setter, arguments));
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(name + " failed", e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(setter + " must be public", e);
        }
    }

    private static List<Method> named(Object builder, String name) {
        return Arrays.stream(builder.getClass().getMethods())
                .filter(method -> method.getName().equals(name))
                .filter(method -> !method.isBridge() && !Modifier.isStatic(method.getModifiers()))
                .sorted(Comparator.comparingInt(Method::getParameterCount))
                .toList();
    }

    /** Whether there is only a setter without argument. */
    private static boolean isSwitch(Object builder, String name) {
        List<Method> methods = named(builder, name);
        return !methods.isEmpty() && methods.stream().allMatch(m -> m.getParameterCount() == 0);
    }

    private static Object[] arguments(Object builder, String name, Object value) {
        if (Boolean.TRUE.equals(value) && isSwitch(builder, name)) {
            return new Object[0];
        }
        boolean several =
                value instanceof double[]
                        && named(builder, name).stream().allMatch(m -> m.getParameterCount() > 1);
        return several ? Arrays.stream((double[]) value).boxed().toArray() : new Object[] {value};
    }

    private static Method find(Object builder, String name, Object[] arguments) {
        return named(builder, name).stream()
                .filter(method -> method.getParameterCount() == arguments.length)
                .filter(method -> fits(method, arguments))
                .min(Comparator.comparingInt(Setters::distance))
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        builder.getClass().getName()
                                                + " has no setter "
                                                + name
                                                + " for "
                                                + Arrays.toString(arguments)));
    }

    private static boolean fits(Method method, Object[] arguments) {
        Class<?>[] types = method.getParameterTypes();
        for (int i = 0; i < types.length; i++) {
            boolean wrapped =
                    method.isVarArgs() && types[i].getComponentType().isInstance(arguments[i]);
            if (!wrapped && !isAssignable(types[i], arguments[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAssignable(Class<?> type, Object value) {
        if (type == int.class) {
            return value instanceof Integer;
        }
        if (type == long.class) {
            return value instanceof Integer || value instanceof Long;
        }
        if (type == double.class) {
            return value instanceof Double;
        }
        return type == boolean.class ? value instanceof Boolean : type.isInstance(value);
    }

    /** The closer type first: an int is an int before it is a long. */
    private static int distance(Method method) {
        return Arrays.asList(method.getParameterTypes()).contains(long.class) ? 1 : 0;
    }

    private static Object[] fitting(Method method, Object[] arguments) {
        if (!method.isVarArgs() || method.getParameterTypes()[0].isInstance(arguments[0])) {
            return arguments;
        }
        Object one = Array.newInstance(method.getParameterTypes()[0].getComponentType(), 1);
        Array.set(one, 0, arguments[0]);
        return new Object[] {one};
    }
}
