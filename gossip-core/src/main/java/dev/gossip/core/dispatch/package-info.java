/**
 * The way of a message: in from a frame through cheap checks, verification and a lane to its handler, and out through
 * redaction and the router to links.
 */
@NullMarked
package dev.gossip.core.dispatch;

import org.jspecify.annotations.NullMarked;
