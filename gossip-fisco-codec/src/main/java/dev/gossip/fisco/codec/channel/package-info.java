/**
 * The channel protocol between nodes and SDKs of FISCO BCOS 2.x: frames, sessions and the protocol {@code fisco-channel}.
 * What a node answers is decided elsewhere.
 */
@NullMarked
package dev.gossip.fisco.codec.channel;

import org.jspecify.annotations.NullMarked;
