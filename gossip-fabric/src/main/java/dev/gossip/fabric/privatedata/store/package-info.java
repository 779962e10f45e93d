/**
 * Where private data is kept, before and after its block, as interfaces with implementations on the heap.
 * Everything is bounded, and everything is forgotten at a height.
 */
@NullMarked
package dev.gossip.fabric.privatedata.store;

import org.jspecify.annotations.NullMarked;
