/**
 * The state machines behind AMOP, over injected time, randomness and messages; all of it runs on one lane.
 * Not exported: nothing outside this module may name these types.
 */
@NullMarked
package dev.gossip.amop.engine;

import org.jspecify.annotations.NullMarked;
