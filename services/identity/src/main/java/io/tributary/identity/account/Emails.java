package io.tributary.identity.account;

import java.util.Locale;
import java.util.regex.Pattern;

/** The one spelling of an e-mail address. */
public final class Emails {

  public static final int MAX_LENGTH = 254;
  private static final Pattern FORM = Pattern.compile("[^\\s@\\p{Cntrl}]+@[^\\s@\\p{Cntrl}]+");

  private Emails() {}

  /** Without space around it, in lower case. */
  public static String normalised(String email) {
    return email.strip().toLowerCase(Locale.ROOT);
  }

  /** Whether a normalised address has the form of one. */
  public static boolean isWellFormed(String email) {
    return email.length() <= MAX_LENGTH && FORM.matcher(email).matches();
  }
}
