/**
 * Certificates for development, in memory for the demonstrations and as files for nodes of one's own.
 * Each organisation has two authorities, one for identities and one for TLS, as Fabric's organisations do.
 */
@NullMarked
package dev.gossip.examples.certs;

import org.jspecify.annotations.NullMarked;
