package io.sealgate.cdi;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;

/** The properties without which no application starts, as system properties: whatever is deployed in between has them. */
public final class RequiredProperties {
    private static final String KEY = "mp.jwt.verify.publickey";
    private static final String ISSUER = "mp.jwt.verify.issuer";
    private static final String AUDIENCES = "mp.jwt.verify.audiences";

    private RequiredProperties() {}

    public static void set() throws GeneralSecurityException {
        byte[] key =
                KeyPairGenerator.getInstance("EC").generateKeyPair().getPublic().getEncoded();
        System.setProperty(
                KEY,
                "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder().encodeToString(key)
                        + "\n-----END PUBLIC KEY-----");
        System.setProperty(ISSUER, "https://idp.example");
        System.setProperty(AUDIENCES, "orders");
    }

    public static void clear() {
        List.of(KEY, ISSUER, AUDIENCES).forEach(System::clearProperty);
    }
}
