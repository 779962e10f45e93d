package dev.gossip.amop;

import dev.gossip.api.GossipException;
import dev.gossip.api.body.AmopFailure;

/** A limit keeps a message back; nobody has heard it. */
public final class AmopRefusedException extends GossipException {

    private static final long serialVersionUID = 1L;

    private final AmopFailure.Reason reason;

    /** For this reason. */
    public AmopRefusedException(AmopFailure.Reason reason, String detail) {
        super(detail);
        this.reason = reason;
    }

    /** Why it is refused. */
    public AmopFailure failure() {
        return new AmopFailure(reason, String.valueOf(getMessage()));
    }
}
