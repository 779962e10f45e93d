/**
 * The pages on which a running node shows how it fares: JSON for people and scripts, text for Prometheus, a health check.
 * They are for operators: served without authentication, so they belong on a loopback or management address.
 */
@NullMarked
package dev.gossip.examples.status;

import org.jspecify.annotations.NullMarked;
