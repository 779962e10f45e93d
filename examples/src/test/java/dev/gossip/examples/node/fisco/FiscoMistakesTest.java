package dev.gossip.examples.node.fisco;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.core.StandardRuntime;
import dev.gossip.examples.certs.FiscoFiles;
import dev.gossip.examples.certs.FiscoPlan;
import dev.gossip.examples.certs.KeyKind;
import dev.gossip.examples.cli.CommandLineFactory;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an operator is told about a mistake: one line on the error stream, exit code 1, and no stack trace. */
class FiscoMistakesTest {

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void network() {
        try (StandardRuntime runtime = StandardRuntime.create()) {
            file = new FiscoFiles(folder, runtime.time())
                    .write(new FiscoPlan(3, 1, KeyKind.P_256, 30300, 20200))
                    .get(0);
        }
    }

    private void write(String... more) throws IOException {
        Files.writeString(file, """
                protocol: fisco
                generation: 3
                certs: conf
                listen: 127.0.0.1:0
                """ + String.join("\n", more) + "\n");
    }

    private void refused(String expected) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = CommandLineFactory.create(new PrintWriter(out), new PrintWriter(err))
                .execute("node", "--config", file.toString());
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .startsWith("gossip node: ")
                .contains(expected)
                .doesNotContain("\tat ", "GossipException");
        assertThat(code).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            generation: 3       | generation: 4       | key 'generation' is 4; write 2 or 3
            certs: conf         | certs: nowhere      | nowhere: no certificate of a node here
            certs: conf         | certs: {key: conf/ssl.key, cert: none.crt, ca: [conf/ca.crt]} | none.crt: no such file
            certs: conf         | certs: {kee: conf/ssl.key} | unknown key 'certs.kee'; did you mean 'key'?
            certs: conf         | certs: {key: conf/ssl.key} | key 'certs.cert' is missing
            certs: conf         | certs: {dir: conf, key: conf/ssl.key} | key 'certs.dir' already says
            listen: 127.0.0.1:0 | lissten: 127.0.0.1:0 | unknown key 'lissten'; did you mean 'listen'?
            listen: 127.0.0.1:0 | listen: here         | key 'listen' is 'here'; write host:port
            protocol: fisco     | protocol: fisko      | 'fisko'; this version runs [fabric, fisco, orbs, chronos]
            """)
    void inTheFirstLines(String right, String wrong, String expected) throws IOException {
        write();
        Files.writeString(file, Files.readString(file).replace(right, wrong));
        refused(expected);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            allow: [xyz]                     | 'xyz' on the allow list is no node
            allow: ['0x12']                  | '0x12' on the allow list is no node
            deny: [abc]                      | 'abc' on the deny list is no node
            allow:                           | key 'allow' has no value; write []
            allow: all                       | key 'allow' must be a list
            listsFile: none.yaml             | none.yaml: no such file
            nodesFile: none.json             | none.json: cannot be read
            peers: ['a:1', b]                | key 'peers[1]' is 'b'; write host:port
            websocketPlain: true             | key 'websocketPlain' is of use with 'websocketListen' only
            status: nowhere                  | key 'status' is 'nowhere'
            limits: {topics: many} | key 'limits.topics' is 'many'; write a whole number
            limits: {topics: 0} | the limit topics must be positive
            limits: {topicz: 1} | unknown key 'limits.topicz'; did you mean 'topics'?
            limits: {publishTimeout: soon} | key 'limits.publishTimeout' is 'soon'; write a duration
            limits: {inboundLinks: 0} | inboundLinks
            rateLimits: {outgoing: {total: fast}} | key 'rateLimits.outgoing.total' is 'fast'; write bytes per second
            rateLimits: {outgoing: {total: 10, perLink: 20}} | outgoing.perLink (20 bytes/s) is above outgoing.total
            rateLimits: {outgoing: {hosts: {h: 0}}} | the limit outgoing.hosts.h must be positive
            rateLimits: {incoming: {perModul: 1}} | unknown key 'rateLimits.incoming.perModul'; did you mean 'perModule'?
            rateLimits: {incoming: {modules: [{module: 1}]}} | key 'rateLimits.incoming.modules[0].perSecond' is missing
            rateLimits: {publishing: {window: 2h}} | publishing.window must be above 0
            groups: [{nodes: []}] | key 'groups[0].name' is missing
            groups: [{name: group0, height: high}] | key 'groups[0].height' is 'high'
            groups: [{name: group0, nodes: [xyz]}] | key 'groups[0].nodes' is 'xyz'; write 128 hexadecimal digits
            groups: [{name: group0, nodes: [ab]}] | the id of a node of a group has 64 bytes
            groups: [{name: group0, height: -1}] | key 'groups[0].height' is '-1'
            """)
    void inTheOthers(String line, String expected) throws IOException {
        write(line);
        refused(expected);
    }

    @Test
    void listsAreInOneOfTwoPlaces() throws IOException {
        write("listsFile: lists.yaml", "deny: []", "allow: []");
        refused("key 'listsFile' already says who is admitted");
        Files.writeString(file.resolveSibling("lists.yaml"), "allow: [xyz]\n");
        write("listsFile: lists.yaml");
        refused("'xyz' on the allow list is no node");
        Files.writeString(file.resolveSibling("lists.yaml"), "alow: []\n");
        refused("unknown key 'alow'; did you mean 'allow'?");
    }

    @Test
    void twoEndpointsOnOnePort() throws IOException {
        write("channelListen: 127.0.0.1:20200", "websocketListen: 0.0.0.0:20200");
        refused("keys 'channelListen' and 'websocketListen' both take port 20200; give each its own");
        write("channelListen: 127.0.0.1:20200", "status: 127.0.0.1:20200");
        refused("keys 'channelListen' and 'status' both take port 20200");
    }

    @Test
    void aPortThatIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + taken.getLocalPort();
            write("channelListen: " + address);
            refused(address);
            write("status: " + address);
            refused("key 'status': cannot listen at " + address);
        }
    }

    @Test
    void aKeyThatGenerationTwoCannotHave() throws IOException {
        Path rsa = folder.resolve("rsa");
        try (StandardRuntime runtime = StandardRuntime.create()) {
            new FiscoFiles(rsa, runtime.time()).write(new FiscoPlan(3, 1, KeyKind.RSA, 30300, 20200));
        }
        write();
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("generation: 3", "generation: 2")
                        .replace("certs: conf", "certs: " + rsa.resolve("node1/conf")));
        refused("a node of generation 2 needs a key on a curve of 256 bits");
    }
}
