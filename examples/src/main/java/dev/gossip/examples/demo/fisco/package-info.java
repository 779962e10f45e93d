/**
 * FISCO BCOS in one process: a ring of five nodes of generation 3, a pair of generation 2, and SDKs at their endpoints.
 * Messages travel by topic over nodes that are not linked, and around one that is killed.
 */
@NullMarked
package dev.gossip.examples.demo.fisco;

import org.jspecify.annotations.NullMarked;
