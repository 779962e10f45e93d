/**
 * Signing, verifying, admitting identities and TLS, with files in PEM and a development authority to make them.
 * Everything here works without a provider being installed in {@link java.security.Security}.
 */
@NullMarked
package dev.gossip.crypto;

import org.jspecify.annotations.NullMarked;
