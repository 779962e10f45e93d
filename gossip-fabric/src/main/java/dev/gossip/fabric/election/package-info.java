/**
 * Fabric's leader election: which peer of an organisation fetches a channel's blocks from the orderers.
 * Off unless asked for, since a leader that cannot fetch blocks cuts its whole organisation off.
 */
@NullMarked
package dev.gossip.fabric.election;

import org.jspecify.annotations.NullMarked;
