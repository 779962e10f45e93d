package dev.gossip.examples.node.fisco;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What may pass per second, as the file says it: bytes as a number, or as {@code 10Mb} in the unit of FISCO BCOS's own
 * configuration. Texts that are left out are empty and mean that there is no limit.
 */
public record RateKeys(
        @JsonSetter(nulls = Nulls.SET) @Nullable Outgoing outgoing,
        @JsonSetter(nulls = Nulls.SET) @Nullable Incoming incoming,
        @JsonSetter(nulls = Nulls.SET) @Nullable Publishing publishing) {

    /**
     * Bytes to other nodes.
     *
     * @param hosts instead of {@code perLink} for neighbours at these IP addresses
     * @param groups instead of {@code perGroup}
     * @param freeModules numbers of modules that are never refused; absent for those of FISCO BCOS
     */
    public record Outgoing(
            String total,
            String perLink,
            String perGroup,
            Map<String, String> hosts,
            Map<String, String> groups,
            @JsonSetter(nulls = Nulls.SET) @Nullable List<Integer> freeModules,
            String window) {

        public Outgoing {
            hosts = Map.copyOf(hosts);
            groups = Map.copyOf(groups);
            freeModules = freeModules == null ? null : List.copyOf(freeModules);
        }
    }

    /** Messages of other nodes. */
    public record Incoming(String perPeerAndType, String perModule, List<Module> modules, String window) {

        public Incoming {
            modules = List.copyOf(modules);
        }
    }

    /**
     * A module with a limit of its own.
     *
     * @param group empty for AMOP, which belongs to none
     */
    public record Module(
            String group,
            @JsonProperty(required = true) int module,
            @JsonProperty(required = true) String perSecond) {}

    /** Bytes that SDKs publish. */
    public record Publishing(String total, String perSdk, String window) {}
}
