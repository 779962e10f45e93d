/**
 * What all layouts share: bounded reading, exact writing, JSON and compression with a limit.
 * Nothing here knows what a packet means.
 */
@NullMarked
package dev.gossip.fisco.codec.wire;

import org.jspecify.annotations.NullMarked;
