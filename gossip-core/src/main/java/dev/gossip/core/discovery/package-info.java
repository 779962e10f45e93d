/**
 * Finding addresses to join by while the node runs: the loop that asks, what it found last, and the provider for DNS.
 * Answers reach extensions through the seeds of their endpoint, so that they join by a name as by a fixed address.
 */
@NullMarked
package dev.gossip.core.discovery;

import org.jspecify.annotations.NullMarked;
