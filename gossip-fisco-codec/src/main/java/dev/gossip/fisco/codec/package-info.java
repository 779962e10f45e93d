/**
 * FISCO BCOS between nodes as the protocol {@code fisco}, generations 2 and 3: sessions, codec and inspector.
 * The pure codecs and the two SDK protocols are in the packages below; routes, groups and topics belong to
 * {@code gossip-fisco} and {@code gossip-amop}.
 */
@NullMarked
package dev.gossip.fisco.codec;

import org.jspecify.annotations.NullMarked;
