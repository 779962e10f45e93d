/**
 * What a node tells about itself: metrics handles, typed events and reasons of drops.
 * No metrics or logging library appears here; bindings live in modules of their own.
 */
@NullMarked
package dev.gossip.api.observe;

import org.jspecify.annotations.NullMarked;
