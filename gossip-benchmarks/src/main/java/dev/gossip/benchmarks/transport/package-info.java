/**
 * The transports against raw Netty, two processes on loopback, in turn. Each contender has processes of its own, so that
 * the compiler optimises it alone.
 */
@NullMarked
package dev.gossip.benchmarks.transport;

import org.jspecify.annotations.NullMarked;
