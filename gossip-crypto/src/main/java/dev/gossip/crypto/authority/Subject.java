package dev.gossip.crypto.authority;

import java.util.List;

/**
 * Whom a certificate names.
 *
 * @param unit the organisational unit; empty if there is none
 * @param dnsNames alternative names
 * @param ipAddresses alternative names, as literal IPv4 and IPv6 addresses
 */
public record Subject(String commonName, String unit, List<String> dnsNames, List<String> ipAddresses) {}
