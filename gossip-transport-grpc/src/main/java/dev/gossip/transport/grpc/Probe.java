package dev.gossip.transport.grpc;

import dev.gossip.api.Bytes;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;

/** One call of the probe method: whoever answers it is there and speaks the protocol. */
final class Probe extends ClientCall.Listener<Bytes> {

    private final Runnable answered;
    private final Dial.Refusal refusal;

    Probe(Runnable answered, Dial.Refusal refusal) {
        this.answered = answered;
        this.refusal = refusal;
    }

    void start(ClientCall<Bytes, Bytes> call) {
        call.start(this, new Metadata());
        call.sendMessage(Bytes.empty());
        call.halfClose();
        // One for the answer, one to hear that there is no second.
        call.request(2);
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
        if (status.isOk()) {
            answered.run();
        } else {
            refusal.refused(CloseReasons.failure(status));
        }
    }
}
