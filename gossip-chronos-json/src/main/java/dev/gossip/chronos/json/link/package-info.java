/**
 * How an endpoint speaks Chronos: one session per connection that asks or answers, who may connect, and what the node is told
 * of the protocol's rules.
 */
@NullMarked
package dev.gossip.chronos.json.link;

import org.jspecify.annotations.NullMarked;
