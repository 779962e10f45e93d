/**
 * Writes the keys, certificates and revocation lists of development authorities.
 * Not exported; it uses {@code ec} and {@code x509} alone.
 */
@NullMarked
package dev.gossip.crypto.authority;

import org.jspecify.annotations.NullMarked;
