/**
 * Reading, naming, chaining and revoking certificates, for the trust in organisations and for TLS alike.
 * Not exported; it uses {@code ec} alone.
 */
@NullMarked
package dev.gossip.crypto.x509;

import org.jspecify.annotations.NullMarked;
