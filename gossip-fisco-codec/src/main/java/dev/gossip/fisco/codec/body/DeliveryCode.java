package dev.gossip.fisco.codec.body;

import dev.gossip.api.Body;

/** Answers a {@link GroupMessage}: 0 if it was handed to the destination, else an error code such as 1002. Generation 3. */
public record DeliveryCode(int code) implements Body {

    /** Handed over. */
    public static final int OK = 0;
    /** Refused for a reason that has no number of its own. */
    public static final int REFUSED = -1;
    /** No answer in time. */
    public static final int TIMEOUT = 1000;
    /** No gateway leads to the destination. */
    public static final int NO_GATEWAY = 1001;
    /** The destination is not behind the gateway that was asked. */
    public static final int NO_LOCAL_NODE = 1002;
    /** All gateways that announced the destination failed. */
    public static final int ALL_GATEWAYS_FAILED = 1003;
    /** More bytes per second than allowed; another gateway would not help. */
    public static final int BANDWIDTH_OVERFLOW = 1004;
    /** More messages per second than allowed; another gateway would not help. */
    public static final int QPS_OVERFLOW = 1005;
}
