package dev.gossip.api;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

    /** Whether there is a signature; nothing is said about its validity. */
    public boolean isSigned() {
        return !signature.isEmpty();
    }

    /** The same statement without its attachments. */
    public Sealed stripped() {
        return attachments.isEmpty() ? this : new Sealed(content, signature, origin, List.of(), decoded);
    }

    /** Compares what travels; {@code decoded} follows from it. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Sealed that
                && content.equals(that.content)
                && signature.equals(that.signature)
                && attachments.equals(that.attachments);
    }

    @Override
    public int hashCode() {
        return 31 * content.hashCode() + signature.hashCode();
    }
}
