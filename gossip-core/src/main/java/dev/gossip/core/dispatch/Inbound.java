package dev.gossip.core.dispatch;

import dev.gossip.api.Envelope;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.OriginProof;
import dev.gossip.core.link.InboundCharge;
import dev.gossip.core.link.Link;

/** A message on its way to a lane: verified, complete, and still charged to its connection. */
record Inbound(
        Endpoint endpoint, Link link, LinkPeer from, Envelope envelope, OriginProof proof, InboundCharge charge) {}
