package dev.gossip.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.Serializable;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * The public surface of this module is committed as {@code gossip-api/api-surface.txt}, so every change of it is a diff
 * that a reviewer sees.
 */
class ApiSurfaceTest {

    private static final String COMMAND = "mvn -pl gossip-api test -Dtest=ApiSurfaceTest -Dgossip.api.update=true";

    @Test
    void theSurfaceIsTheCommittedOne() throws IOException, URISyntaxException {
        Path classes = Path.of(
                Bytes.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Path committed = classes.resolve("../../api-surface.txt").normalize();
        List<String> actual = ApiSurface.ofModule(classes, Bytes.class.getClassLoader());
        if (Boolean.getBoolean("gossip.api.update")) {
            Files.writeString(committed, String.join("\n", actual) + "\n");
        }
        List<String> difference = difference(Files.readAllLines(committed), actual);
        if (!difference.isEmpty()) {
            fail("the public API differs from api-surface.txt (- committed, + compiled):\n"
                    + String.join("\n", difference) + "\nIf that is meant, regenerate the file and commit it: "
                    + COMMAND);
        }
        assertThat(actual).as("order").isEqualTo(Files.readAllLines(committed));
    }

    @Test
    void everyKindOfDeclarationIsRendered() {
        assertThat(ApiSurface.ofType(Sample.class))
                .containsExactly(
                        "abstract class dev.gossip.api.ApiSurfaceTest.Sample<T extends Number & Comparable<T>>"
                                + " implements java.io.Serializable",
                        "    constructor protected Sample(T)",
                        "    field static final int LIMIT = 7",
                        "    method static final <T> T[] all()",
                        "    method protected abstract java.util.Map<String, ?> parts(int[][])",
                        "    method <X extends Exception> void run(java.util.List<? super T>, String...)"
                                + " throws X, java.io.IOException");
        assertThat(ApiSurface.ofType(Shape.class))
                .containsExactly(
                        "sealed interface dev.gossip.api.ApiSurfaceTest.Shape permits"
                                + " dev.gossip.api.ApiSurfaceTest.Dot, dev.gossip.api.ApiSurfaceTest.Side",
                        "    method int corners()",
                        "    method default boolean flat()");
        assertThat(ApiSurface.ofType(Dot.class))
                .containsExactly(
                        "record dev.gossip.api.ApiSurfaceTest.Dot implements dev.gossip.api.ApiSurfaceTest.Shape",
                        "    component int y",
                        "    component java.util.List<String> x",
                        "    constructor Dot(int)",
                        "    method int corners()");
        assertThat(ApiSurface.ofType(Side.class))
                .containsExactly(
                        "enum dev.gossip.api.ApiSurfaceTest.Side implements dev.gossip.api.ApiSurfaceTest.Shape",
                        "    constant RIGHT",
                        "    constant LEFT",
                        "    method int corners()");
        assertThat(ApiSurface.ofType(Function.class))
                .element(0)
                .asString()
                .startsWith("@FunctionalInterface interface java.util.function.Function<T, R>");
    }

    @Test
    void aDifferenceNamesTheTypeItBelongsTo() {
        assertThat(difference(
                        List.of("interface a.B", "    method void old()", "    method void same()"),
                        List.of(
                                "sealed interface a.B permits a.C",
                                "    method void fresh()",
                                "    method void same()")))
                .containsExactly(
                        "- interface a.B",
                        "- a.B: method void old()",
                        "+ sealed interface a.B permits a.C",
                        "+ a.B: method void fresh()");
    }

    private static List<String> difference(List<String> before, List<String> after) {
        List<String> difference = new ArrayList<>();
        missing(before, after).forEach(line -> difference.add("- " + line));
        missing(after, before).forEach(line -> difference.add("+ " + line));
        return difference;
    }

    private static List<String> missing(List<String> lines, List<String> elsewhere) {
        List<String> missing = new ArrayList<>(withOwners(lines));
        withOwners(elsewhere).forEach(missing::remove);
        return missing;
    }

    private static List<String> withOwners(List<String> lines) {
        List<String> complete = new ArrayList<>();
        String owner = "";
        for (String line : lines) {
            boolean member = line.startsWith("    ");
            owner = member ? owner : line.replaceFirst(".*?(?:class|interface|record|enum) ([\\w.]+).*", "$1");
            if (!line.isEmpty()) {
                complete.add(member ? owner + ": " + line.substring(4) : line);
            }
        }
        return complete;
    }

    /** A fixture. */
    public abstract static class Sample<T extends Number & Comparable<T>> implements Serializable {

        private static final long serialVersionUID = 1L;
        public static final int LIMIT = 7;

        protected Sample(T value) {
            assertThat(value).isNotNull();
        }

        protected abstract java.util.Map<String, ?> parts(int[][] numbers);

        public <X extends Exception> void run(List<? super T> sink, String... names) throws IOException, X {}

        public static final <T> T[] all() {
            throw new AssertionError("never called");
        }

        void hidden() {}

        @Override
        public String toString() {
            return "";
        }
    }

    /** A fixture. */
    public sealed interface Shape {
        int corners();

        default boolean flat() {
            return true;
        }
    }

    /** A fixture. */
    public record Dot(int y, List<String> x) implements Shape {
        public Dot(int y) {
            this(y, List.of());
        }

        @Override
        public int corners() {
            return 0;
        }
    }

    /** A fixture. */
    public enum Side implements Shape {
        RIGHT,
        LEFT;

        @Override
        public int corners() {
            return 0;
        }
    }
}
