/**
 * Turns bytes of a protocol into readable JSON and says what is wrong with bad ones.
 * Nothing here trusts or remembers more than the messages of one run.
 */
@NullMarked
package dev.gossip.examples.inspect;

import org.jspecify.annotations.NullMarked;
