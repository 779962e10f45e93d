package dev.gossip.orbs.codec;

import dev.gossip.api.observe.DropReason;
import dev.gossip.orbs.codec.wire.WireDropReasons;

/** Reasons of dropping and refusing that only Orbs' rules produce. The general ones are in {@link DropReason}. */
public final class OrbsDropReasons {

    /** The header cannot be decoded. */
    public static final DropReason BAD_HEADER = WireDropReasons.BAD_HEADER;

    /** The header is in the other encoding: sender and receiver are configured differently. */
    public static final DropReason HEADER_ENCODING = new DropReason("header-encoding");

    /** A protocol version that we do not read. */
    public static final DropReason BAD_PROTOCOL_VERSION = new DropReason("bad-protocol-version");

    /** About another virtual chain. */
    public static final DropReason WRONG_VIRTUAL_CHAIN = new DropReason("wrong-virtual-chain");

    /** A recipient mode that nobody defined. */
    public static final DropReason UNKNOWN_RECIPIENT_MODE = new DropReason("unknown-recipient-mode");

    /** The addressing leaves us out. */
    public static final DropReason NOT_RECIPIENT = new DropReason("not-recipient");

    /** A topic or message type that we do not know, or that is switched off here. */
    public static final DropReason UNKNOWN_TOPIC = new DropReason("unknown-topic");

    /** The accepting side of a connection sent something. */
    public static final DropReason UNEXPECTED_DATA = new DropReason("unexpected-data");

    /** No complete message, and no keepalive, within {@code networkTimeout}. */
    public static final DropReason SILENCE = new DropReason("silence");

    /** A node outside the topology dialled us. */
    public static final DropReason OUTSIDE_TOPOLOGY = new DropReason("outside-topology");

    /** A message was addressed to a node outside the topology. */
    public static final DropReason UNKNOWN_RECIPIENT = new DropReason("unknown-recipient");

    /** A message was addressed to an empty list. */
    public static final DropReason EMPTY_LIST = new DropReason("empty-list");

    private OrbsDropReasons() {}
}
