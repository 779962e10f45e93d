/**
 * Keeps blocks and keyed values on disk through H2 MVStore, so that a node finds them again after a
 * crash. The package is planned and holds no types yet; its content follows.
 */
@org.jspecify.annotations.NullMarked
package dev.gossip.store.mvstore;
