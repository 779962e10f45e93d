/**
 * What makes a FISCO BCOS node beyond its wire. {@code FiscoPeer} puts the parts on a node.
 */
@NullMarked
package dev.gossip.fisco;

import org.jspecify.annotations.NullMarked;
