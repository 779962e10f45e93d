/**
 * The part of the Tars encoding that FISCO BCOS 3.x uses, and the structures that its gateways exchange.
 * Strings are byte strings, because ids travel in them.
 */
@NullMarked
package dev.gossip.fisco.codec.tars;

import org.jspecify.annotations.NullMarked;
