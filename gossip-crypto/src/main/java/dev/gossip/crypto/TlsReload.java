package dev.gossip.crypto;

import java.security.cert.X509Certificate;

/** What a look at TLS files led to. */
public sealed interface TlsReload {

    /** The files hold what is in use. */
    record Unchanged() implements TlsReload {}

    /** From the next handshake on the new content is used. */
    record Reloaded(X509Certificate leaf) implements TlsReload {}

    /**
     * The new content is of no use, so the old one stays in use.
     *
     * @param reason names the file or the certificate, and what to do
     * @param repeated whether the look before this one had the same result
     */
    record Refused(String reason, boolean repeated) implements TlsReload {}
}
