package io.tributary.tracking.traffic;

/** Percent-encodes values so that they can stand in any part of an address behind its host. */
final class Encoding {

  private static final char[] HEX = "0123456789ABCDEF".toCharArray();
  private static final int REPLACEMENT = 0xfffd;

  private Encoding() {}

  /**
   * Appends a value; letters, digits and {@code -._~} stand for themselves, all else is escaped.
   */
  static void append(StringBuilder out, String value) {
    for (int i = 0; i < value.length(); ) {
      int c = value.codePointAt(i);
      i += Character.charCount(c);
      if (isUnreserved(c)) {
        out.append((char) c);
      } else {
        escape(out, c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? REPLACEMENT : c);
      }
    }
  }

  private static boolean isUnreserved(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '.'
        || c == '_'
        || c == '~';
  }

  /** The bytes of UTF-8. */
  private static void escape(StringBuilder out, int c) {
    if (c < 0x80) {
      escapeByte(out, c);
    } else if (c < 0x800) {
      escapeByte(out, 0xc0 | c >> 6);
      escapeByte(out, 0x80 | (c & 0x3f));
    } else if (c < 0x10000) {
      escapeByte(out, 0xe0 | c >> 12);
      escapeByte(out, 0x80 | (c >> 6 & 0x3f));
      escapeByte(out, 0x80 | (c & 0x3f));
    } else {
      escapeByte(out, 0xf0 | c >> 18);
      escapeByte(out, 0x80 | (c >> 12 & 0x3f));
      escapeByte(out, 0x80 | (c >> 6 & 0x3f));
      escapeByte(out, 0x80 | (c & 0x3f));
    }
  }

  private static void escapeByte(StringBuilder out, int b) {
    out.append('%').append(HEX[b >> 4]).append(HEX[b & 0xf]);
  }
}
