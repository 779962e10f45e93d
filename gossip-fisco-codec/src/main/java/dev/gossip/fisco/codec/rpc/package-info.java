/**
 * Calls of JSON-RPC 2.0 as SDKs make them. Reads what a node has to know to answer and writes the answers.
 */
@NullMarked
package dev.gossip.fisco.codec.rpc;

import org.jspecify.annotations.NullMarked;
