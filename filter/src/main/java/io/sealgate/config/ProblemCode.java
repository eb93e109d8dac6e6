package io.sealgate.config;

/**
 * The kinds of problem that reading the configuration can find. A code never changes its meaning and is never used again, so that
 * people can search for it. 100 to 109 are about properties as such, 110 to 119 about single values, 120 to 129 about algorithms,
 * 130 to 149 about where keys come from, 150 to 159 about properties that do not go together.
 */
public enum ProblemCode {
    /** A file sets a property more than once. */
    SET_TWICE("SG-100"),
    /** A property is needed and not set. */
    NOT_SET("SG-101"),
    /** A property is set to nothing but white space. */
    BLANK("SG-102"),
    /** An element of a list is blank, such as after a trailing comma. */
    BLANK_ELEMENT("SG-103"),
    /** A list names the same thing twice. */
    DUPLICATE_ELEMENT("SG-104"),
    /** The value cannot be obtained, mostly because it refers to a property that is not set. */
    UNRESOLVABLE("SG-105"),
    /** There is no such property. */
    UNKNOWN_PROPERTY("SG-106"),
    /** The application has no MicroProfile Config. */
    NO_MICROPROFILE_CONFIG("SG-107"),
    /** MicroProfile Config is there and does not work. */
    MICROPROFILE_CONFIG_FAILED("SG-108"),
    /** A property of the whole application is set for one issuer. */
    OF_THE_APPLICATION("SG-109"),

    /** A whole number is expected. */
    NOT_A_NUMBER("SG-110"),
    /** An ISO-8601 duration is expected. */
    NOT_A_DURATION("SG-111"),
    /** {@code true} or {@code false} is expected. */
    NOT_A_BOOLEAN("SG-112"),
    /** One of a few words is expected. */
    NOT_A_CHOICE("SG-113"),
    /** A number or duration is too small or too large. */
    OUT_OF_BOUNDS("SG-114"),
    /** A text breaks the rules for such a text. */
    MALFORMED("SG-115"),
    /** An IP address or network is expected, and not one that covers everybody. */
    NOT_A_NETWORK("SG-116"),
    /** A header that means something else already. */
    HEADER_TAKEN("SG-117"),

    /** There is no such algorithm here. */
    UNKNOWN_ALGORITHM("SG-120"),
    /** The algorithm is known, and too weak to be ever accepted. */
    WEAK_ALGORITHM("SG-121"),
    /** An HMAC algorithm where public keys are configured. */
    SECRET_ALGORITHM_FOR_PUBLIC_KEY("SG-122"),
    /** A good algorithm for another property. */
    MISPLACED_ALGORITHM("SG-123"),
    /** Algorithms are named that no configured key can serve. */
    ALGORITHM_WITHOUT_KEY("SG-124"),
    /** Keys are configured that none of the named algorithms can use. */
    KEY_WITHOUT_ALGORITHM("SG-125"),

    /** There is nothing to verify signatures with. */
    NO_KEY("SG-130"),
    /** Keys are given both as text and by location. */
    BOTH_KEY_FORMS("SG-131"),
    /** A key itself stands where its location belongs. */
    KEY_AS_LOCATION("SG-132"),
    /** A location stands where a key itself belongs. */
    LOCATION_AS_KEY("SG-133"),
    /** There is nothing at the location. */
    LOCATION_NOT_FOUND("SG-134"),
    /** The location is a directory, or a device or pipe. */
    LOCATION_NOT_A_FILE("SG-135"),
    /** The file is larger than any key set should be. */
    LOCATION_TOO_LARGE("SG-136"),
    /** The file is there and cannot be read. */
    LOCATION_UNREADABLE("SG-137"),
    /** The file is empty. */
    LOCATION_EMPTY("SG-138"),
    /** The file is not UTF-8 text. */
    LOCATION_NOT_TEXT("SG-139"),
    /** Secret or private keys on another host. */
    LOCATION_REMOTE("SG-140"),
    /** A URL that is neither a file nor a class path resource. */
    LOCATION_SCHEME("SG-141"),
    /** A URL from which keys cannot be fetched, above all one without TLS. */
    LOCATION_NOT_HTTPS("SG-142"),
    /** The keys cannot be found through the issuer's metadata. */
    DISCOVERY_IMPOSSIBLE("SG-143"),
    /** The file holds no certificates. */
    NOT_CERTIFICATES("SG-144"),
    /** Nothing in the JVM reads keystores of this type. */
    KEYSTORE_TYPE_UNAVAILABLE("SG-145"),
    /** The file is no keystore of its type, or its password is another one. */
    KEYSTORE_UNREADABLE("SG-146"),
    /** The keystore has no entry of this alias. */
    ALIAS_NOT_FOUND("SG-147"),
    /** An entry of the keystore is protected by a password of its own. */
    KEYSTORE_ENTRY_UNREADABLE("SG-148"),

    /** The algorithms are given by two properties. */
    BOTH_ALGORITHM_PROPERTIES("SG-150"),
    /** Audiences are listed and switched off. */
    AUDIENCES_CONTRADICT("SG-151"),
    /** The two properties for the places of tokens disagree. */
    SOURCES_CONTRADICT("SG-152"),
    /** The property has no effect without another one that is not set. */
    NO_EFFECT("SG-153"),
    /** Keys are to be discovered, and given as well. */
    DISCOVERY_CONTRADICTS("SG-154"),
    /** A least value is above the most. */
    BOUNDS_CONTRADICT("SG-155"),
    /** Two issuers have one {@code iss}. */
    SAME_ISSUER("SG-156");

    private final String code;

    ProblemCode(String code) {
        this.code = code;
    }

    /** Such as {@code SG-101}. */
    public String code() {
        return code;
    }
}
