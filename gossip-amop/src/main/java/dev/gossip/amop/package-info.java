/**
 * Publishing to and subscribing to topics across nodes: to one subscriber, to all, or to proven ones only.
 * Applications use {@link dev.gossip.amop.Amop}; endpoints for SDKs open an {@link dev.gossip.amop.AmopSession} per client.
 */
@NullMarked
package dev.gossip.amop;

import org.jspecify.annotations.NullMarked;
