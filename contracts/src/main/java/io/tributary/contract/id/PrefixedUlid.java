package io.tributary.contract.id;

import com.github.f4b6a3.ulid.Ulid;

/** The shared form check of prefixed ids. */
final class PrefixedUlid {

  private PrefixedUlid() {}

  static void check(String prefix, String value) {
    if (!value.startsWith(prefix)
        || value.length() != prefix.length() + Ulid.ULID_CHARS
        || !Ulid.isValid(value.substring(prefix.length()))) {
      throw new IllegalArgumentException("not an id of the form " + prefix + "<ULID>");
    }
  }
}
