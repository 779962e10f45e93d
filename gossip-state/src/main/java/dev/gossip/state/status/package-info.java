/**
 * Status by sequence: nodes announce the number of what they say about themselves and ask each other for what they missed.
 * One component serves topics, groups and routes; only the bodies differ.
 */
@NullMarked
package dev.gossip.state.status;

import org.jspecify.annotations.NullMarked;
