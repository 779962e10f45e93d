/**
 * What nodes and SDKs of FISCO BCOS say to each other, apart from how it is coded.
 * Engines send and handle these records; an application's AMOP messages are {@code Opaque}.
 */
@NullMarked
package dev.gossip.fisco.codec.body;

import org.jspecify.annotations.NullMarked;
