package dev.gossip.crypto;

import dev.gossip.api.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Reads what Fabric produced; see the README beside the files. */
final class Golden {

    /** Within the dates of every golden certificate. */
    static final Instant NOW = Instant.parse("2027-03-01T12:00:00Z");

    private Golden() {}

    static Bytes file(String name) {
        try (InputStream input = Objects.requireNonNull(Golden.class.getResourceAsStream("/fabric/" + name), name)) {
            return Bytes.wrap(input.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String[]> rows(String name) {
        return file(name)
                .utf8()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("\t", -1))
                .toList();
    }

    static X509Certificate certificate(String name) {
        return Pem.certificates(file(name), name).get(0);
    }
}
