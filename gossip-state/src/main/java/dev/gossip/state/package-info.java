/**
 * Keeps the ordered items (blocks) of a channel in step: nodes tell each other how many they hold, take in items that were
 * pushed, pulled, transferred or made here, and append them to a store exactly once and in order. One
 * {@link dev.gossip.state.StateExtension} serves any number of channels, each on the lane of its scope.
 */
@NullMarked
package dev.gossip.state;

import org.jspecify.annotations.NullMarked;
