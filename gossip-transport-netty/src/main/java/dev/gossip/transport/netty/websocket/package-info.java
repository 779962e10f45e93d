/**
 * RFC 6455 between the sockets and the connections of this module: what is one frame there is one binary message here.
 * Knows nothing of connections, which see a stream of counted frames.
 */
@NullMarked
package dev.gossip.transport.netty.websocket;

import org.jspecify.annotations.NullMarked;
