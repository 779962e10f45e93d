package dev.gossip.api;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.GenericDeclaration;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Types as text: full names, except that {@code java.lang} is left out; generics included. */
final class TypeNames {

    private TypeNames() {}

    static String of(Type type) {
        if (type instanceof Class<?> plain) {
            return plain.isArray() ? of(plain.getComponentType()) + "[]" : nameOf(plain);
        }
        if (type instanceof ParameterizedType generic) {
            return of(generic.getRawType()) + joined(generic.getActualTypeArguments());
        }
        if (type instanceof GenericArrayType array) {
            return of(array.getGenericComponentType()) + "[]";
        }
        if (type instanceof WildcardType wildcard) {
            return wildcard(wildcard);
        }
        return ((TypeVariable<?>) type).getName();
    }

    private static String nameOf(Class<?> type) {
        String name = type.getCanonicalName();
        return type.getPackageName().equals("java.lang") && !type.isPrimitive()
                ? name.substring("java.lang.".length())
                : name;
    }

    private static String wildcard(WildcardType wildcard) {
        if (wildcard.getLowerBounds().length > 0) {
            return "? super " + of(wildcard.getLowerBounds()[0]);
        }
        Type upper = wildcard.getUpperBounds()[0];
        return upper == Object.class ? "?" : "? extends " + of(upper);
    }

    private static String joined(Type... arguments) {
        return Stream.of(arguments).map(TypeNames::of).collect(Collectors.joining(", ", "<", ">"));
    }

    /** Type parameters with their bounds, or nothing. */
    static String parameters(GenericDeclaration declaration) {
        if (declaration.getTypeParameters().length == 0) {
            return "";
        }
        return Stream.of(declaration.getTypeParameters())
                .map(parameter -> parameter.getName() + bounds(parameter))
                .collect(Collectors.joining(", ", "<", ">"));
    }

    private static String bounds(TypeVariable<?> parameter) {
        String bounds = Stream.of(parameter.getBounds())
                .filter(bound -> bound != Object.class)
                .map(TypeNames::of)
                .collect(Collectors.joining(" & "));
        return bounds.isEmpty() ? "" : " extends " + bounds;
    }

    /** Names whose order carries no meaning, sorted. */
    static String sorted(Type... types) {
        return Stream.of(types).map(TypeNames::of).sorted().collect(Collectors.joining(", "));
    }
}
