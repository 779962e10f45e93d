/**
 * The P2P packet of FISCO BCOS 3.x, versions 0 to 3, as a pure codec.
 * What its payloads mean is said elsewhere.
 */
@NullMarked
package dev.gossip.fisco.codec.p2p3;

import org.jspecify.annotations.NullMarked;
