package dev.gossip.api;

/**
 * A signed part that travels beside the content and may be stripped without breaking the content's signature (Fabric's
 * secret envelope). Signed by the origin of the envelope.
 */
public record Attachment(Bytes content, Bytes signature) {}
