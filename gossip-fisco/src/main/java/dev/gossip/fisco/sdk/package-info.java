/**
 * The endpoints at which a node serves SDKs of FISCO BCOS 2.x and 3.x: topics, AMOP, private topics, block notices and
 * JSON-RPC as far as a node without a ledger knows answers.
 * Everything here runs on the node's control lane.
 */
@NullMarked
package dev.gossip.fisco.sdk;

import org.jspecify.annotations.NullMarked;
