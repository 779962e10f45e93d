/**
 * The command {@code bench dissemination}: whole nodes in the simulated world, and what it costs them to spread a message,
 * beside what theory says it must cost.
 */
@NullMarked
package dev.gossip.benchmarks.dissemination;

import org.jspecify.annotations.NullMarked;
