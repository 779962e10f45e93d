package dev.gossip.spi.transport;

/**
 * What a transport declares.
 *
 * @param tls whether it can encrypt and authenticate
 * @param crossProcess whether it reaches other processes
 */
public record TransportCapabilities(boolean tls, boolean crossProcess) {}
