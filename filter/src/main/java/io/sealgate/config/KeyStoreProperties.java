package io.sealgate.config;

import java.util.List;

/** The properties of one keystore. */
enum KeyStoreProperties {
    VERIFY(
            SealgateProperty.VERIFY_KEYSTORE_LOCATION,
            SealgateProperty.VERIFY_KEYSTORE_TYPE,
            SealgateProperty.VERIFY_KEYSTORE_PASSWORD,
            SealgateProperty.VERIFY_KEYSTORE_PASSWORD_LOCATION,
            SealgateProperty.VERIFY_KEYSTORE_ALIASES),
    DECRYPT(
            SealgateProperty.DECRYPT_KEYSTORE_LOCATION,
            SealgateProperty.DECRYPT_KEYSTORE_TYPE,
            SealgateProperty.DECRYPT_KEYSTORE_PASSWORD,
            SealgateProperty.DECRYPT_KEYSTORE_PASSWORD_LOCATION,
            SealgateProperty.DECRYPT_KEYSTORE_ALIASES);

    private final SealgateProperty location;
    private final SealgateProperty type;
    private final SealgateProperty password;
    private final SealgateProperty passwordLocation;
    private final SealgateProperty aliases;

    KeyStoreProperties(
            SealgateProperty location,
            SealgateProperty type,
            SealgateProperty password,
            SealgateProperty passwordLocation,
            SealgateProperty aliases) {
        this.location = location;
        this.type = type;
        this.password = password;
        this.passwordLocation = passwordLocation;
        this.aliases = aliases;
    }

    SealgateProperty location() {
        return location;
    }

    SealgateProperty type() {
        return type;
    }

    SealgateProperty password() {
        return password;
    }

    SealgateProperty passwordLocation() {
        return passwordLocation;
    }

    SealgateProperty aliases() {
        return aliases;
    }

    /** Those that mean nothing without a location. */
    List<SealgateProperty> details() {
        return List.of(type, password, passwordLocation, aliases);
    }
}
