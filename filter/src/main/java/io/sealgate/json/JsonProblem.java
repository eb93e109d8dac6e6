package io.sealgate.json;

/** Why a text was refused. Each constant says it in words that may be logged. */
public enum JsonProblem {
    NOT_AN_OBJECT("it is not a JSON object"),
    SYNTAX("it breaks the JSON grammar"),
    INVALID_UTF8("it is not valid UTF-8"),
    INVALID_CHARACTER("a string holds a control character, NUL or a lone surrogate"),
    DUPLICATE_MEMBER("an object has two members of one name"),
    TOO_DEEP("it is nested too deep"),
    TOO_LARGE("it has too many values"),
    NUMBER_TOO_LONG("a number has too many digits or too large an exponent");

    private final String description;

    JsonProblem(String description) {
        this.description = description;
    }

    public String description() {
        return description;
    }
}
