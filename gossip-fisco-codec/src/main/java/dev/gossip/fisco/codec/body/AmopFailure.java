package dev.gossip.fisco.codec.body;

import dev.gossip.api.Body;

/**
 * Why an AMOP request got no answer from a subscriber; always an error. The codes of the generations differ.
 *
 * @param detail for people; generation 2 has no room for it
 */
public record AmopFailure(int code, String detail) implements Body {

    /** 2.x: no node has the topic, or nobody answered. */
    public static final int NO_SUBSCRIBER_2 = 100;
    /** 2.x: no answer in time. */
    public static final int TIMEOUT_2 = 102;
    /** 2.x: over the bandwidth limit. */
    public static final int BANDWIDTH_2 = 103;
    /** 2.x: no session of the target node took it. */
    public static final int NO_SESSION_2 = 104;

    /** 3.x: no answer in time. */
    public static final int TIMEOUT_3 = 1000;
    /** 3.x: over the bandwidth limit. */
    public static final int BANDWIDTH_3 = 1004;
    /** 3.x: over the limit of requests per second. */
    public static final int QPS_3 = 1005;
    /** 3.x: no node has the topic. */
    public static final int NO_SUBSCRIBER_3 = 3001;
    /** 3.x: no client of the target node has the topic. */
    public static final int NO_CLIENT_3 = 3002;
    /** 3.x: could not be sent. */
    public static final int SEND_FAILED_3 = 3003;
}
