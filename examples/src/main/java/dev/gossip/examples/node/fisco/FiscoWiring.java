package dev.gossip.examples.node.fisco;

import dev.gossip.api.GossipException;
import dev.gossip.api.PeerAddress;
import dev.gossip.examples.config.KeyValues;
import dev.gossip.fisco.peer.NodeLists;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** From what the file says to what the node takes; every refusal names the key. */
final class FiscoWiring {

    private FiscoWiring() {}

    /**
     * What the shape of the file cannot say: which values make sense, and which fit together.
     *
     * @throws GossipException naming the key and what to do
     */
    static void check(FiscoNodeConfig file) {
        if (file.generation() != 2 && file.generation() != 3) {
            throw new GossipException("key 'generation' is " + file.generation() + "; write 2 or 3");
        }
        if (file.websocketPlain() && file.websocketListen().isEmpty()) {
            throw new GossipException("key 'websocketPlain' is of use with 'websocketListen' only");
        }
        if (!file.listsFile().toString().isEmpty()
                && !(file.lists().allowed().isEmpty() && file.deny().isEmpty())) {
            throw new GossipException("key 'listsFile' already says who is admitted; leave out 'allow' and 'deny'");
        }
        certs(file.certs());
        separate(listeners(file));
        heights(file);
    }

    private static void certs(FiscoNodeConfig.Certs certs) {
        boolean hasKey = !certs.key().toString().isEmpty();
        boolean hasCert = !certs.cert().toString().isEmpty();
        if (!certs.dir().toString().isEmpty()) {
            if (hasKey || hasCert || !certs.ca().isEmpty()) {
                throw new GossipException("key 'certs.dir' already says where everything is; leave out the files");
            }
            return;
        }
        if (!hasKey || !hasCert || certs.ca().isEmpty()) {
            String missing = !hasKey ? "key" : !hasCert ? "cert" : "ca";
            throw new GossipException(
                    "key 'certs." + missing + "' is missing; name a folder, or give key, cert and ca");
        }
    }

    /**
     * The newest blocks of the groups that have one.
     *
     * @throws GossipException naming the key
     */
    static Map<String, Long> heights(FiscoNodeConfig file) {
        Map<String, Long> heights = new LinkedHashMap<>();
        for (int i = 0; i < file.groups().size(); i++) {
            FiscoNodeConfig.Group group = file.groups().get(i);
            if (!group.height().isEmpty()) {
                String key = "groups[" + i + "].height";
                heights.put(
                        group.name(),
                        KeyValues.parsed(key, group.height(), FiscoWiring::height, "a whole number from 0 on"));
            }
        }
        return heights;
    }

    private static long height(String text) {
        long height = Long.parseLong(text);
        if (height < 0) {
            throw new IllegalArgumentException("blocks count from 0");
        }
        return height;
    }

    /** The addresses of ours by their keys. */
    private static Map<String, PeerAddress> listeners(FiscoNodeConfig file) {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("listen", file.listen());
        texts.put("channelListen", file.channelListen());
        texts.put("websocketListen", file.websocketListen());
        texts.put("status", file.status());
        Map<String, PeerAddress> addresses = new LinkedHashMap<>();
        texts.forEach((key, text) -> {
            if (!text.isEmpty() || key.equals("listen")) {
                addresses.put(key, KeyValues.address(key, text));
            }
        });
        return addresses;
    }

    private static void separate(Map<String, PeerAddress> listeners) {
        List<Map.Entry<String, PeerAddress>> all = List.copyOf(listeners.entrySet());
        for (int i = 0; i < all.size(); i++) {
            for (int j = 0; j < i; j++) {
                PeerAddress one = all.get(j).getValue();
                PeerAddress other = all.get(i).getValue();
                if (one.port() != 0 && one.port() == other.port() && meet(one.host(), other.host())) {
                    throw new GossipException("keys '" + all.get(j).getKey() + "' and '"
                            + all.get(i).getKey() + "' both take port " + one.port() + "; give each its own");
                }
            }
        }
    }

    private static boolean meet(String one, String other) {
        return one.equals(other) || isWildcard(one) || isWildcard(other);
    }

    private static boolean isWildcard(String host) {
        return host.equals("0.0.0.0") || host.equals("::");
    }

    /** @throws GossipException naming the entry that is none */
    static NodeLists lists(FiscoNodeConfig.Lists lists) {
        return NodeLists.of(lists.allowed(), lists.deny());
    }
}
