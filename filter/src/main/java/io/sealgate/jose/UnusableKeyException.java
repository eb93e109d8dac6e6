package io.sealgate.jose;

/** A key cannot be used; carries the {@link KeyProblem}. Never leaves this package. */
final class UnusableKeyException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String code;
    private final String cause;
    private final String mend;

    UnusableKeyException(String code, String cause, String mend) {
        super(cause, null, false, false);
        this.code = code;
        this.cause = cause;
        this.mend = mend;
    }

    KeyProblem problem() {
        return new KeyProblem(code, cause, mend);
    }

    /** The problem of one key among several. Its {@code kid} is not shown: it is the set's text. */
    KeyProblem problemOfKey(int position) {
        return new KeyProblem(code, "Key " + position + " of the set: " + cause, mend);
    }
}
