/**
 * A deterministic world: hosts with links of chosen latency, loss and bandwidth, on which whole nodes run in virtual time.
 * Everything follows from one seed, so that a run can be repeated, and everything that travels can be counted.
 */
@NullMarked
package dev.gossip.simulator;

import org.jspecify.annotations.NullMarked;
