/**
 * A protocol that does nothing but carry an application's bytes: no signature, no relaying, no state. What a node that
 * speaks it costs is what the node itself costs.
 */
@NullMarked
package dev.gossip.benchmarks.plain;

import org.jspecify.annotations.NullMarked;
