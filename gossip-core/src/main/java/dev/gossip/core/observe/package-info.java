/**
 * Counts and reports what happens to a node.
 * Every drop of every part ends here, under its reason.
 */
@NullMarked
package dev.gossip.core.observe;

import org.jspecify.annotations.NullMarked;
