/**
 * The blocks of a node: the chain, the candidates for its next height, those seen lately, and the manager that owns them.
 * Knows peers only as somebody who gave or lacks a block.
 */
@NullMarked
package dev.gossip.chronos.json.chain;

import org.jspecify.annotations.NullMarked;
