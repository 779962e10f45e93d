/**
 * What the link protocols of FISCO BCOS share: framing, settings, timers, certificates of peers and the rules of a protocol
 * that signs nothing.
 * Nothing here knows a layout.
 */
@NullMarked
package dev.gossip.fisco.codec.link;

import org.jspecify.annotations.NullMarked;
