package dev.gossip.fisco.codec.link;

import dev.gossip.api.Correlation;
import dev.gossip.api.GossipException;
import dev.gossip.api.Message;
import dev.gossip.api.MessageKind;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.protocol.MalformedException;
import java.util.Arrays;

/** What the codecs demand of a message's part in an exchange. */
public final class Correlations {

    private static final long MAX_SEQ = 0xffff_ffffL;

    private Correlations() {}

    /**
     * The 32-bit seq of a request or of its answer.
     *
     * @throws GossipException if the correlation is none
     */
    public static long seq(Message message) {
        Correlation correlation = message.correlation();
        try {
            long seq = correlation.asLong();
            if (seq > 0 && seq <= MAX_SEQ) {
                return seq;
            }
        } catch (IllegalStateException e) {
            // A text; refused below.
        }
        throw new GossipException("FISCO BCOS correlates by a seq of 32 bits; give the "
                + message.body().bodyName() + " a correlation of FiscoEndpoint.nextCorrelation()");
    }

    /** The correlation of a received request or answer. */
    public static Correlation of(long seq, String what) throws MalformedException {
        if (seq == 0) {
            throw MalformedException.drop(DropReason.MALFORMED, what + " with the seq 0, which ties it to nothing");
        }
        return Correlation.of(seq);
    }

    /** @throws GossipException if the message is part of an exchange and does not say of which */
    public static void demandOne(Message message) {
        if (message.kind() != MessageKind.ONE_WAY && message.correlation().isNone()) {
            throw new GossipException("a " + message.kind() + " needs a correlation, this "
                    + message.body().bodyName() + " has none");
        }
    }

    /** @throws GossipException if the message is of another kind */
    public static void demand(Message message, MessageKind... kinds) {
        if (!Arrays.asList(kinds).contains(message.kind())) {
            throw new GossipException(message.body().bodyName() + " travels as " + Arrays.toString(kinds)
                    + " here, not as " + message.kind());
        }
    }
}
