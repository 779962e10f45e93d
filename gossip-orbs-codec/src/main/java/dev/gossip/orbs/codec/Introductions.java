package dev.gossip.orbs.codec;

import dev.gossip.api.Bytes;
import dev.gossip.api.PeerAddress;
import dev.gossip.orbs.codec.wire.Header;
import dev.gossip.orbs.codec.wire.PayloadFrame;
import dev.gossip.orbs.codec.wire.PayloadFraming;
import dev.gossip.spi.protocol.EndpointContext;
import dev.gossip.spi.protocol.MalformedException;
import java.util.List;
import java.util.Optional;

/**
 * How nodes learn of each other where no topology is given: a link carries one way, so whoever dials says first where it
 * listens, as one payload {@code host:port} under a topic of ours, and is dialled back. Orbs' own nodes drop that as an
 * unknown topic, so only nodes with application messages say it.
 */
final class Introductions {

    private static final int MAX_ADDRESS_BYTES = 300;

    private final EndpointContext context;
    private final OrbsConfig config;
    private final boolean wanted;

    /** @param wanted whether there is nothing else that tells who belongs to the network */
    Introductions(EndpointContext context, OrbsConfig config, boolean wanted) {
        this.context = context;
        this.config = config;
        this.wanted = wanted && config.applicationService().isPresent();
    }

    /** What to say first on a link that we dialled; empty if there is nothing to say, or nowhere to call us back. */
    Optional<Bytes> ours() {
        return wanted ? context.advertised().stream().findFirst().map(this::frame) : Optional.empty();
    }

    private Bytes frame(PeerAddress listening) {
        Header header = new Header(
                Header.VERSION,
                config.virtualChain(),
                Header.BROADCAST,
                List.of(),
                WireTopic.INTRODUCTION,
                config.applicationService().orElseThrow());
        return PayloadFrame.encode(List.of(config.headers().encode(header), Bytes.utf8(listening.hostAndPort())));
    }

    /** Where the dialler of a link listens, if that is what its first message says. */
    Optional<PeerAddress> read(Bytes frame) {
        try {
            List<Bytes> payloads = wanted ? PayloadFrame.decode(frame) : List.of();
            return payloads.size() == 2
                            && payloads.get(0).length() <= PayloadFraming.MAX_HEADER_BYTES
                            && payloads.get(1).length() <= MAX_ADDRESS_BYTES
                            && isIntroduction(config.headers().decode(payloads.get(0)))
                    ? Optional.of(PeerAddress.parse(payloads.get(1).utf8()))
                    : Optional.empty();
        } catch (MalformedException | IllegalArgumentException e) {
            // Whatever it is instead, the codec judges and counts it.
            return Optional.empty();
        }
    }

    private boolean isIntroduction(Header header) {
        return header.topic() == WireTopic.INTRODUCTION
                && header.hasKnownVersion()
                && header.chain() == config.virtualChain()
                && header.type() == config.applicationService().orElse(-1);
    }
}
