package dev.gossip.crypto;

import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.crypto.Identity;
import java.security.cert.X509Certificate;
import java.util.List;

/** What the authorities of an organisation say about an identity, today's date left aside. */
public sealed interface Certification {

    /**
     * They vouch for it.
     *
     * @param path from the identity's certificate to a root, both included
     */
    record Certified(Identity identity, List<X509Certificate> path) implements Certification {
        public Certified {
            path = List.copyOf(path);
        }
    }

    /** They do not; {@code detail} names the cause for people. */
    record Refused(DropReason reason, String detail) implements Certification {}
}
