package dev.gossip.fabric.config;

import dev.gossip.fabric.codec.SerializedIdentity;
import java.util.List;
import java.util.Map;

/** What a configuration says about the ordering service as a whole. */
record OrderingService(String type, Map<Integer, SerializedIdentity> consenters, List<String> addresses) {

    OrderingService {
        consenters = Map.copyOf(consenters);
        addresses = List.copyOf(addresses);
    }
}
