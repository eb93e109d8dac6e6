package io.sealgate.json;

/** UTF-8 (RFC 3629) and the escapes of JSON strings (RFC 8259 section 7), on bytes. */
final class Utf8 {
    private Utf8() {}

    /**
     * The length of the sequence of two to four bytes that starts at a byte beyond ASCII; 0 if it is not well-formed: cut short, overlong, a surrogate, or beyond U+10FFFF
     * (RFC 3629 section 4).
     */
    static int sequenceLength(byte[] text, int at) {
        int first = text[at] & 0xff;
        if (first >= 0xc2 && first <= 0xdf) {
            return isTail(text, at + 1, 0x80, 0xbf) ? 2 : 0;
        }
        if (first >= 0xe0 && first <= 0xef) {
            int low = first == 0xe0 ? 0xa0 : 0x80;
            int high = first == 0xed ? 0x9f : 0xbf;
            return isTail(text, at + 1, low, high) && isTail(text, at + 2, 0x80, 0xbf) ? 3 : 0;
        }
        if (first >= 0xf0 && first <= 0xf4) {
            int low = first == 0xf0 ? 0x90 : 0x80;
            int high = first == 0xf4 ? 0x8f : 0xbf;
            return isTail(text, at + 1, low, high)
                            && isTail(text, at + 2, 0x80, 0xbf)
                            && isTail(text, at + 3, 0x80, 0xbf)
                    ? 4
                    : 0;
        }
        return 0;
    }

    private static boolean isTail(byte[] text, int at, int low, int high) {
        return at < text.length && (text[at] & 0xff) >= low && (text[at] & 0xff) <= high;
    }

    /** The value of four hexadecimal digits; -1 if there are not four. */
    static int hex4(byte[] text, int at) {
        if (text.length - at < 4) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < 4; i++) {
            byte c = text[at + i];
            int digit = c >= '0' && c <= '9'
                    ? c - '0'
                    : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
            if (digit < 0) {
                return -1;
            }
            value = (value << 4) | digit;
        }
        return value;
    }
}
