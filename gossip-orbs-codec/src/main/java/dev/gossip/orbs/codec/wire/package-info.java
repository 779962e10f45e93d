/**
 * Orbs' bytes: counted, padded payloads and the header in its two encodings. Knows nothing of nodes and links.
 */
@NullMarked
package dev.gossip.orbs.codec.wire;

import org.jspecify.annotations.NullMarked;
