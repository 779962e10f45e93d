/**
 * Holds the rules that make a FISCO BCOS node beyond its wire format: peers, routes, groups and the
 * endpoints for SDKs. The package is planned and holds no types yet; its content follows.
 */
@org.jspecify.annotations.NullMarked
package dev.gossip.fisco;
