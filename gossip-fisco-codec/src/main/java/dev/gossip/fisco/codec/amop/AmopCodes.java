package dev.gossip.fisco.codec.amop;

import dev.gossip.api.body.AmopFailure;
import dev.gossip.api.body.AmopFailure.Reason;

/**
 * The codes by which FISCO BCOS says why an AMOP request failed. Several reasons share a code, and between nodes another
 * code than to SDKs says that nobody subscribes; generation 2 has no room for a text.
 */
public final class AmopCodes {

    /** 2.x, to an SDK: nobody has the topic, or everybody who has it failed. */
    public static final int NOBODY_2 = 100;
    /** 2.x: no answer in time. */
    public static final int TIMEOUT_2 = 102;
    /** 2.x: over a limit of bandwidth. */
    public static final int BANDWIDTH_2 = 103;
    /** 2.x, between nodes: no SDK at the asked node took it. */
    public static final int NO_SESSION_2 = 104;

    /** 3.x: no answer in time. */
    public static final int TIMEOUT_3 = 1000;
    /** 3.x: over a limit of bandwidth. */
    public static final int BANDWIDTH_3 = 1004;
    /** 3.x: over a limit of requests per second. */
    public static final int QPS_3 = 1005;
    /** 3.x, to an SDK: nobody has the topic. */
    public static final int NOBODY_3 = 3001;
    /** 3.x, between nodes: no SDK at the asked node has the topic. */
    public static final int NO_CLIENT_3 = 3002;
    /** 3.x: it could not be handed over. */
    public static final int SEND_FAILED_3 = 3003;

    private AmopCodes() {}

    /** What generation 2 writes. */
    public static int generation2(AmopFailure failure, boolean toSdk) {
        return switch (failure.reason()) {
            case TIMEOUT -> TIMEOUT_2;
            case CONGESTED -> BANDWIDTH_2;
            case NO_SUBSCRIBER, UNVERIFIED, TOO_LARGE, FAILED -> toSdk ? NOBODY_2 : NO_SESSION_2;
        };
    }

    /** What generation 3 writes. */
    public static int generation3(AmopFailure failure, boolean toSdk) {
        return switch (failure.reason()) {
            case TIMEOUT -> TIMEOUT_3;
            case CONGESTED -> BANDWIDTH_3;
            case NO_SUBSCRIBER, UNVERIFIED -> toSdk ? NOBODY_3 : NO_CLIENT_3;
            case TOO_LARGE, FAILED -> SEND_FAILED_3;
        };
    }

    /** What a code of either generation means; their ranges do not meet. */
    public static AmopFailure failure(int code, String detail) {
        Reason reason = switch (code) {
            case NOBODY_2, NO_SESSION_2, NOBODY_3, NO_CLIENT_3 -> Reason.NO_SUBSCRIBER;
            case TIMEOUT_2, TIMEOUT_3 -> Reason.TIMEOUT;
            case BANDWIDTH_2, BANDWIDTH_3, QPS_3 -> Reason.CONGESTED;
            default -> Reason.FAILED;
        };
        return new AmopFailure(reason, detail.isEmpty() ? "code " + code : detail);
    }
}
