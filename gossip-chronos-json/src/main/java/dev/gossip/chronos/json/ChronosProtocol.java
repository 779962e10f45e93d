package dev.gossip.chronos.json;

import dev.gossip.api.Body;
import dev.gossip.api.GossipException;
import dev.gossip.api.body.Opaque;
import dev.gossip.chronos.json.link.ChronosEndpoint;
import dev.gossip.chronos.json.wire.DebugFraming;
import dev.gossip.chronos.json.wire.JsonFraming;
import dev.gossip.spi.crypto.LocalIdentity;
import dev.gossip.spi.protocol.EndpointContext;
import dev.gossip.spi.protocol.EndpointProtocol;
import dev.gossip.spi.protocol.Protocol;
import dev.gossip.spi.store.OrderedStore;
import dev.gossip.spi.transport.Carriage;
import dev.gossip.spi.transport.CarrierKind;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Chronos' block protocol (branch v1.2.0-dev of Chain-Lab's Chronos), chosen by the name {@code chronos}.
 * {@link ChronosPeer} adds the chain. An endpoint described by its settings alone has none: it greets, answers that it holds
 * nothing, and carries application messages.
 *
 * <p>Settings: {@code address} (what we call ourselves; without it the first 20 bytes of the fingerprint of the endpoint's
 * identity in hexadecimal digits), {@code application} ({@code true} carries application messages to peers of this
 * framework; {@code false} if absent) and {@code linksPerHost} (4).
 *
 * <p>Nodes with application messages tell whom they dial where they listen, and are dialled back.
 */
public final class ChronosProtocol implements Protocol {

    private static final int ADDRESS_BYTES = 20;

    private final Optional<ChronosConfig> config;
    private final Optional<OrderedStore> store;
    private final ChronosListener listener;
    private final Consumer<ChronosEndpoint> opened;

    /** For {@code ServiceLoader}; endpoints are described by their settings. */
    public ChronosProtocol() {
        this(Optional.empty(), Optional.empty(), new ChronosListener() {}, endpoint -> {});
    }

    /** For {@link ChronosPeer}. */
    ChronosProtocol(
            Optional<ChronosConfig> config,
            Optional<OrderedStore> store,
            ChronosListener listener,
            Consumer<ChronosEndpoint> opened) {
        this.config = config;
        this.store = store;
        this.listener = listener;
        this.opened = opened;
    }

    @Override
    public String name() {
        return "chronos";
    }

    @Override
    public Optional<Carriage> carriage(CarrierKind kind) {
        int limit =
                config.map(ChronosConfig::limits).orElse(ChronosLimits.DEFAULT).maxFrameBytes();
        JsonFraming framing = new JsonFraming(limit);
        boolean ndjson = config.filter(ChronosConfig::ndjson).isPresent();
        return kind == CarrierKind.BYTE_STREAM
                ? Optional.of(new Carriage.ByteStream(ndjson ? new DebugFraming(framing) : framing))
                : Optional.empty();
    }

    @Override
    public Set<Class<? extends Body>> bodies() {
        return Set.of(Opaque.class);
    }

    @Override
    public EndpointProtocol open(EndpointContext context) {
        ChronosConfig used = config.orElseGet(() -> fromSettings(context));
        ChronosEndpoint endpoint = new ChronosEndpoint(context, used, store, listener);
        opened.accept(endpoint);
        return endpoint;
    }

    private static String addressOf(LocalIdentity identity) {
        return identity.identity().fingerprint().slice(0, ADDRESS_BYTES).hex();
    }

    private static ChronosConfig fromSettings(EndpointContext context) {
        String address = Optional.ofNullable(context.settings().get("address"))
                .or(() -> context.identity().map(ChronosProtocol::addressOf))
                .orElseThrow(
                        () -> new GossipException(
                                "an endpoint that speaks chronos needs the setting address, what it"
                                        + " calls itself, or an identity(...) whose key names it; or make the node with ChronosPeer"));
        String application = context.settings().getOrDefault("application", "false");
        if (!application.equals("true") && !application.equals("false")) {
            throw new GossipException("setting application is '" + application + "'; write true or false");
        }
        String links = context.settings().getOrDefault("linksPerHost", "4");
        try {
            ChronosConfig read = ChronosConfig.of(address)
                    .withLimits(ChronosLimits.DEFAULT.withLinksPerHost(Integer.parseInt(links)));
            return application.equals("true") ? read.withApplication() : read;
        } catch (NumberFormatException e) {
            throw new GossipException("setting linksPerHost is '" + links + "'; write a number above 0", e);
        } catch (IllegalArgumentException e) {
            throw new GossipException("the settings of an endpoint that speaks chronos: " + e.getMessage(), e);
        }
    }
}
