/**
 * Closes the gap that push leaves: every interval a node says hello to a few partners, hears which items they hold and
 * requests what it lacks. One {@link dev.gossip.pull.PullExtension} serves any number of item types, scopes and endpoints
 * over one store interface, {@link dev.gossip.pull.ItemStore}.
 */
@NullMarked
package dev.gossip.pull;

import org.jspecify.annotations.NullMarked;
