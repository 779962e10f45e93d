/**
 * The P2P packet of FISCO BCOS 2.x as a pure codec, and the older one of rc1 chains for reading.
 * What its payloads mean is said elsewhere.
 */
@NullMarked
package dev.gossip.fisco.codec.p2p2;

import org.jspecify.annotations.NullMarked;
