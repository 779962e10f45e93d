package dev.gossip.examples.certs;

import dev.gossip.api.GossipException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The keys that nodes of FISCO BCOS have in TLS. */
public enum KeyKind {
    /** 2048 bits: chains of 3.x. */
    RSA,
    /** Chains of 2.x whose SDKs run on any Java runtime. */
    P_256,
    /** What the tools of 2.x make; an SDK needs Bouncy Castle as the first provider of its process. */
    SECP256K1;

    /** The name on a command line, {@code p-256} for example. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The kind with that name.
     *
     * @throws GossipException listing the names if there is none
     */
    public static KeyKind named(String label) {
        return Arrays.stream(values())
                .filter(kind -> kind.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new GossipException("no keys are called '" + label + "'; there are "
                        + Arrays.stream(values()).map(KeyKind::label).collect(Collectors.joining(", "))));
    }
}
