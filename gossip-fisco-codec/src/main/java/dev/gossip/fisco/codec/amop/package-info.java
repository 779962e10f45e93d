/**
 * AMOP's own messages inside P2P packets of both generations: topic lists, requests and their failures.
 * Nothing here decides who gets them.
 */
@NullMarked
package dev.gossip.fisco.codec.amop;

import org.jspecify.annotations.NullMarked;
