package io.sealgate.json;

/**
 * Bounds on one JSON text. What exceeds them is refused while it is read, before anything is made of it.
 *
 * @param depth how deep objects and arrays may nest; the outermost object counts as 1
 * @param values how many values, member names included, the text may hold in all
 */
public record JsonLimits(int depth, int values) {

    /** For protected headers: {@code epk} and {@code jwk} nest once, {@code x5c} is a list. */
    public static final JsonLimits HEADER = new JsonLimits(4, 128);

    /** For claims sets. */
    public static final JsonLimits CLAIMS = new JsonLimits(32, 8192);

    /** For JWK Sets: a thousand keys of a dozen members. */
    public static final JsonLimits KEY_SET = new JsonLimits(8, 65_536);
}
