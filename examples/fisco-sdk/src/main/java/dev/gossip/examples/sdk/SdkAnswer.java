package dev.gossip.examples.sdk;

/**
 * What became of one unicast by an SDK.
 *
 * @param code 0 if a subscriber answered, otherwise the SDK's; {@link #NONE} if the SDK never said
 * @param text the answer; empty if there is none
 */
public record SdkAnswer(int code, String text) {

    /** While it reconnects an SDK of 2.x may forget a call altogether. */
    public static final int NONE = -1;

    /** Whether a subscriber answered. */
    public boolean isAnswered() {
        return code == 0;
    }

    /** Whether a subscriber answered this. */
    public boolean says(String wanted) {
        return isAnswered() && text.equals(wanted);
    }

    @Override
    public String toString() {
        return isAnswered() ? text : "code " + code;
    }
}
