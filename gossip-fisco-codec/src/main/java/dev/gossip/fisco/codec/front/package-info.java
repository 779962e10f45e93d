/**
 * The message of a node's module inside P2P packets of types 5 and 6 of FISCO BCOS 3.x, and the numbers of the modules.
 * Nothing here acts on them.
 */
@NullMarked
package dev.gossip.fisco.codec.front;

import org.jspecify.annotations.NullMarked;
