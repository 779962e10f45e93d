package dev.gossip.examples.status;

/**
 * What a page answers.
 *
 * @param code the HTTP status
 */
public record StatusReply(int code, String contentType, String body) {

    private static final int OK = 200;
    private static final String PLAIN = "text/plain; charset=utf-8";

    /** A page of some other type, found and complete. */
    public static StatusReply of(String contentType, String body) {
        return new StatusReply(OK, contentType, body);
    }

    public static StatusReply text(int code, String body) {
        return new StatusReply(code, PLAIN, body);
    }
}
