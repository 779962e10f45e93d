package dev.gossip.examples.certs;

import dev.gossip.api.TimeSource;
import dev.gossip.crypto.Curve;
import dev.gossip.crypto.DevelopmentCa;
import dev.gossip.crypto.NodeSpec;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;

/** An organisation that issues certificates to its nodes; its keys live in memory only. Thread-safe. */
public final class DevelopmentOrganisation {

    private static final Duration VALIDITY = Duration.ofDays(3650);

    private final String mspId;
    private final DevelopmentCa identities;
    private final DevelopmentCa tls;

    private DevelopmentOrganisation(String mspId, DevelopmentCa identities, DevelopmentCa tls) {
        this.mspId = mspId;
        this.identities = identities;
        this.tls = tls;
    }

    /** Makes both authorities. */
    public static DevelopmentOrganisation create(String mspId, TimeSource time) {
        return new DevelopmentOrganisation(
                mspId,
                DevelopmentCa.create(mspId, "ca." + mspId, Curve.P_256, VALIDITY, time),
                DevelopmentCa.create(mspId, "tlsca." + mspId, Curve.P_256, VALIDITY, time));
    }

    /** Certificates for a node that is reached as localhost, by its name, or at one of {@code hosts}. */
    public NodeCertificates issue(String name, List<String> hosts) {
        NodeSpec tlsSpec = NodeSpec.peer(name).dns("localhost").ip("127.0.0.1").ip("::1");
        for (String host : hosts) {
            tlsSpec = host.matches("[0-9.]+|.*:.*") ? tlsSpec.ip(host) : tlsSpec.dns(host);
        }
        return new NodeCertificates(name, identities.issue(NodeSpec.peer(name)), tls.issue(tlsSpec));
    }

    public String mspId() {
        return mspId;
    }

    /** The authority that identities go back to. */
    public X509Certificate identityRoot() {
        return identities.certificate();
    }

    /** The authority that TLS certificates go back to. */
    public X509Certificate tlsRoot() {
        return tls.certificate();
    }
}
