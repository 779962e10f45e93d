/**
 * Private data of collections: pushed at endorsement, kept until its block arrives, verified against the hashes in the
 * block, and fetched where it is missing. Who may hold a collection and where data is kept are interfaces.
 */
@NullMarked
package dev.gossip.fabric.privatedata;

import org.jspecify.annotations.NullMarked;
