/**
 * Runs a node as its configuration file describes it.
 * The assembly is the same as in an application: certificates from files, an endpoint, a {@code FabricPeer}.
 */
@NullMarked
package dev.gossip.examples.node;

import org.jspecify.annotations.NullMarked;
