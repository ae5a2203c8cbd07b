package io.tributary.tracking.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DevicesTest {

  private static final Devices DEVICES = new Devices();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0 | DESKTOP | | WINDOWS | 10 | EDGE | 140
          Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.3 Safari/605.1.15 | DESKTOP | Apple | MACOS | 10 | SAFARI | 18
          Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/148.0.0.0 Mobile/15E148 Safari/604.1 | PHONE | Apple | IOS | 18 | CHROME | 148
          Mozilla/5.0 (iPad; CPU OS 16_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.6 Mobile/15E148 Safari/604.1 | TABLET | Apple | IOS | 16 | SAFARI | 16
          Mozilla/5.0 (iPhone; CPU iPhone OS 17_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Instagram 309.1.0 | PHONE | Apple | IOS | 17 | INSTAGRAM | 0
          Mozilla/5.0 (Linux; Android 13; SM-S901B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/23.0 Chrome/115.0.0.0 Mobile Safari/537.36 | PHONE | Samsung | ANDROID | 13 | SAMSUNG_INTERNET | 23
          Mozilla/5.0 (Linux; Android 11; SM-T510) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/115.0.0.0 Safari/537.36 | TABLET | Samsung | ANDROID | 11 | CHROME | 115
          Mozilla/5.0 (Linux; Android 14; Pixel 8 Build/UQ1A; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/121.0.0.0 Mobile Safari/537.36 | PHONE | Google | ANDROID | 14 | WEBVIEW | 121
          Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0 | DESKTOP | | LINUX | 0 | FIREFOX | 128
          Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36 | DESKTOP | | CHROME_OS | 0 | CHROME | 120
          Mozilla/5.0 (Windows NT 6.1; WOW64; Trident/7.0; rv:11.0) like Gecko | DESKTOP | | WINDOWS | 7 | INTERNET_EXPLORER | 11
          Opera/9.80 (Windows NT 5.2) Presto/2.12.388 Version/12.15 | DESKTOP | | WINDOWS | 5 | OPERA | 12
          Mozilla/5.0 (SMART-TV; Linux; Tizen 6.0) AppleWebKit/538.1 (KHTML, like Gecko) Version/6.0 TV Safari/538.1 | TV | | TIZEN | 6 | SAFARI | 6
          Mozilla/5.0 (PlayStation 4 3.11) AppleWebKit/537.73 (KHTML, like Gecko) | CONSOLE | Sony | PLAYSTATION | 0 | OTHER | 0
          """)
  void aUserAgentNamesItsDevice(
      String userAgent,
      DeviceType type,
      String brand,
      SystemFamily system,
      int systemMajor,
      BrowserFamily browser,
      int browserMajor) {
    assertThat(DEVICES.of(userAgent, ClientHints.NONE))
        .isEqualTo(new Device(type, brand, system, systemMajor, browser, browserMajor));
  }

  @Test
  void clientHintsTellWhatTheUserAgentHides() {
    String reduced =
        "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko)"
            + " Chrome/140.0.0.0 Mobile Safari/537.36";
    ClientHints hints =
        new ClientHints(
            "\"Brave\";v=\"141\", \"Chromium\";v=\"141\", \"Not=A?Brand\";v=\"24\"",
            "?1",
            "\"Android\"",
            "\"SM-S918B\"");

    assertThat(DEVICES.of(reduced, hints))
        .isEqualTo(
            new Device(
                DeviceType.PHONE, "Samsung", SystemFamily.ANDROID, 10, BrowserFamily.BRAVE, 141));
  }

  @Test
  void nothingIsToldOfNothing() {
    assertThat(DEVICES.of(null, ClientHints.NONE)).isEqualTo(Device.UNKNOWN);
    assertThat(DEVICES.of("curl/8.5.0", ClientHints.NONE)).isEqualTo(Device.UNKNOWN);
  }

  /** Labels of yauaa's test cases, as far as they have a counterpart here. */
  private static final Map<String, SystemFamily> SYSTEMS =
      Map.of(
          "Windows NT", SystemFamily.WINDOWS,
          "Mac OS", SystemFamily.MACOS,
          "Mac OS X", SystemFamily.MACOS,
          "Linux", SystemFamily.LINUX,
          "Ubuntu", SystemFamily.LINUX,
          "Chrome OS", SystemFamily.CHROME_OS,
          "Android", SystemFamily.ANDROID,
          "iOS", SystemFamily.IOS,
          "Tizen", SystemFamily.TIZEN);

  private static final Map<String, BrowserFamily> BROWSERS =
      Map.of(
          "Chrome", BrowserFamily.CHROME,
          "Firefox", BrowserFamily.FIREFOX,
          "Safari", BrowserFamily.SAFARI,
          "Edge", BrowserFamily.EDGE,
          "Opera", BrowserFamily.OPERA,
          "Samsungbrowser", BrowserFamily.SAMSUNG_INTERNET,
          "Samsung Internet", BrowserFamily.SAMSUNG_INTERNET,
          "UCBrowser", BrowserFamily.UC_BROWSER,
          "Internet Explorer", BrowserFamily.INTERNET_EXPLORER,
          "Chrome Webview", BrowserFamily.WEBVIEW);

  private static final Map<String, List<DeviceType>> TYPES =
      Map.of(
          "Desktop", List.of(DeviceType.DESKTOP),
          "Phone", List.of(DeviceType.PHONE),
          "Mobile", List.of(DeviceType.PHONE, DeviceType.TABLET),
          "Tablet", List.of(DeviceType.TABLET),
          "TV", List.of(DeviceType.TV),
          "Set-top box", List.of(DeviceType.TV),
          "Game Console", List.of(DeviceType.CONSOLE));

  @Test
  void labelledUserAgentsAreReadAsTheirLabelsSay() throws Exception {
    Map<String, int[]> counts = new TreeMap<>();
    Map<String, Integer> wrong = new HashMap<>();
    for (YauaaFiles.Case one : YauaaFiles.cases()) {
      if (one.hinted()) {
        continue;
      }
      Device device = DEVICES.of(one.userAgent(), ClientHints.NONE);
      SystemFamily system = SYSTEMS.get(one.expected("OperatingSystemName"));
      BrowserFamily browser = BROWSERS.get(one.expected("AgentName"));
      List<DeviceType> types = TYPES.get(one.expected("DeviceClass"));
      if (system != null) {
        count(counts, wrong, "system", system == device.system(), system + " " + device.system());
      }
      if (browser != null && !one.file().contains("Hackers") && !inApp(one.userAgent())) {
        boolean right = browser == device.browser();
        count(counts, wrong, "browser", right, browser + " " + device.browser());
        if (right && one.expected("AgentVersionMajor").matches("\\d{1,4}")) {
          int major = Integer.parseInt(one.expected("AgentVersionMajor"));
          count(counts, wrong, "browser major", major == device.browserMajor(), browser.toString());
        }
      }
      if (types != null) {
        count(counts, wrong, "type", types.contains(device.type()), types + " " + device.type());
      }
    }

    counts.forEach(
        (part, of) ->
            System.out.printf("%s: %d of %d (%.2f %%)%n", part, of[1], of[0] + of[1], part(of)));
    wrong.entrySet().stream()
        .sorted((a, b) -> b.getValue() - a.getValue())
        .limit(12)
        .forEach(entry -> System.out.println("  wrong " + entry));
    assertThat(part(counts.get("system"))).isGreaterThan(95);
    assertThat(part(counts.get("browser"))).isGreaterThan(94);
    assertThat(part(counts.get("browser major"))).isGreaterThan(94);
    assertThat(part(counts.get("type"))).isGreaterThan(93);
  }

  /** What yauaa calls a web view is named after its app here. */
  private static boolean inApp(String userAgent) {
    return userAgent.contains("FBA") || userAgent.contains("Instagram");
  }

  private static double part(int[] counts) {
    return 100.0 * counts[1] / (counts[0] + counts[1]);
  }

  private static void count(
      Map<String, int[]> counts,
      Map<String, Integer> wrong,
      String part,
      boolean right,
      String what) {
    counts.computeIfAbsent(part, key -> new int[2])[right ? 1 : 0]++;
    if (!right) {
      wrong.merge(part + " " + what, 1, Integer::sum);
    }
  }
}
