package io.sealgate.jose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyStore;
import java.util.Map;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class StoredEntriesTest {
    private static final SecretKey AES = new SecretKeySpec(new byte[32], "AES");

    /** As keys of an HSM are. */
    private static final class Hidden implements SecretKey {
        private static final long serialVersionUID = 1;

        @Override
        public String getAlgorithm() {
            return "AES";
        }

        @Override
        public String getFormat() {
            return null;
        }

        @Override
        public byte[] getEncoded() {
            return null;
        }
    }

    @Test
    void parse_secretKey_isAnEntryOfItsName() {
        KeyText.Entry entry = StoredEntries.parse(Map.of("s1", new KeyStore.SecretKeyEntry(AES)))
                .entries()
                .get(0);

        assertThat(entry.key()).isEqualTo(AES);
        assertThat(entry.keyId()).isEqualTo("s1");
        assertThat(entry.position()).isEqualTo(1);
    }

    @Test
    void parse_secretKeyThatDoesNotShowItself_isRefused() {
        assertThatThrownBy(() -> StoredEntries.parse(Map.of("s1", new KeyStore.SecretKeyEntry(new Hidden()))))
                .isInstanceOf(UnusableKeyException.class)
                .hasMessageContaining("does not show itself");
    }

    @Test
    void parse_entryOfAnotherKind_isRefused() {
        assertThatThrownBy(() -> StoredEntries.parse(Map.of("s1", new KeyStore.Entry() {})))
                .isInstanceOf(UnusableKeyException.class)
                .hasMessageContaining("no key");
    }
}
