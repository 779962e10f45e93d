package dev.gossip.benchmarks.micro;

import dev.gossip.api.Assurance;
import dev.gossip.api.Attributes;
import dev.gossip.api.Bytes;
import dev.gossip.api.Envelope;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.Message;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.Sealed;
import dev.gossip.api.Topic;
import dev.gossip.api.body.Opaque;
import dev.gossip.api.body.OrderedItem;
import dev.gossip.core.StandardRuntime;
import dev.gossip.fabric.codec.FabricProtocol;
import dev.gossip.spi.crypto.Verification;
import dev.gossip.spi.protocol.Codec;
import dev.gossip.spi.protocol.EndpointProtocol;
import dev.gossip.spi.protocol.LinkClass;
import dev.gossip.spi.protocol.MalformedException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The way of one message through Fabric's protocol, step by step: a signed application message, or an unsigned block. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CodecBenchmark {

    /** What is coded. */
    @Param({"application", "block"})
    public String body = "";

    /** Bytes of content. */
    @Param({"1024", "65536"})
    public int size;

    private StandardRuntime runtime;
    private Endpoint endpoint;
    private EndpointProtocol protocol;
    private Codec codec;
    private Message message;
    private Envelope envelope;
    private Bytes frame;
    private Sealed opened;
    private LinkPeer from;

    /** For JMH. */
    @SuppressWarnings("NullAway.Init")
    public CodecBenchmark() {}

    @Setup
    public void prepare() throws MalformedException {
        runtime = StandardRuntime.create();
        endpoint = Endpoint.create(runtime.time());
        protocol = new FabricProtocol().open(endpoint);
        codec = protocol.codec();
        Bytes content = Bytes.wrap(new byte[size]);
        message = body.equals("block")
                ? Message.of(Topic.scope(Endpoint.CHANNEL), OrderedItem.of(1, content))
                : Message.of(Topic.named("news"), Opaque.of(content));
        envelope = writeAndSign();
        frame = seal();
        from = new LinkPeer(
                endpoint.endpoint(),
                Optional.of(protocol.self()),
                Assurance.AUTHENTICATED,
                Optional.of(endpoint.own().identity().organisation()),
                PeerAddress.of("localhost", 1),
                Attributes.empty());
        opened = open();
    }

    @TearDown
    public void close() {
        runtime.close();
    }

    /** Encodes the message and, if the protocol demands it, signs it. */
    @Benchmark
    public Envelope writeAndSign() {
        Codec.Content content = codec.write(message);
        Bytes signature = protocol.signing().signs(message) ? endpoint.own().sign(content.content()) : Bytes.empty();
        Sealed sealed = codec.sealed(message, content, signature, List.of());
        return new Envelope(message, sealed, codec.idOf(sealed));
    }

    /** Makes the frame for one class of links. */
    @Benchmark
    public Bytes seal() {
        return codec.seal(envelope, LinkClass.ONLY);
    }

    /** The cheap checks. */
    @Benchmark
    public Sealed open() throws MalformedException {
        return codec.open(frame, from);
    }

    /** The signature, if the statement needs one. */
    @Benchmark
    public Verification verify() {
        return protocol.signing().mustVerify(opened) ? protocol.verify(opened) : Verification.VALID;
    }

    /** Makes the message of what was opened. */
    @Benchmark
    public Message read() throws MalformedException {
        return codec.read(opened, from);
    }
}
