/**
 * Who is alive: heartbeats with incarnations, death by silence or by failed dials, a dead list, reconnection and seeds.
 * Written over the neutral bodies and the node's context alone, so that every protocol that carries them can use it.
 */
@NullMarked
package dev.gossip.membership;

import org.jspecify.annotations.NullMarked;
