package dev.gossip.fisco.codec.body;

import dev.gossip.api.Body;

/** Answers a {@link GroupMessage}: 0 if it was handed to the destination, else an error code such as 1001. Generation 3. */
public record DeliveryCode(int code) implements Body {

    /** Handed over. */
    public static final int OK = 0;
}
