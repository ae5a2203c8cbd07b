package io.tributary.contract.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Grows with the JSON that is written to it, in UTF-8; whoever writes sees to its grammar. */
final class JsonBytes {

  private static final int FIRST_SIZE = 4_096;

  /** Of a buffer that is kept; one large event must not stay in memory for ever. */
  private static final int MAX_KEPT = 64 * 1_024;

  /** Escaped, a byte takes six at most. */
  private static final int ESCAPED = 6;

  private static final int MAX_DIGITS = 20;
  private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGH = 0x8080_8080_8080_8080L;

  private byte[] bytes = new byte[FIRST_SIZE];
  private int length;

  /** Whether a member or element stands before, so that a comma is due. */
  private boolean follows;

  /** A name with its quotes and colon; it must need no escapes. */
  static byte[] encoded(String name) {
    return ('"' + name + "\":").getBytes(StandardCharsets.US_ASCII);
  }

  JsonBytes cleared() {
    if (bytes.length > MAX_KEPT) {
      bytes = new byte[FIRST_SIZE];
    }
    length = 0;
    follows = false;
    return this;
  }

  byte[] copy() {
    return Arrays.copyOf(bytes, length);
  }

  JsonBytes startObject() {
    return start('{');
  }

  void endObject() {
    end('}');
  }

  JsonBytes startArray() {
    return start('[');
  }

  void endArray() {
    end(']');
  }

  private JsonBytes start(char bracket) {
    reserve(2);
    comma();
    bytes[length++] = (byte) bracket;
    follows = false;
    return this;
  }

  private void end(char bracket) {
    reserve(1);
    bytes[length++] = (byte) bracket;
    follows = true;
  }

  /** A name of {@link #encoded}. */
  JsonBytes name(byte[] encoded) {
    reserve(encoded.length + 1);
    comma();
    append(encoded);
    follows = false;
    return this;
  }

  JsonBytes name(String name) {
    text(name);
    reserve(1);
    bytes[length++] = ':';
    follows = false;
    return this;
  }

  void flag(boolean flag) {
    reserve(FALSE.length + 1);
    comma();
    append(flag ? TRUE : FALSE);
    follows = true;
  }

  void number(long number) {
    reserve(MAX_DIGITS + 1);
    comma();
    if (number < 0) {
      append(Long.toString(number).getBytes(StandardCharsets.US_ASCII));
    } else {
      int digits = 1;
      for (long rest = number / 10; rest > 0; rest /= 10) {
        digits++;
      }
      long rest = number;
      for (int i = length + digits - 1; i >= length; i--) {
        bytes[i] = (byte) ('0' + rest % 10);
        rest /= 10;
      }
      length += digits;
    }
    follows = true;
  }

  void text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    reserve(utf8.length + 3);
    comma();
    bytes[length++] = '"';
    if (isPlain(utf8)) {
      append(utf8);
    } else {
      escape(utf8);
    }
    bytes[length++] = '"';
    follows = true;
  }

  private void comma() {
    if (follows) {
      bytes[length++] = ',';
    }
  }

  private void append(byte[] part) {
    System.arraycopy(part, 0, bytes, length, part.length);
    length += part.length;
  }

  /** Whether no byte is a quote, a backslash or below a blank: eight bytes at a time. */
  private static boolean isPlain(byte[] utf8) {
    int i = 0;
    for (; i <= utf8.length - Long.BYTES; i += Long.BYTES) {
      long word = (long) WORDS.get(utf8, i);
      long quote = word ^ (ONES * '"');
      long backslash = word ^ (ONES * '\\');
      long control = (word - ONES * ' ') & ~word;
      if (((control | ((quote - ONES) & ~quote) | ((backslash - ONES) & ~backslash)) & HIGH) != 0) {
        return false;
      }
    }
    for (; i < utf8.length; i++) {
      byte b = utf8[i];
      if (b == '"' || b == '\\' || (b >= 0 && b < ' ')) {
        return false;
      }
    }
    return true;
  }

  private void escape(byte[] utf8) {
    reserve(utf8.length * ESCAPED + 1);
    for (byte b : utf8) {
      switch (b) {
        case '"', '\\' -> escaped(b);
        case '\b' -> escaped('b');
        case '\t' -> escaped('t');
        case '\n' -> escaped('n');
        case '\f' -> escaped('f');
        case '\r' -> escaped('r');
        default -> {
          if (b >= 0 && b < ' ') {
            escaped('u');
            bytes[length++] = '0';
            bytes[length++] = '0';
            bytes[length++] = HEX[b >> 4];
            bytes[length++] = HEX[b & 0xf];
          } else {
            bytes[length++] = b;
          }
        }
      }
    }
  }

  private void escaped(int letter) {
    bytes[length++] = '\\';
    bytes[length++] = (byte) letter;
  }

  private void reserve(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
