/**
 * Chronos' blocks: their parts, their hashes, and the rules that a network chooses for them.
 * Blocks are kept as the JSON text in which they came; transactions are never interpreted.
 */
@NullMarked
package dev.gossip.chronos.json.block;

import org.jspecify.annotations.NullMarked;
