package dev.gossip.orbs.codec;

import dev.gossip.api.Bytes;
import dev.gossip.api.LinkPeer;
import java.util.List;

/**
 * A message as a service gets it. Nothing says who wrote it; services sign what matters to them.
 *
 * @param payloads slices of the received message: copy a small one that is to be kept long
 * @param from who handed it over: known with mutual TLS only, and with forwarding not the origin
 */
public record OrbsMessage(OrbsTopic topic, int type, List<Bytes> payloads, LinkPeer from) {}
