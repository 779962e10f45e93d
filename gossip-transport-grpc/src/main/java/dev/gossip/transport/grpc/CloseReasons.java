package dev.gossip.transport.grpc;

import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.transport.CloseReason;
import dev.gossip.spi.transport.support.Failures;
import io.grpc.Status;

/** Between the status that ends a call and a {@link CloseReason}. */
final class CloseReasons {

    static final CloseReason BY_PEER = CloseReason.remote("closed by the other side");

    private static final CloseReason CANCELLED_BY_PEER = CloseReason.remote("cancelled by the other side");

    private static final int MAX_TEXT = 256;

    private CloseReasons() {}

    /**
     * What the peer is told: {@code OK} unless it is to blame, else {@code UNKNOWN} with the reason, as Fabric's peers do. A
     * failure of ours is none of its business.
     */
    static Status status(CloseReason reason) {
        if (reason.reason().equals(DropReason.CLOSED)) {
            return Status.OK;
        }
        return Status.UNKNOWN.withDescription(
                reason.reason().equals(DropReason.HANDLER_FAILED) ? "internal failure" : clean(reason.detail()));
    }

    /** @param answered whether the status is what the peer sent, not what our end made of an accident */
    static CloseReason of(Status status, boolean answered) {
        if (answered) {
            return status.isOk() ? BY_PEER : CloseReason.remote(text(status));
        }
        return switch (status.getCode()) {
            case CANCELLED -> status.getCause() == null ? CANCELLED_BY_PEER : failed(status);
            case RESOURCE_EXHAUSTED ->
                isTooLarge(status) ? CloseReason.refused(DropReason.FRAME_TOO_LARGE, text(status)) : failed(status);
            default -> failed(status);
        };
    }

    /** Why a call failed: what happened below it, if gRPC knows; what gRPC says of that names classes instead of causes. */
    static Throwable failure(Status status) {
        Throwable cause = status.getCause();
        return cause == null ? status.asRuntimeException() : cause;
    }

    private static CloseReason failed(Status status) {
        return CloseReason.failed(Failures.describe(failure(status)));
    }

    /** gRPC has one code for a message above the limit and for a peer that finds us too busy. */
    private static boolean isTooLarge(Status status) {
        String description = status.getDescription();
        return description != null && description.contains("exceeds maximum size");
    }

    /** A peer's words on one line and no longer than a line; also fit to be sent. */
    private static String clean(String text) {
        String shortened = text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) + "..." : text;
        return shortened.replaceAll("\\p{Cntrl}", " ");
    }

    private static String text(Status status) {
        String description = status.getDescription();
        return description == null ? status.getCode().name() : status.getCode() + ": " + clean(description);
    }
}
