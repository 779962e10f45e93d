/**
 * Signatures next to the library that does their arithmetic: what the layer above it costs.
 * Each run is a process of its own, because a process chooses its library once.
 */
@NullMarked
package dev.gossip.benchmarks.signature;

import org.jspecify.annotations.NullMarked;
