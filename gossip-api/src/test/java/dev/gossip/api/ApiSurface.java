package dev.gossip.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Renders what users of a module can see: every public or protected type of its exported packages with its public and
 * protected members, one line each. Reads compiled classes by reflection and orders everything itself, so the text does
 * not depend on the JDK.
 *
 * <p>Left out because they carry no decision: accessors and the canonical constructor of a record, {@code values} and
 * {@code valueOf} of an enum, overrides of {@code equals}, {@code hashCode} and {@code toString}, parameter names,
 * nullness annotations.
 */
final class ApiSurface {

    private static final Set<String> OBJECT_METHODS = Set.of("equals", "hashCode", "toString");

    private ApiSurface() {}

    /** The surface of the module whose compiled classes lie in {@code classes}. */
    static List<String> ofModule(Path classes, ClassLoader loader) {
        ModuleDescriptor module = descriptor(classes.resolve("module-info.class"));
        List<String> lines = new ArrayList<>();
        Map<String, Class<?>> types = new TreeMap<>();
        for (ModuleDescriptor.Exports exported : new TreeSet<>(module.exports())) {
            String name = exported.source();
            lines.add("exports " + name + (exported.isQualified() ? " to " + new TreeSet<>(exported.targets()) : ""));
            for (Class<?> type : typesIn(classes.resolve(name.replace('.', '/')), name, loader)) {
                types.put(type.getCanonicalName(), type);
            }
        }
        for (Class<?> type : types.values()) {
            lines.add("");
            lines.addAll(ofType(type));
        }
        return lines;
    }

    private static ModuleDescriptor descriptor(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return ModuleDescriptor.read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Class<?>> typesIn(Path folder, String packageName, ClassLoader loader) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Class<?>> visible = new ArrayList<>();
            for (String file : files.map(path -> path.getFileName().toString()).toList()) {
                if (file.endsWith(".class") && !file.equals("package-info.class")) {
                    String name = packageName + "." + file.substring(0, file.length() - ".class".length());
                    Class<?> type = Class.forName(name, false, loader);
                    if (isReachable(type)) {
                        visible.add(type);
                    }
                }
            }
            return visible;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("the class file " + folder + " holds no such class", e);
        }
    }

    private static boolean isReachable(Class<?> type) {
        if (type.isAnonymousClass() || type.isLocalClass() || !isVisible(type.getModifiers())) {
            return false;
        }
        return type.getDeclaringClass() == null || isReachable(type.getDeclaringClass());
    }

    private static boolean isVisible(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    /** The lines of one type: its declaration, then its members indented. */
    static List<String> ofType(Class<?> type) {
        List<String> lines = new ArrayList<>();
        lines.add(annotations(type) + declaration(type));
        if (type.isRecord()) {
            for (RecordComponent component : type.getRecordComponents()) {
                lines.add("    component " + TypeNames.of(component.getGenericType()) + " " + component.getName());
            }
        }
        if (type.isEnum()) {
            for (Object constant : type.getEnumConstants()) {
                lines.add("    constant " + ((Enum<?>) constant).name());
            }
        }
        List<String> members = new ArrayList<>();
        Stream.of(type.getDeclaredFields()).forEach(field -> addField(field, members));
        Stream.of(type.getDeclaredConstructors()).forEach(constructor -> addConstructor(constructor, members));
        Stream.of(type.getDeclaredMethods()).forEach(method -> addMethod(method, members));
        members.stream()
                .sorted(Comparator.comparing(ApiSurface::kindAndName).thenComparing(Comparator.naturalOrder()))
                .map("    "::concat)
                .forEach(lines::add);
        return lines;
    }

    private static String kindAndName(String member) {
        String head = member.split("\\(| = ", 2)[0];
        return member.substring(0, member.indexOf(' ') + 1) + head.substring(head.lastIndexOf(' ') + 1);
    }

    /** Those of the JDK only: others need not be on the class path of the test. */
    private static String annotations(Class<?> type) {
        return Stream.of(type.getDeclaredAnnotations())
                .map(annotation -> annotation.annotationType().getName())
                .filter(name -> name.startsWith("java.lang."))
                .sorted()
                .map(name -> "@" + name.substring("java.lang.".length()) + " ")
                .collect(Collectors.joining());
    }

    private static String declaration(Class<?> type) {
        StringBuilder text = new StringBuilder();
        int modifiers = type.getModifiers();
        boolean plainClass = !type.isInterface() && !type.isRecord() && !type.isEnum();
        text.append(Modifier.isProtected(modifiers) ? "protected " : "");
        text.append(plainClass && Modifier.isAbstract(modifiers) ? "abstract " : "");
        text.append(plainClass && Modifier.isFinal(modifiers) ? "final " : "");
        text.append(type.isSealed() && !type.isEnum() ? "sealed " : "");
        text.append(
                type.isAnnotation()
                        ? "@interface "
                        : type.isInterface() ? "interface " : type.isRecord() ? "record " : "");
        text.append(type.isEnum() ? "enum " : plainClass ? "class " : "");
        text.append(type.getCanonicalName()).append(TypeNames.parameters(type));
        if (plainClass && type.getSuperclass() != null && type.getSuperclass() != Object.class) {
            text.append(" extends ").append(TypeNames.of(type.getGenericSuperclass()));
        }
        append(text, type.isInterface() ? " extends " : " implements ", TypeNames.sorted(type.getGenericInterfaces()));
        append(
                text,
                " permits ",
                type.isSealed() && !type.isEnum() ? TypeNames.sorted(type.getPermittedSubclasses()) : "");
        return text.toString();
    }

    private static void append(StringBuilder text, String keyword, String names) {
        if (!names.isEmpty()) {
            text.append(keyword).append(names);
        }
    }

    private static void addField(Field field, List<String> members) {
        if (field.isSynthetic() || field.isEnumConstant() || !isVisible(field.getModifiers())) {
            return;
        }
        members.add("field " + modifiers(field.getModifiers(), field.getDeclaringClass())
                + TypeNames.of(field.getGenericType()) + " " + field.getName() + constant(field));
    }

    /** Compile-time constants are copied into the users' classes, so their values belong to the surface. */
    private static String constant(Field field) {
        int modifiers = field.getModifiers();
        boolean inlined = field.getType().isPrimitive() || field.getType() == String.class;
        if (!inlined
                || !Modifier.isStatic(modifiers)
                || !Modifier.isFinal(modifiers)
                || !Modifier.isPublic(modifiers)) {
            return "";
        }
        try {
            return " = " + field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(field.toString(), e);
        }
    }

    private static void addConstructor(Constructor<?> constructor, List<String> members) {
        Class<?> type = constructor.getDeclaringClass();
        if (constructor.isSynthetic() || !isVisible(constructor.getModifiers()) || isCanonical(constructor)) {
            return;
        }
        members.add("constructor " + modifiers(constructor.getModifiers(), type) + generics(constructor)
                + type.getSimpleName() + arguments(constructor));
    }

    private static boolean isCanonical(Constructor<?> constructor) {
        Class<?> type = constructor.getDeclaringClass();
        return type.isRecord()
                && Arrays.equals(
                        constructor.getParameterTypes(),
                        Stream.of(type.getRecordComponents())
                                .map(RecordComponent::getType)
                                .toArray(Class<?>[]::new));
    }

    private static void addMethod(Method method, List<String> members) {
        if (method.isSynthetic() || !isVisible(method.getModifiers()) || isImplied(method)) {
            return;
        }
        members.add("method " + (method.isDefault() ? "default " : "")
                + modifiers(method.getModifiers(), method.getDeclaringClass()) + generics(method)
                + TypeNames.of(method.getGenericReturnType()) + " " + method.getName() + arguments(method));
    }

    private static boolean isImplied(Method method) {
        Class<?> type = method.getDeclaringClass();
        String name = method.getName();
        int count = method.getParameterCount();
        boolean objects = OBJECT_METHODS.contains(name) && count == (name.equals("equals") ? 1 : 0);
        boolean accessor = type.isRecord()
                && count == 0
                && Stream.of(type.getRecordComponents())
                        .anyMatch(component -> component.getName().equals(name));
        boolean ofEnum = type.isEnum() && (name.equals("values") && count == 0 || name.equals("valueOf") && count == 1);
        return objects || accessor || ofEnum;
    }

    private static String modifiers(int modifiers, Class<?> owner) {
        StringBuilder text = new StringBuilder(Modifier.isProtected(modifiers) ? "protected " : "");
        text.append(Modifier.isAbstract(modifiers) && !owner.isInterface() ? "abstract " : "");
        text.append(Modifier.isStatic(modifiers) ? "static " : "");
        boolean said = owner.isInterface() || owner.isRecord();
        return text.append(Modifier.isFinal(modifiers) && !said ? "final " : "").toString();
    }

    private static String generics(Executable member) {
        String parameters = TypeNames.parameters(member);
        return parameters.isEmpty() ? "" : parameters + " ";
    }

    private static String arguments(Executable member) {
        String types =
                Stream.of(member.getGenericParameterTypes()).map(TypeNames::of).collect(Collectors.joining(", "));
        if (member.isVarArgs()) {
            types = types.substring(0, types.length() - "[]".length()) + "...";
        }
        String thrown = TypeNames.sorted(member.getGenericExceptionTypes());
        return "(" + types + ")" + (thrown.isEmpty() ? "" : " throws " + thrown);
    }
}
