package io.tributary.affiliate.web;

/** The forms of texts that people give. */
final class Texts {

  static final int MAX_NAME = 200;
  static final int MAX_EMAIL = 254;

  /** A visible character and no control characters. */
  static final String ONE_LINE = "(?U)[^\\p{Cntrl}]*[^\\p{Cntrl}\\s][^\\p{Cntrl}]*";

  /** An address as people have it: no quoted parts, no address literals. */
  static final String EMAIL =
      "\\s*[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}"
          + "@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z]{2,63}\\s*";

  private Texts() {}
}
