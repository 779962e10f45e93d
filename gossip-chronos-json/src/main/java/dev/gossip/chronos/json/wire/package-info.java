/**
 * The bytes of Chronos: where a frame ends, message codes, and JSON in and out under strict limits.
 * Knows nothing of who asks whom for what.
 */
@NullMarked
package dev.gossip.chronos.json.wire;

import org.jspecify.annotations.NullMarked;
