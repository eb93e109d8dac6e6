package io.sealgate.claims;

/** The call that a {@link Requirement} decides on, as far as it is not the caller's token. What is not known of a call is absent, so that whatever is bound to it fails. */
public interface Call {

    /** A call of which nothing is known but that it happens now. */
    Call NOW = new Call() {
        @Override
        public String toString() {
            return "Call.NOW";
        }
    };

    /** When the call happens, in seconds since 1970. */
    default long epochSecond() {
        return System.currentTimeMillis() / 1000;
    }
}
