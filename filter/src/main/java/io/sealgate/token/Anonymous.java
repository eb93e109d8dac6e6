package io.sealgate.token;

/** The request carries no token. Whether that suffices is the endpoint's affair. */
public enum Anonymous implements AuthenticationResult {
    INSTANCE
}
