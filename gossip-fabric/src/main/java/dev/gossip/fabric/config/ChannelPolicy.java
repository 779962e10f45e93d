package dev.gossip.fabric.config;

import dev.gossip.fabric.msp.MspIdentity;
import java.util.Collection;

/** A policy of a channel's configuration, ready to be evaluated. Immutable and thread-safe. */
@FunctionalInterface
public interface ChannelPolicy {

    /** What takes the place of a policy that is missing: nobody satisfies it. */
    ChannelPolicy NOBODY = signers -> false;

    /**
     * Whether these satisfy it together. That they signed is for the caller to know; one that is named twice counts once.
     */
    boolean isSatisfiedBy(Collection<MspIdentity> signers);
}
