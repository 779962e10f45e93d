/**
 * Serial mailboxes over a shared pool: the only place where the node's state is touched.
 * Knows nothing of messages.
 */
@NullMarked
package dev.gossip.core.lane;

import org.jspecify.annotations.NullMarked;
