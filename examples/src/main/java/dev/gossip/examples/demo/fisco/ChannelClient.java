package dev.gossip.examples.demo.fisco;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.crypto.JdkTlsContext;
import dev.gossip.examples.demo.BrokenPromise;
import dev.gossip.fisco.codec.channel.ChannelFrame;
import dev.gossip.fisco.codec.channel.TopicBlock;
import dev.gossip.spi.protocol.MalformedException;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLSocket;

/** As little of a client of 2.x as shows what is on the wire: frames of the channel protocol over TLS. Blocks. */
final class ChannelClient implements AutoCloseable {

    private final SSLSocket socket;
    private final DataInputStream input;
    private int seqs;

    ChannelClient(JdkTlsContext tls, String address) {
        String host = address.substring(0, address.lastIndexOf(':'));
        int port = Integer.parseInt(address.substring(host.length() + 1));
        try {
            Socket plain = new Socket(host, port);
            socket = (SSLSocket) tls.sslContext().getSocketFactory().createSocket(plain, host, port, true);
            socket.setSSLParameters(tls.parameters(true));
            socket.setSoTimeout((int) DemoSettings.PATIENCE.toMillis());
            input = new DataInputStream(socket.getInputStream());
        } catch (IOException e) {
            throw new BrokenPromise("a client of 2.x connects to " + address + ": " + e);
        }
    }

    /** Asks one subscriber. @return the frame of the answer, whatever it says */
    ChannelFrame ask(String topic, String text) {
        return call(ChannelFrame.AMOP_REQUEST, new TopicBlock(topic, Bytes.utf8(text)).encode());
    }

    /** @return the frame with the same seq */
    ChannelFrame call(int type, Bytes data) {
        String seq = String.format("%0" + ChannelFrame.SEQ_LENGTH + "d", ++seqs);
        try {
            socket.getOutputStream()
                    .write(new ChannelFrame(type, seq, 0, data).encode().toByteArray());
            while (true) {
                ChannelFrame frame = read();
                if (frame.seq().equals(seq)) {
                    return frame;
                }
            }
        } catch (IOException | MalformedException e) {
            throw new BrokenPromise("a client of 2.x is answered: " + e);
        }
    }

    private ChannelFrame read() throws IOException, MalformedException {
        int length = input.readInt();
        if (length < ChannelFrame.HEADER_BYTES || length > 1 << 20) {
            throw new IOException("a frame of " + length + " bytes");
        }
        byte[] rest = input.readNBytes(length - Integer.BYTES);
        byte[] frame = new byte[Integer.BYTES + rest.length];
        System.arraycopy(rest, 0, frame, Integer.BYTES, rest.length);
        ByteBuffer.wrap(frame).putInt(length);
        return ChannelFrame.decode(Bytes.wrap(frame));
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new GossipException("cannot close the client's socket: " + e, e);
        }
    }
}
