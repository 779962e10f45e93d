package dev.gossip.spi.protocol;

/**
 * What makes frames of one statement differ between links: the negotiated version and a form that the protocol defines.
 * One sealed frame serves all links of one class.
 */
public record LinkClass(int version, int form) {

    /** For protocols whose frames are the same on every link. */
    public static final LinkClass ONLY = new LinkClass(0, 0);
}
