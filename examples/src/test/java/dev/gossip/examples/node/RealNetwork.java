package dev.gossip.examples.node;

import dev.gossip.api.Bytes;
import dev.gossip.examples.demo.fabric.FabricDemo;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Objects;

/** Files of a network that ran with Fabric's own peers: the material of one of them and the channel's first blocks. */
final class RealNetwork {

    static final int BLOCKS = 6;

    private RealNetwork() {}

    static Path msp() {
        return peer().resolve("msp");
    }

    static Path tls() {
        return peer().resolve("tls");
    }

    private static Path peer() {
        URL place = Objects.requireNonNull(RealNetwork.class.getResource("peer2"));
        try {
            return Path.of(place.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static Bytes block(int number) {
        String name = "block" + number + ".pb";
        try (InputStream input = Objects.requireNonNull(FabricDemo.class.getResourceAsStream(name), name)) {
            return Bytes.wrap(input.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
