package io.tributary.tracking.visitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contract.directory.TrackingTerms;
import io.tributary.contract.directory.TrackingTerms.Fingerprint;
import io.tributary.contract.directory.TrackingTerms.UnknownConsent;
import io.tributary.contract.tracking.Consent;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PermissionTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          opted out | consent | gdpr | gdpr_consent | gcs  | said
          false     | -       | -    | -            | -    | unknown
          false     | granted | -    | -            | -    | granted
          false     | denied  | -    | -            | -    | denied
          false     | yes     | -    | -            | -    | unknown
          true      | granted | -    | purpose 1    | G111 | denied
          false     | denied  | 1    | purpose 1    | G111 | denied
          false     | -       | 1    | purpose 1    | -    | granted
          false     | -       | -    | purpose 1    | -    | granted
          false     | -       | 1    | none         | G111 | denied
          false     | -       | 0    | none         | -    | unknown
          false     | -       | 0    | none         | G111 | granted
          false     | -       | 1    | C            | -    | unknown
          false     | -       | 1    | -            | G111 | granted
          false     | -       | 1    | -            | G110 | granted
          false     | -       | 1    | -            | G101 | denied
          false     | -       | 1    | -            | G100 | denied
          false     | -       | 1    | -            | G1-- | unknown
          false     | -       | 1    | -            | G2   | unknown
          false     | -       | 1    | BOEFEAyOEFEA | -    | unknown
          """,
      useHeadersInDisplayName = true)
  void anObjectionCountsFirstThenTheFirstWordThatIsOne(
      boolean optedOut, String consent, String gdpr, String tcf, String gcs, String said) {
    String string =
        switch (String.valueOf(tcf)) {
          case "purpose 1" -> framework(true);
          case "none" -> framework(false);
          case "null" -> null;
          default -> tcf;
        };
    assertThat(new ConsentSignals(optedOut, consent, gdpr, string, gcs).said().name())
        .isEqualToIgnoringCase(said);
  }

  @Test
  void theBitOfPurpose1IsReadWhereTheFrameworkPutsIt() {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      StringBuilder bits = new StringBuilder("000010");
      while (bits.length() < 240) {
        bits.append(random.nextInt(2));
      }
      boolean granted = bits.charAt(152) == '1';
      assertThat(new ConsentSignals(false, null, "1", encoded(bits) + ".YAAAAAAAAAA", null).said())
          .isEqualTo(granted ? Consent.GRANTED : Consent.DENIED);
    }
    assertThat(new ConsentSignals(false, null, null, "C" + "!".repeat(40), null).said())
        .isEqualTo(Consent.UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          said    | unknown counts   | country | local | gdpr | tracked
          GRANTED | DENIED           | DE      | false | -    | true
          DENIED  | GRANTED          | US      | false | 0    | false
          UNKNOWN | GRANTED          | DE      | false | -    | true
          UNKNOWN | DENIED           | US      | false | -    | false
          UNKNOWN | DENIED_IN_EUROPE | US      | false | -    | true
          UNKNOWN | DENIED_IN_EUROPE | DE      | false | -    | false
          UNKNOWN | DENIED_IN_EUROPE | NO      | false | -    | false
          UNKNOWN | DENIED_IN_EUROPE | GB      | false | -    | false
          UNKNOWN | DENIED_IN_EUROPE | CH      | false | -    | false
          UNKNOWN | DENIED_IN_EUROPE | -       | false | -    | false
          UNKNOWN | DENIED_IN_EUROPE | -       | true  | -    | true
          UNKNOWN | DENIED_IN_EUROPE | -       | false | 0    | true
          UNKNOWN | DENIED_IN_EUROPE | -       | false | 1    | false
          """,
      useHeadersInDisplayName = true)
  void whoHasNotDecidedIsTrackedAsTheTenantSaysAndWhereItIs(
      Consent said,
      UnknownConsent unknown,
      String country,
      boolean local,
      String gdpr,
      boolean tracked) {
    String word = said == Consent.UNKNOWN ? null : said.name().toLowerCase(Locale.ROOT);
    Permission permission =
        Permission.of(
            new ConsentSignals(false, word, gdpr, null, null),
            terms(true, unknown, Fingerprint.FRAUD),
            new Place(country, local));
    assertThat(permission).isEqualTo(new Permission(said, tracked, tracked));
  }

  @Test
  void aTenantWithoutCookiesOrFingerprintsHasNone() {
    ConsentSignals granted = new ConsentSignals(false, "granted", null, null, null);
    Place anywhere = new Place(null, false);
    assertThat(
            Permission.of(
                granted, terms(false, UnknownConsent.GRANTED, Fingerprint.FRAUD), anywhere))
        .isEqualTo(new Permission(Consent.GRANTED, false, true));
    assertThat(
            Permission.of(granted, terms(true, UnknownConsent.GRANTED, Fingerprint.OFF), anywhere))
        .isEqualTo(new Permission(Consent.GRANTED, true, false));
  }

  private static TrackingTerms terms(
      boolean cookies, UnknownConsent unknown, Fingerprint fingerprint) {
    TrackingTerms base = TrackingTerms.DEFAULT;
    return new TrackingTerms(
        cookies, null, null, unknown, fingerprint, null, List.of(), base.denied(), base.fraud());
  }

  /** A string of the framework: version 2, all else zero but purpose 1. */
  private static String framework(boolean purpose1) {
    StringBuilder bits = new StringBuilder("000010" + "0".repeat(234));
    bits.setCharAt(152, purpose1 ? '1' : '0');
    return encoded(bits);
  }

  private static String encoded(CharSequence bits) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i + 6 <= bits.length(); i += 6) {
      out.append(
          "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
              .charAt(Integer.parseInt(bits, i, i + 6, 2)));
    }
    return out.toString();
  }
}
