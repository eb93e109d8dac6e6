package io.sealgate.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpNetworkTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1, 10.0.0.1",
        "10.0.0.1, ::ffff:10.0.0.1",
        "10.0.0.1, ::ffff:a00:1",
        "10.0.0.0/8, 10.255.255.255",
        "10.0.0.0/9, 10.127.0.1",
        "10.128.0.0/9, 10.128.0.0",
        "192.168.1.4/30, 192.168.1.7",
        "::ffff:10.0.0.0/104, 10.1.2.3",
        "::1, 0:0:0:0:0:0:0:1",
        "::1, [::1]",
        "::1, ::1%lo",
        "2001:db8::/32, 2001:DB8:ffff::1",
        "2001:db8::/33, 2001:db8:7fff::1",
        "fe80::/10, fe80::1%eth0",
        "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8",
        "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
        "::, 0:0:0:0:0:0:0.0.0.0"
    })
    void contains_addressInside_isTrue(String network, String address) {
        assertThat(IpNetwork.parse(network).contains(address)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1, 10.0.0.2",
        "10.0.0.0/8, 11.0.0.0",
        "10.0.0.0/9, 10.128.0.1",
        "192.168.1.4/30, 192.168.1.8",
        "10.0.0.1, ::a00:1",
        "10.0.0.1, ::fffe:10.0.0.1",
        "::1, 127.0.0.1",
        "::1, 0.0.0.1",
        "2001:db8::/33, 2001:db8:8000::1",
        "127.0.0.1, localhost",
        "127.0.0.1, 127.1",
        "127.0.0.1, 2130706433",
        "127.0.0.1, 0x7f.0.0.1",
        "127.0.0.1, 127.0.0.01",
        "127.0.0.1, 127.0.0.1.",
        "127.0.0.1, 127.0.0.1:80",
        "127.0.0.1, [127.0.0.1]",
        "127.0.0.1, 127.0.0.256",
        "127.0.0.1, '127.0.0.1 '",
        "::1, [::1]:80",
        "::1, :::1",
        "::1, 0::0::1",
        "::1, 0:0:0:0:0:0:0:0:1",
        "::1, 0:0:0:0:0:0:1",
        "::1, 00000::1",
        "::1, g::1",
        "::1, 1",
        "::1, :",
        "::1, '\u0661::1'",
        "127.0.0.1, ''"
    })
    void contains_addressOutsideOrNoAddress_isFalse(String network, String address) {
        assertThat(IpNetwork.parse(network).contains(address)).isFalse();
    }

    @Test
    void contains_null_isFalse() {
        assertThat(IpNetwork.parse("::1").contains(null)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "localhost", "proxy.example", "10.0.0", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/+8",
                        "10.0.0.0/08",
                "10.0.0.0/8/8", "10.0.0.1/8", "::1/64", "::/129", "[::1]", "fe80::1%eth0", " 10.0.0.1", "10.0.0.0/0",
                        "::/0",
                "10.0.0.0/a", "1::2::3", "1:2:3:4:5:6:7:8::"
            })
    void parse_noNetwork_throwsWithTheText(String text) {
        assertThatThrownBy(() -> IpNetwork.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + text + "\"");
    }

    @Test
    void equals_sameNetworkInTwoSpellings_isEqual() {
        assertThat(IpNetwork.parse("2001:db8::"))
                .isEqualTo(IpNetwork.parse("2001:0DB8:0::0"))
                .hasSameHashCodeAs(IpNetwork.parse("2001:0DB8:0::0"))
                .isNotEqualTo(IpNetwork.parse("2001:db8::/32"));
        assertThat(IpNetwork.parse("2001:db8::/32")).hasToString("2001:db8::/32");
    }
}
