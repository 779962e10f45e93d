package dev.gossip.tck;

/**
 * What the author of a transport says about it. A "no" is a promise as well: the rules then check that what the transport
 * cannot do is refused cleanly.
 *
 * @param strangers whether any program can reach its listeners and speak to them in frames cut by the framing, as
 *     {@link TransportContract#dialStranger} does; every byte stream between processes has to say yes. If not, a byte
 *     written by such a program must reach no handler
 * @param tls whether it can encrypt and authenticate; must agree with
 *     {@link dev.gossip.spi.transport.TransportCapabilities#tls()}. If not, options with TLS must fail, naming TLS
 * @param peerNames whether a dialler can check the server's name. If not, a dial that asks for it must fail
 * @param hostLimits whether its listeners keep {@link dev.gossip.spi.transport.InboundLimits}, which every transport should
 *     do whose callers have IP addresses. If not, nobody may be turned away in their name
 */
public record TransportTraits(boolean strangers, boolean tls, boolean peerNames, boolean hostLimits) {

    /** Everything: what a transport over TCP should declare. */
    public static final TransportTraits ALL = new TransportTraits(true, true, true, true);

    /** A transport that stays inside the process, or has no sockets and no TLS of its own. */
    public static final TransportTraits IN_PROCESS = new TransportTraits(false, false, false);

    /** Without {@link #hostLimits}: for a carrier whose callers have no IP addresses. */
    public TransportTraits(boolean strangers, boolean tls, boolean peerNames) {
        this(strangers, tls, peerNames, false);
    }
}
