package dev.gossip.examples.architecture;

import java.util.List;
import java.util.Set;

/** The arrows between modules and the homes of libraries, as data. What is not listed is forbidden. */
final class ArrowTable {

    static final Set<String> ANYTHING = Set.of("*");

    private static final Set<String> API = Set.of("gossip-api");
    private static final Set<String> API_AND_NEUTRAL =
            Set.of("gossip-api", "gossip-membership", "gossip-pull", "gossip-state");

    private static final Library SLF4J = new Library("org.slf4j", "org.slf4j");
    private static final Library NETTY = new Library("io.netty", "io.netty");
    private static final Library GRPC = new Library("io.grpc", "io.grpc");
    private static final Library GUAVA = new Library("com.google.guava", "com.google.common");
    private static final Library BOUNCY_CASTLE = new Library("org.bouncycastle", "org.bouncycastle");
    private static final Library PROTOBUF = new Library("com.google.protobuf", "com.google.protobuf");
    private static final Library FABRIC_PROTOS = new Library("org.hyperledger.fabric", "org.hyperledger.fabric.protos");
    private static final Library JACKSON = new Library("com.fasterxml.jackson.core", "com.fasterxml.jackson");
    private static final Library ZSTD = new Library("com.github.luben", "com.github.luben.zstd");
    private static final Library SNAPPY = new Library("org.xerial.snappy", "org.xerial.snappy");
    private static final Library GUICE = new Library("com.google.inject", "com.google.inject");
    private static final Library MVSTORE = new Library("com.h2database", "org.h2");
    private static final Library MICROMETER = new Library("io.micrometer", "io.micrometer");
    private static final Library ASSERTJ = new Library("org.assertj", "org.assertj");
    private static final Library CUSTOM_TRANSPORT = new Library("com.example", "com.example.uds");
    private static final Library JUNIT = new Library("org.junit.jupiter", "org.junit.jupiter");

    private ArrowTable() {}

    static List<Row> rows() {
        return List.of(
                new Row("gossip-api", Set.of()),
                new Row("gossip-core", API, SLF4J),
                new Row("gossip-transport-nio", API),
                new Row("gossip-transport-netty", API, NETTY, SLF4J),
                new Row("gossip-transport-grpc", API, GRPC, NETTY, GUAVA),
                new Row("gossip-crypto", API, BOUNCY_CASTLE, SLF4J),
                new Row("gossip-fabric-codec", API, PROTOBUF, FABRIC_PROTOS),
                new Row("gossip-fisco-codec", API, JACKSON, ZSTD, SNAPPY),
                new Row("gossip-orbs-codec", API_AND_NEUTRAL, PROTOBUF),
                new Row("gossip-chronos-json", API_AND_NEUTRAL, JACKSON),
                new Row(
                        "gossip-fabric",
                        Set.of(
                                "gossip-api",
                                "gossip-crypto",
                                "gossip-fabric-codec",
                                "gossip-membership",
                                "gossip-pull",
                                "gossip-state"),
                        PROTOBUF,
                        FABRIC_PROTOS),
                new Row(
                        "gossip-fisco",
                        Set.of(
                                "gossip-api",
                                "gossip-crypto",
                                "gossip-fisco-codec",
                                "gossip-membership",
                                "gossip-pull",
                                "gossip-state",
                                "gossip-amop")),
                new Row("gossip-membership", API),
                new Row("gossip-pull", API),
                new Row("gossip-state", API),
                new Row("gossip-amop", API),
                new Row("gossip-guice", Set.of("gossip-api", "gossip-core"), GUICE),
                new Row("gossip-store-mvstore", API, MVSTORE),
                new Row("gossip-metrics", API, MICROMETER),
                new Row("gossip-testkit", API, ASSERTJ),
                new Row("gossip-tck", Set.of("gossip-api", "gossip-testkit"), JUNIT, ASSERTJ),
                new Row("gossip-simulator", Set.of("gossip-api", "gossip-core", "gossip-testkit")),
                new Row("gossip-benchmarks", ANYTHING),
                new Row("examples/custom-transport", API, CUSTOM_TRANSPORT),
                new Row("examples/fisco-sdk", Set.of()),
                new Row("examples/bridge", ANYTHING),
                new Row("examples", ANYTHING));
    }

    /** A third-party library: the group of its artifacts and the package of its classes. */
    record Library(String group, String rootPackage) {}

    /**
     * One module.
     *
     * @param arrows own modules that its main code may name
     * @param libraries third-party libraries that live in it
     */
    record Row(String module, Set<String> arrows, List<Library> libraries) {

        Row(String module, Set<String> arrows, Library... libraries) {
            this(module, arrows, List.of(libraries));
        }

        boolean isFree() {
            return arrows.equals(ANYTHING);
        }

        @Override
        public String toString() {
            return module + " -> " + arrows;
        }
    }
}
