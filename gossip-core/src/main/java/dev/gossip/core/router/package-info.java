/**
 * The routers that come with the node: pure functions from a message and its candidates to next hops.
 * All are chosen by name only.
 */
@NullMarked
package dev.gossip.core.router;

import org.jspecify.annotations.NullMarked;
