package dev.gossip.orbs.codec;

import dev.gossip.api.Body;
import dev.gossip.api.body.Opaque;
import dev.gossip.orbs.codec.wire.PayloadFraming;
import dev.gossip.spi.crypto.LocalIdentity;
import dev.gossip.spi.protocol.EndpointContext;
import dev.gossip.spi.protocol.EndpointProtocol;
import dev.gossip.spi.protocol.Protocol;
import dev.gossip.spi.transport.Carriage;
import dev.gossip.spi.transport.CarrierKind;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Orbs' gossip protocol, chosen by the name {@code orbs}. {@link OrbsPeer} adds what an Orbs node does with it; without that,
 * an endpoint is described by its settings.
 *
 * <p>Settings: {@code nodeId} (hexadecimal; without it the first 20 bytes of the fingerprint of the endpoint's identity),
 * {@code virtualChain} (0, which headers leave out), {@code codec} ({@code protobuf} or {@code membuffers}),
 * {@code topology} ({@code id=host:port#pin}, separated by commas; joined like seeds), {@code keepAliveInterval} (1s),
 * {@code networkTimeout} (30s), {@code maxBlockBytes} (the largest block; refused if no message carries it),
 * {@code application} and {@code serviceId} (application messages and their number, off and 1), {@code mutualTls},
 * {@code allowList} and {@code forward} (all off).
 *
 * <p>Without a topology, nodes with application messages tell whom they dial where they listen, and are dialled back.
 */
public final class OrbsProtocol implements Protocol {

    private final Optional<OrbsConfig> config;
    private final TopologyHolder topology;
    private final Consumer<OrbsEndpoint> opened;

    /** For {@code ServiceLoader}; endpoints are described by their settings. */
    public OrbsProtocol() {
        this(Optional.empty(), new TopologyHolder(Topology.EMPTY), endpoint -> {});
    }

    /** For {@link OrbsPeer}. */
    OrbsProtocol(Optional<OrbsConfig> config, TopologyHolder topology, Consumer<OrbsEndpoint> opened) {
        this.config = config;
        this.topology = topology;
        this.opened = opened;
    }

    @Override
    public String name() {
        return "orbs";
    }

    @Override
    public Optional<Carriage> carriage(CarrierKind kind) {
        int limit = config.map(OrbsConfig::queues).orElse(QueueLimits.DEFAULT).maxMessageBytes();
        return kind == CarrierKind.BYTE_STREAM
                ? Optional.of(new Carriage.ByteStream(new PayloadFraming(limit)))
                : Optional.empty();
    }

    @Override
    public Set<Class<? extends Body>> bodies() {
        return Set.of(
                OrbsContent.class,
                Opaque.class,
                Forwarded.Data.class,
                Forwarded.Announcement.class,
                Forwarded.Pull.class);
    }

    @Override
    public EndpointProtocol open(EndpointContext context) {
        if (config.isEmpty()) {
            OrbsSettings settings = new OrbsSettings(context.settings());
            OrbsConfig described = settings.config(context.identity().map(LocalIdentity::identity));
            return new OrbsEndpoint(context, described, new TopologyHolder(settings.topology()), true);
        }
        OrbsEndpoint endpoint = new OrbsEndpoint(context, config.get(), topology, false);
        opened.accept(endpoint);
        return endpoint;
    }
}
