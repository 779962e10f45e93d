/**
 * How much may pass: bytes per second to other nodes and from SDKs, messages per second from other nodes.
 * What is refused is counted under a reason of {@link dev.gossip.fisco.limit.LimitDrops}; everything is off by default.
 */
@NullMarked
package dev.gossip.fisco.limit;

import org.jspecify.annotations.NullMarked;
