package io.sealgate.jwks;

import io.sealgate.config.KeyLocation;
import io.sealgate.json.JsonLimits;
import io.sealgate.json.JsonObject;
import io.sealgate.json.JsonProblem;
import io.sealgate.json.JsonReader;
import java.net.URI;
import java.util.List;

/** What an authorization server says of itself (OpenID Connect Discovery 1.0 section 3, RFC 8414 section 2): where its keys are. */
final class IssuerMetadata {
    private IssuerMetadata() {}

    /** Where the metadata of an issuer may be, in the order to look there. */
    static List<URI> locations(URI issuer) {
        String path = issuer.getRawPath() == null ? "" : issuer.getRawPath();
        String trimmed = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        String origin = issuer.getScheme() + "://" + issuer.getRawAuthority();
        return List.of(
                // OpenID Connect Discovery 1.0 section 4.1: behind the issuer's path
                URI.create(origin + trimmed + "/.well-known/openid-configuration"),
                // RFC 8414 section 3.1: between host and path
                URI.create(origin + "/.well-known/oauth-authorization-server" + trimmed));
    }

    /**
     * Reads where the keys are.
     *
     * @param issuer the issuer that we trust; the metadata must be of this one exactly (RFC 8414 section 3.3)
     * @param location where the metadata came from, for messages
     * @throws FetchFailedException if it is another issuer's metadata, or none
     */
    static URI keysOf(String issuer, byte[] text, URI location, boolean plainHttpOnLoopback)
            throws FetchFailedException {
        JsonReader reader = new JsonReader(text, JsonLimits.KEY_SET);
        JsonProblem problem = reader.read();
        if (problem != null) {
            throw new FetchFailedException(location + " holds no metadata: " + problem.description() + ".");
        }
        JsonObject metadata = reader.object();
        if (!metadata.isString("issuer", issuer)) {
            throw new FetchFailedException("The \"issuer\" in " + location
                    + " is not exactly the configured one (mp.jwt.verify.issuer), so its keys are not trusted.");
        }
        String keys = metadata.string("jwks_uri");
        if (keys == null) {
            throw new FetchFailedException(location + " has no \"jwks_uri\".");
        }
        try {
            return KeyLocation.parse(keys, plainHttpOnLoopback);
        } catch (IllegalArgumentException e) {
            throw new FetchFailedException(
                    "The \"jwks_uri\" in " + location + " cannot be used: " + e.getMessage() + ".");
        }
    }
}
