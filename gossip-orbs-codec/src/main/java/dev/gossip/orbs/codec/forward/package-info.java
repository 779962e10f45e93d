/**
 * Orbs' forwarding of large messages: announced to every recipient, pushed down a tree, repaired by pulling. Pure rules over
 * injected time and a port; the node-side of it is in the parent package.
 */
@NullMarked
package dev.gossip.orbs.codec.forward;

import org.jspecify.annotations.NullMarked;
