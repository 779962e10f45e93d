package dev.gossip.benchmarks.transport;

import java.io.IOException;
import java.nio.file.Path;

/** Sender and receiver of one contender. */
final class Pair implements AutoCloseable {

    private final String contender;
    private final ChildProcess receiver;
    private final ChildProcess sender;
    private final String plainPort;
    private final String tlsPort;

    Pair(String contender, Path tlsFiles, JvmOptions jvm) throws IOException {
        this.contender = contender;
        this.receiver = ChildProcess.start(Child.RECEIVER, contender, tlsFiles, jvm);
        this.sender = ChildProcess.start(Child.SENDER, contender, tlsFiles, jvm);
        String[] ports = receiver.read().split(" ");
        this.plainPort = ports[0];
        this.tlsPort = ports[1];
    }

    String contender() {
        return contender;
    }

    Sample measure(Workload workload, long leadMillis, long millis) throws IOException {
        String port = workload.tls() ? tlsPort : plainPort;
        return Sample.parse(sender.ask(String.join(
                " ",
                Integer.toString(workload.size()),
                Integer.toString(workload.inFlight()),
                Boolean.toString(workload.tls()),
                port,
                Long.toString(leadMillis),
                Long.toString(millis))));
    }

    @Override
    public void close() {
        sender.close();
        receiver.close();
    }
}
