package dev.gossip.api;

import dev.gossip.spi.crypto.LocalIdentity;
import dev.gossip.spi.crypto.TlsContext;
import dev.gossip.spi.crypto.Trust;
import dev.gossip.spi.protocol.Protocol;
import dev.gossip.spi.transport.Transport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One endpoint of a node: a protocol over a transport, with its addresses and credentials. Made by {@link #named}.
 *
 * @param listen where to accept connections; empty means that this endpoint only dials
 * @param internal address told to peers of our organisation; absent means the first bound address
 * @param external address told to everybody; absent means that we stay invisible to other organisations
 * @param seeds peers to join by
 * @param seedQueries where to find further peers to join by, asked again while the node runs
 * @param settings settings that belong to the protocol
 */
public record EndpointConfig(
        String name,
        Choice<Protocol> protocol,
        Choice<Transport> transport,
        List<PeerAddress> listen,
        Optional<PeerAddress> internal,
        Optional<PeerAddress> external,
        List<PeerAddress> seeds,
        List<SeedQuery> seedQueries,
        Optional<LocalIdentity> identity,
        Optional<Trust> trust,
        Optional<TlsContext> tls,
        Map<String, String> settings) {

    public EndpointConfig {
        listen = List.copyOf(listen);
        seeds = List.copyOf(seeds);
        seedQueries = List.copyOf(seedQueries);
        settings = Map.copyOf(settings);
    }

    /** Begins an endpoint; {@code name} is unique within its node and appears in logs, metrics and calls. */
    public static Builder named(String name) {
        return new Builder(name);
    }

    /** Collects an endpoint's parts; not thread-safe. */
    public static final class Builder {

        private final String name;
        private Choice<Protocol> protocol = Choice.any();
        private Choice<Transport> transport = Choice.any();
        private final List<PeerAddress> listen = new ArrayList<>();
        private Optional<PeerAddress> internal = Optional.empty();
        private Optional<PeerAddress> external = Optional.empty();
        private final List<PeerAddress> seeds = new ArrayList<>();
        private final List<SeedQuery> seedQueries = new ArrayList<>();
        private Optional<LocalIdentity> identity = Optional.empty();
        private Optional<Trust> trust = Optional.empty();
        private Optional<TlsContext> tls = Optional.empty();
        private final Map<String, String> settings = new HashMap<>();

        private Builder(String name) {
            this.name = name;
        }

        /** Chooses the protocol by its name. A name or an instance is needed: protocols are never chosen unnamed. */
        public Builder protocol(String chosen) {
            protocol = Choice.named(chosen);
            return this;
        }

        /** Uses exactly this protocol. */
        public Builder protocol(Protocol chosen) {
            protocol = Choice.of(chosen);
            return this;
        }

        /** Chooses the transport by its name. Without it the registry decides among those that suit the protocol. */
        public Builder transport(String chosen) {
            transport = Choice.named(chosen);
            return this;
        }

        /** Uses exactly this transport. */
        public Builder transport(Transport chosen) {
            transport = Choice.of(chosen);
            return this;
        }

        /** Accepts connections at {@code address}, as in {@link PeerAddress#parse}; port 0 takes any free one. */
        public Builder listen(String address) {
            listen.add(PeerAddress.parse(address));
            return this;
        }

        /** The address told to peers of our organisation. Without it: the first bound one. */
        public Builder internal(PeerAddress address) {
            internal = Optional.of(address);
            return this;
        }

        /** The address told to everybody. Without it other organisations do not see us. */
        public Builder external(PeerAddress address) {
            external = Optional.of(address);
            return this;
        }

        /** Adds a peer to join by. */
        public Builder seed(PeerAddress address) {
            seeds.add(address);
            return this;
        }

        /**
         * Looks for peers to join by while the node runs, every {@link SeedQuery#DEFAULT_EVERY}.
         *
         * @param provider name of a discovery, {@code dns} for example
         * @param query what to ask it
         */
        public Builder discover(String provider, String query) {
            return discover(new SeedQuery(Choice.named(provider), query, SeedQuery.DEFAULT_EVERY));
        }

        /** Looks for peers to join by while the node runs. */
        public Builder discover(SeedQuery query) {
            seedQueries.add(query);
            return this;
        }

        /** Whom we sign as; a protocol that signs demands it. */
        public Builder identity(LocalIdentity chosen) {
            identity = Optional.of(chosen);
            return this;
        }

        /** Decides whose identities are admitted; a protocol that verifies demands it. */
        public Builder trust(Trust chosen) {
            trust = Optional.of(chosen);
            return this;
        }

        /** Encrypts every connection of this endpoint. Without it: plain text. */
        public Builder tls(TlsContext chosen) {
            tls = Optional.of(chosen);
            return this;
        }

        /** Sets what belongs to the protocol; a later value replaces an earlier one. */
        public Builder setting(String key, String value) {
            settings.put(key, value);
            return this;
        }

        /** The configuration collected so far; the builder can be used on. */
        public EndpointConfig build() {
            return new EndpointConfig(
                    name,
                    protocol,
                    transport,
                    listen,
                    internal,
                    external,
                    seeds,
                    seedQueries,
                    identity,
                    trust,
                    tls,
                    settings);
        }
    }
}
