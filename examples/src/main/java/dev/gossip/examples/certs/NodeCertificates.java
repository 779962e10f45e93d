package dev.gossip.examples.certs;

import dev.gossip.crypto.IssuedNode;

/**
 * What one node needs to prove who it is.
 *
 * @param identity signs its statements
 * @param tls proves its end of a connection
 */
public record NodeCertificates(String name, IssuedNode identity, IssuedNode tls) {}
