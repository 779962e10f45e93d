/**
 * How frames travel: listening, dialling, offering frames and reading them with back-pressure.
 * A transport knows no protocol beyond where a frame ends.
 */
@NullMarked
package dev.gossip.spi.transport;

import org.jspecify.annotations.NullMarked;
