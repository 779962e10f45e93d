/**
 * The rules of collections: who may hold their data, how widely and for how long, and how Fabric writes them down.
 * Evaluates a policy on one proven identity and knows nothing of nodes.
 */
@NullMarked
package dev.gossip.fabric.privatedata.collection;

import org.jspecify.annotations.NullMarked;
