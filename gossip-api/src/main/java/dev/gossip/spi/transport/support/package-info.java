/**
 * Parts that most transports need and that know no channels: the send queue with its marks, cutting frames, TLS engines, addresses
 * and the door of a listener.
 * Using them is a convenience; the contract of a transport does not depend on them.
 */
@NullMarked
package dev.gossip.spi.transport.support;

import org.jspecify.annotations.NullMarked;
