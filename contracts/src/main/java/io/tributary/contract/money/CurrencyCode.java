package io.tributary.contract.money;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An ISO 4217 currency that amounts can be kept in.
 *
 * <p>The exponents come from this table and not from the JDK's locale data, because an exponent may
 * not change once a currency has entries in the ledger.
 */
public record CurrencyCode(@JsonValue String value) {

  private static final Set<String> NO_DECIMALS =
      words("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF");
  private static final Set<String> THREE_DECIMALS = words("BHD IQD JOD KWD LYD OMR TND");
  private static final Set<String> FOUR_DECIMALS = words("CLF UYW");
  private static final Set<String> TWO_DECIMALS =
      words(
          """
          AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN
          BZD CAD CDF CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS
          GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR
          LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD
          PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN
          SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD YER ZAR ZMW
          ZWG\
          """);

  private static final Map<String, Integer> EXPONENTS = exponents();

  @JsonCreator
  public CurrencyCode {
    if (!EXPONENTS.containsKey(value)) {
      throw new IllegalArgumentException("not an ISO 4217 currency that amounts can be kept in");
    }
  }

  /** Whether amounts can be kept in the currency of this code; false for any other text. */
  public static boolean isKnown(String code) {
    return EXPONENTS.containsKey(code);
  }

  /** Number of decimals between the major and the minor unit: 0, 2, 3 or 4. */
  public int exponent() {
    return EXPONENTS.getOrDefault(value, 2);
  }

  @Override
  public String toString() {
    return value;
  }

  private static Set<String> words(String text) {
    return Stream.of(text.split("\\s+")).collect(Collectors.toUnmodifiableSet());
  }

  private static Map<String, Integer> exponents() {
    return Stream.of(
            Map.entry(0, NO_DECIMALS),
            Map.entry(2, TWO_DECIMALS),
            Map.entry(3, THREE_DECIMALS),
            Map.entry(4, FOUR_DECIMALS))
        .flatMap(row -> row.getValue().stream().map(code -> Map.entry(code, row.getKey())))
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
