package dev.gossip.core.registry;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Map;
import java.util.Optional;

/** Which artifact a class came from, and which of ours provides a name. */
final class Artifacts {

    private static final Map<String, String> BY_NAME = Map.ofEntries(
            Map.entry("netty", "gossip-transport-netty"),
            Map.entry("nio", "gossip-transport-nio"),
            Map.entry("grpc", "gossip-transport-grpc"),
            Map.entry("memory", "gossip-core"),
            Map.entry("dns", "gossip-core"),
            Map.entry("direct", "gossip-core"),
            Map.entry("flood", "gossip-core"),
            Map.entry("fanout", "gossip-core"),
            Map.entry("sqrt", "gossip-core"),
            Map.entry("fabric", "gossip-fabric-codec"),
            Map.entry("fisco", "gossip-fisco-codec"),
            Map.entry("orbs", "gossip-orbs-codec"),
            Map.entry("chronos", "gossip-chronos-json"),
            Map.entry("ecdsa", "gossip-crypto"));

    private static final Map<String, String> BY_NOUN =
            Map.of("transport", "gossip-transport-netty", "signer", "gossip-crypto", "verifier", "gossip-crypto");

    private Artifacts() {}

    static Optional<String> providing(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    static Optional<String> defaultFor(String noun) {
        return Optional.ofNullable(BY_NOUN.get(noun));
    }

    /** The title and version from the manifest, else the file name, else the module. */
    static String of(Class<?> type) {
        Package home = type.getPackage();
        if (home != null && home.getImplementationTitle() != null) {
            String version = home.getImplementationVersion();
            return home.getImplementationTitle() + (version == null ? "" : " " + version);
        }
        CodeSource source = type.getProtectionDomain().getCodeSource();
        if (source != null && source.getLocation() != null) {
            return fileName(source);
        }
        return type.getModule().isNamed() ? type.getModule().getName() : "unknown artifact";
    }

    private static String fileName(CodeSource source) {
        try {
            URI location = source.getLocation().toURI();
            Path path = location.getScheme().equals("file") ? Path.of(location) : null;
            Path name = path == null ? null : path.getFileName();
            return name == null ? location.toString() : name.toString();
        } catch (URISyntaxException e) {
            return source.getLocation().toString();
        }
    }
}
