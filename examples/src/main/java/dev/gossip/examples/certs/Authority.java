package dev.gossip.examples.certs;

import dev.gossip.api.TimeSource;
import dev.gossip.crypto.Curve;
import dev.gossip.crypto.DevelopmentCa;
import dev.gossip.crypto.IssuedNode;
import dev.gossip.crypto.NodeSpec;
import java.security.cert.X509Certificate;
import java.time.Duration;

/** Who issues the certificates of a development network; its key lives in memory only. */
interface Authority {

    Duration VALIDITY = Duration.ofDays(3650);

    /** The root that everybody trusts. */
    X509Certificate certificate();

    /** A fresh key with a certificate for it. */
    IssuedNode issue(String commonName);

    /** An authority for keys of one kind, its own included. */
    static Authority of(KeyKind kind, String agency, TimeSource time) {
        return switch (kind) {
            case RSA -> new RsaAuthority(agency, VALIDITY, time);
            case P_256 -> onCurve(Curve.P_256, agency, time);
            case SECP256K1 -> onCurve(Curve.SECP256K1, agency, time);
        };
    }

    private static Authority onCurve(Curve curve, String agency, TimeSource time) {
        DevelopmentCa ca = DevelopmentCa.create(agency, "ca." + agency, curve, VALIDITY, time);
        return new Authority() {
            @Override
            public X509Certificate certificate() {
                return ca.certificate();
            }

            @Override
            public IssuedNode issue(String commonName) {
                return ca.issue(NodeSpec.peer(commonName).on(curve));
            }
        };
    }
}
