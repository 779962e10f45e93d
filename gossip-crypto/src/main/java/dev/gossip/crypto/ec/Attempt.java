package dev.gossip.crypto.ec;

import java.util.Optional;

/**
 * Whether an optional engine can be had.
 *
 * @param reason why there is none; empty if there is
 */
public record Attempt(Optional<EcdsaEngine> engine, String reason) {

    static Attempt found(EcdsaEngine engine) {
        return new Attempt(Optional.of(engine), "");
    }

    public static Attempt none(String reason) {
        return new Attempt(Optional.empty(), reason);
    }
}
