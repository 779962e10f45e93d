/**
 * Who is known to a node, as immutable snapshots.
 * Links and extensions write it; routers and applications read it.
 */
@NullMarked
package dev.gossip.core.peer;

import org.jspecify.annotations.NullMarked;
