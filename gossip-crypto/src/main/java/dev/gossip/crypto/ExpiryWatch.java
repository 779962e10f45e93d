package dev.gossip.crypto;

import dev.gossip.api.TimeSource;
import dev.gossip.crypto.ExpiryWarning.Role;
import dev.gossip.crypto.x509.Certificates;
import dev.gossip.spi.crypto.TlsContext;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells in time that a TLS certificate of this node, or a root that it trusts, ends: 30, 7 and 1 days before, and when it is
 * over. Each is told once per certificate however often the owner's timer asks; if several are due, the latest alone.
 * Remembers nothing about certificates that are no longer in use. Thread-safe.
 */
public final class ExpiryWatch {

    private static final List<Duration> BEFORE = List.of(Duration.ofDays(30), Duration.ofDays(7), Duration.ofDays(1));

    private final TimeSource time;
    private Map<X509Certificate, Integer> told = Map.of();

    /** @param time says how long certificates have left */
    public ExpiryWatch(TimeSource time) {
        this.time = time;
    }

    /** What is to be told about {@code tls} now and was not told before; usually nothing. */
    public synchronized List<ExpiryWarning> check(TlsContext tls) {
        Map<X509Certificate, Role> current = new LinkedHashMap<>();
        for (X509Certificate own : tls.ownChain()) {
            current.put(own, current.isEmpty() ? Role.OWN : Role.INTERMEDIATE);
        }
        for (X509Certificate root : tls.trustManager().getAcceptedIssuers()) {
            current.putIfAbsent(root, Role.TRUSTED_ROOT);
        }
        Instant now = time.now();
        List<ExpiryWarning> due = new ArrayList<>();
        Map<X509Certificate, Integer> stages = new HashMap<>();
        current.forEach((certificate, role) -> {
            Duration left = Duration.between(now, Certificates.notAfter(certificate));
            int before = told.getOrDefault(certificate, 0);
            int stage = stage(left);
            if (stage > before) {
                due.add(new ExpiryWarning(certificate, role, left));
            }
            stages.put(certificate, Math.max(stage, before));
        });
        told = stages;
        return due;
    }

    /** How many of the moments have come. */
    private static int stage(Duration left) {
        int passed = left.isNegative() ? 1 : 0;
        for (Duration before : BEFORE) {
            passed += left.compareTo(before) <= 0 ? 1 : 0;
        }
        return passed;
    }
}
