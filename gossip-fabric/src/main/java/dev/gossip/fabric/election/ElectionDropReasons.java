package dev.gossip.fabric.election;

import dev.gossip.api.observe.DropReason;

/** Reasons of dropping that only the election produces. The general ones are in {@link DropReason}. */
public final class ElectionDropReasons {

    /** The author is no alive member of our organisation in the channel. */
    public static final DropReason NOT_IN_ELECTORATE = new DropReason("not-in-electorate");

    /** This node does not stand for election ({@code useLeaderElection}). */
    public static final DropReason ELECTION_OFF = new DropReason("election-off");

    private ElectionDropReasons() {}
}
