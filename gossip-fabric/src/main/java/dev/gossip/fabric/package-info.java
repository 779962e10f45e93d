/**
 * A Fabric peer's gossip as one part: membership, identities, pushed, pulled and transferred blocks of any number of
 * channels. {@link dev.gossip.fabric.FabricPeer} puts the extensions on a node with the rules of Fabric between them.
 */
@NullMarked
package dev.gossip.fabric;

import org.jspecify.annotations.NullMarked;
