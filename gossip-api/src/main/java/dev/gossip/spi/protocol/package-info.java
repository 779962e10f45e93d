/**
 * How one system speaks: where its frames end, how they are coded, greeted, signed, superseded and redacted.
 * A protocol does no I/O and owns no thread; the node drives it.
 */
@NullMarked
package dev.gossip.spi.protocol;

import org.jspecify.annotations.NullMarked;
