package dev.gossip.pull;

import dev.gossip.api.observe.DropReason;

/** Why pull leaves a message, or a part of it, unused. */
public final class PullDrops {

    /** A digest came after the requests had gone out: the round trip is longer than {@code digestWait}. */
    public static final DropReason LATE_DIGEST = new DropReason("late-digest");

    /** A request came later than {@code requestWait} after its hello. */
    public static final DropReason LATE_REQUEST = new DropReason("late-request");

    /** An update came later than {@code responseWait} after its request. */
    public static final DropReason LATE_UPDATE = new DropReason("late-update");

    /** A step names a nonce that is not in use with this peer. */
    public static final DropReason UNKNOWN_NONCE = new DropReason("unknown-nonce");

    /** A hello or request comes from a peer that the pull's rules do not serve, or whose id is not known. */
    public static final DropReason NOT_SERVED = new DropReason("not-served");

    /** An update holds an item that was not requested from its sender. */
    public static final DropReason UNREQUESTED_ITEM = new DropReason("unrequested-item");

    /** A digest or request lists more than {@code maxIds} ids; the rest is not read. */
    public static final DropReason TOO_MANY_IDS = new DropReason("too-many-ids");

    /** A hello finds {@code maxHellos} or {@code maxHellosPerPeer} reached. */
    public static final DropReason TOO_MANY_HELLOS = new DropReason("too-many-hellos");

    private PullDrops() {}
}
