package io.sealgate.config;

import java.util.Optional;

/**
 * The name of a claim with a slash inside and none before it, such as {@code realm_access/roles}: one claim's name, though mostly meant for a JSON Pointer (RFC 6901). What looks like a URI, as names
 * do that are to collide with no other (RFC 7519 section 4.2), is none. Immutable.
 *
 * @param name the whole name
 */
public record SlashedClaim(String name) {
    /** What people can search for. */
    public static final String CODE = "SG-229";

    /** Empty where nothing is odd with what is written as a claim's name or JSON Pointer. */
    public static Optional<SlashedClaim> of(String written) {
        int slash = written.indexOf('/');
        boolean uri = written.contains("://") || written.lastIndexOf(':', slash) >= 0;
        return slash > 0 && !uri ? Optional.of(new SlashedClaim(written)) : Optional.empty();
    }

    /** What it is read as, one sentence with its full stop, in printable ASCII. */
    public String cause() {
        return Findings.quote(name) + " has no slash before it, so the claim of just this name is read.";
    }

    /** What to write for either meaning, one sentence with its full stop, in printable ASCII. */
    public String mend() {
        int slash = name.indexOf('/');
        String pointer = "/" + name.replaceAll("~(?![01])", "~0");
        String sameName = "/" + name.replace("~", "~0").replace("/", "~1");
        return "For the member " + Findings.quote(name.substring(slash + 1)) + " of the claim "
                + Findings.quote(name.substring(0, slash)) + " write " + Findings.quote(pointer)
                + "; if the claim is called so, write " + Findings.quote(sameName)
                + ", which is the same without this warning.";
    }
}
