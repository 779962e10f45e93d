/**
 * What a channel's configuration blocks say: organisations with their membership services and anchors, orderers, policies.
 * Reading them proves nothing about their origin; that is the verification of blocks.
 */
@NullMarked
package dev.gossip.fabric.config;

import org.jspecify.annotations.NullMarked;
