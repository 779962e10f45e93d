package dev.gossip.api;

import java.util.List;
import java.util.Optional;

/**
 * A statement as it arrived or as it will be sent: the exact bytes that were (or will be) signed, the signature (empty
 * if unsigned), who claims to have said it, and strippable attachments. Never re-encoded; forwarding uses these bytes.
 *
 * @param decoded what the codec learnt when it opened the frame, so that it need not parse twice; only the codec that
 *     made it looks inside
 */
public record Sealed(
        Bytes content, Bytes signature, Optional<NodeId> origin, List<Attachment> attachments, Object decoded) {

    public Sealed {
        attachments = List.copyOf(attachments);
    }

    public boolean isSigned() {
        return !signature.isEmpty();
    }

    /** The same statement without its attachments. */
    public Sealed stripped() {
        return attachments.isEmpty() ? this : new Sealed(content, signature, origin, List.of(), decoded);
    }
}
