package dev.gossip.examples.inspect;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gossip.spi.crypto.Verification;
import java.util.Optional;

/**
 * What is known about a signature.
 *
 * @param state {@code valid}, {@code invalid}, {@code unknown-signer}, {@code not-needed}, or {@code not-checked} if the
 *     statement is not legal in the first place
 */
record SignatureReport(String state, Optional<Verification> verification) {

    static final SignatureReport NOT_NEEDED = new SignatureReport("not-needed", Optional.empty());
    static final SignatureReport NOT_CHECKED = new SignatureReport("not-checked", Optional.empty());

    static SignatureReport of(Verification verification) {
        String state = switch (verification.status()) {
            case VALID -> "valid";
            case INVALID -> "invalid";
            case UNKNOWN_SIGNER -> "unknown-signer";
            case EXPIRED -> "expired";
        };
        return new SignatureReport(state, Optional.of(verification));
    }

    /** Why a node would drop the statement; empty if it would not, or if only the signer is missing here. */
    String error() {
        return verification
                .filter(found -> !found.isValid() && found.status() != Verification.Status.UNKNOWN_SIGNER)
                .map(found -> found.dropReason() + ": " + found.detail())
                .orElse("");
    }

    ObjectNode json(int bytes) {
        ObjectNode tree =
                JsonNodeFactory.instance.objectNode().put("state", state).put("bytes", bytes);
        verification.filter(found -> !found.isValid()).ifPresent(found -> tree.put("detail", found.detail()));
        return tree;
    }
}
