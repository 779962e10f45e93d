/**
 * Fabric's membership service providers: which certificates are identities of an organisation, and in which roles.
 * They come from directories as Fabric's tools lay them out, or out of a channel's configuration.
 */
@NullMarked
package dev.gossip.fabric.msp;

import org.jspecify.annotations.NullMarked;
