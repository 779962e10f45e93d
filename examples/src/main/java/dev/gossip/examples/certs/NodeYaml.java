package dev.gossip.examples.certs;

import java.util.List;

/**
 * The configuration of a development node, with paths relative to its own folder.
 *
 * @param organisations everybody who takes part
 */
record NodeYaml(List<String> organisations) {

    /** The status page of a node, once it is switched on, is that far above the node's own port. */
    private static final int STATUS_ABOVE = 2_000;

    /** @param bootstrapPort port of the node by which others of the organisation join */
    String of(String mspId, int port, int bootstrapPort) {
        StringBuilder yaml = new StringBuilder();
        yaml.append("protocol: fabric\n");
        yaml.append("identity: {mspId: ").append(mspId).append(", cert: cert.pem, key: key.pem}\n");
        yaml.append("organisations:\n");
        for (String organisation : organisations) {
            yaml.append("  - {mspId: ").append(organisation);
            yaml.append(", ca: [../../").append(organisation).append("/ca.pem]}\n");
        }
        yaml.append("tls:\n  cert: tls-cert.pem\n  key: tls-key.pem\n  ca:\n");
        for (String organisation : organisations) {
            yaml.append("    - ../../").append(organisation).append("/tlsca.pem\n");
        }
        yaml.append("listen: 127.0.0.1:").append(port).append('\n');
        yaml.append("endpoint: 127.0.0.1:").append(port).append('\n');
        yaml.append("externalEndpoint: 127.0.0.1:").append(port).append('\n');
        if (port != bootstrapPort) {
            yaml.append("bootstrap: [127.0.0.1:").append(bootstrapPort).append("]\n");
        }
        yaml.append("# store: {type: mvstore, dir: data}\n");
        yaml.append("# status: 127.0.0.1:").append(port + STATUS_ABOVE).append('\n');
        return yaml.toString();
    }
}
