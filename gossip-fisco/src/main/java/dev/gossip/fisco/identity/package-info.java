/**
 * Who a node is: the certificate files of FISCO BCOS as identity, node id and TLS. Files of every generation are read, those of
 * national cryptography (SM2) for the identity alone.
 */
@NullMarked
package dev.gossip.fisco.identity;

import org.jspecify.annotations.NullMarked;
