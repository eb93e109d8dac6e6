package io.sealgate.json;

/** Why a text was refused. Each constant says it in words that may be logged. */
public enum JsonProblem {
    NOT_AN_OBJECT(1, "it is not a JSON object"),
    SYNTAX(2, "it breaks the JSON grammar"),
    INVALID_UTF8(3, "it is not valid UTF-8"),
    INVALID_CHARACTER(4, "a string holds a control character, NUL or a lone surrogate"),
    DUPLICATE_MEMBER(5, "an object has two members of one name"),
    TOO_DEEP(6, "it is nested too deep"),
    TOO_LARGE(7, "it has too many values"),
    NUMBER_TOO_LONG(8, "a number has too many digits or too large an exponent");

    private static final JsonProblem[] BY_CODE = new JsonProblem[values().length + 1];

    static {
        for (JsonProblem problem : values()) {
            BY_CODE[problem.code] = problem;
        }
    }

    private final int code;
    private final String description;

    JsonProblem(int code, String description) {
        this.code = code;
        this.description = description;
    }

    public String description() {
        return description;
    }

    /** A number from 1, by which the reader passes it on. */
    int code() {
        return code;
    }

    static JsonProblem of(int code) {
        return BY_CODE[code];
    }
}
