/**
 * Virtual time, virtual networks and other tools for deterministic tests of gossip code.
 * Everything runs on the calling thread and is driven by a seed that tests print.
 */
@NullMarked
package dev.gossip.testkit;

import org.jspecify.annotations.NullMarked;
