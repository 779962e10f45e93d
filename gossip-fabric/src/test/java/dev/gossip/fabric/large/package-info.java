/**
 * Networks of many members and channels, with signatures that cost nothing.
 * They show what Fabric's timers and our node make of numbers at which Fabric's own members lose each other.
 */
@NullMarked
package dev.gossip.fabric.large;

import org.jspecify.annotations.NullMarked;
