/**
 * The websocket protocol between nodes and SDKs of FISCO BCOS 3.x: messages, sessions and the protocol {@code fisco-websocket}.
 * What a node answers is decided elsewhere.
 */
@NullMarked
package dev.gossip.fisco.codec.ws;

import org.jspecify.annotations.NullMarked;
