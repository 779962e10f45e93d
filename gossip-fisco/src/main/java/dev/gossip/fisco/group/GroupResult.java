package dev.gossip.fisco.group;

import dev.gossip.api.Bytes;
import dev.gossip.fisco.codec.body.DeliveryCode;

/**
 * What became of a message to one node.
 *
 * @param code a code of {@link DeliveryCode}; another gateway may know further ones
 * @param answer what the other node replied to a request; empty otherwise
 * @param detail for people; empty if all is well
 */
public record GroupResult(int code, Bytes answer, String detail) {

    /** Handed over. */
    public static final GroupResult OK = new GroupResult(DeliveryCode.OK, Bytes.empty(), "");

    /** Not handed over, or not answered. */
    public static GroupResult failed(int code, String detail) {
        return new GroupResult(code, Bytes.empty(), detail);
    }

    /** Whether it was handed over and, if it was a request, answered. */
    public boolean isOk() {
        return code == DeliveryCode.OK;
    }
}
