/**
 * Who signs, who verifies and who is trusted, without naming a cryptography library.
 * Private keys stay behind {@link dev.gossip.spi.crypto.Signer}; TLS appears only as {@code javax.net.ssl} types.
 */
@NullMarked
package dev.gossip.spi.crypto;

import org.jspecify.annotations.NullMarked;
