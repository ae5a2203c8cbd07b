package io.tributary.tracking.agent;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tells device, system and browser from a user agent and client hints, in one pass over the user
 * agent. What a client hint says counts for more than what the user agent does.
 */
public final class Devices {

  private static final String LIST = "devices.txt";
  private static final String NT = "windows nt ";
  private static final String TRIDENT = "trident/";

  /** Trident 7 is Internet Explorer 11. */
  private static final int TRIDENT_BEHIND = 4;

  private static final int MAX_VERSION_DIGITS = 4;

  /** Windows by the version of its kernel: 6.1 is 7, 6.2 and 6.3 are 8. */
  private static final int NT_6 = 6;

  private static final List<Brand> HINTED =
      List.of(
          new Brand("Microsoft Edge", BrowserFamily.EDGE),
          new Brand("Opera", BrowserFamily.OPERA),
          new Brand("Brave", BrowserFamily.BRAVE),
          new Brand("Vivaldi", BrowserFamily.VIVALDI),
          new Brand("YaBrowser", BrowserFamily.YANDEX),
          new Brand("Yandex", BrowserFamily.YANDEX),
          new Brand("Samsung Internet", BrowserFamily.SAMSUNG_INTERNET),
          new Brand("DuckDuckGo", BrowserFamily.DUCKDUCKGO),
          new Brand("HuaweiBrowser", BrowserFamily.HUAWEI_BROWSER),
          new Brand("Whale", BrowserFamily.WHALE),
          new Brand("Android WebView", BrowserFamily.WEBVIEW),
          new Brand("Google Chrome", BrowserFamily.CHROME));

  private final List<Line> lines;
  private final Literals literals;
  private final ThreadLocal<Found> scratch;
  private final Recents<Said, Device> recent = new Recents<>();

  /** What a client says of itself. */
  private record Said(String userAgent, ClientHints hints) {}

  private record Brand(String name, BrowserFamily family) {}

  private enum Part {
    BROWSER,
    VERSION,
    SYSTEM,
    TYPE,
    BRAND
  }

  private record Line(
      Part part,
      String text,
      @Nullable BrowserFamily browser,
      @Nullable SystemFamily system,
      @Nullable DeviceType type,
      @Nullable String brand) {

    static Line parse(String line) {
      int one = line.indexOf(' ');
      int two = line.indexOf(' ', one + 1);
      Part part = Part.valueOf(line.substring(0, one).toUpperCase(Locale.ROOT));
      String value = line.substring(one + 1, two);
      return new Line(
          part,
          line.substring(two + 1),
          part == Part.BROWSER ? BrowserFamily.valueOf(value) : null,
          part == Part.SYSTEM ? SystemFamily.valueOf(value) : null,
          part == Part.TYPE ? DeviceType.valueOf(value) : null,
          part == Part.BRAND ? value : null);
    }
  }

  /** The recogniser of the build's list. */
  public Devices() {
    lines = list();
    literals = new Literals(lines.stream().map(Line::text).toList());
    scratch = ThreadLocal.withInitial(() -> new Found(lines));
  }

  /** What a client says that it is; null stands for no user agent. */
  public Device of(@Nullable String userAgent, ClientHints hints) {
    String text = userAgent == null ? "" : userAgent;
    if (!hints.fitsIn(AgentClassifier.MAX_KEPT - text.length())) {
      return look(text, hints);
    }
    Said said = new Said(text, hints);
    Device known = recent.answer(said);
    if (known == null) {
      known = look(text, hints);
      recent.keep(said, known);
    }
    return known;
  }

  private Device look(String text, ClientHints hints) {
    Found found = scratch.get();
    found.start();
    literals.scan(text, Math.min(text.length(), AgentLength.USUAL_TO), found);
    SystemFamily system = hintedSystem(hints.platform());
    if (system == null) {
      Line line = found.line(found.system);
      system = line == null ? null : line.system();
    }
    BrowserFamily browser = browser(found, system);
    int browserMajor = browserMajor(text, found, browser);
    int systemMajor = systemMajor(text, found, system);
    String brand = found.brand();
    DeviceType type = type(found, system, hints.mobile());
    if (hints.brands() != null) {
      for (Brand hinted : HINTED) {
        int major = hintedMajor(hints.brands(), hinted.name());
        if (major > 0) {
          // A page inside an app has the brands of the browser that shows it.
          if (!browser.isApp()) {
            browser = hinted.family();
            browserMajor = major;
          }
          break;
        }
      }
    }
    if (brand == null && hints.model() != null && !hints.model().isEmpty()) {
      found.start();
      literals.scan(hints.model(), hints.model().length(), found);
      brand = found.brand();
    }
    return new Device(
        type,
        brand,
        system == null ? SystemFamily.OTHER : system,
        systemMajor,
        browser,
        browserMajor);
  }

  private static BrowserFamily browser(Found found, @Nullable SystemFamily system) {
    Line line = found.line(found.browser);
    if (line == null || line.browser() == null) {
      return system == SystemFamily.IOS ? BrowserFamily.WEBVIEW : BrowserFamily.OTHER;
    }
    // Pages inside Android's apps once named the app's version of WebKit before Chrome's.
    boolean inside = found.versionEnd > 0 && system == SystemFamily.ANDROID;
    return inside && line.browser() == BrowserFamily.CHROME
        ? BrowserFamily.WEBVIEW
        : line.browser();
  }

  private static int browserMajor(String text, Found found, BrowserFamily browser) {
    boolean versioned =
        browser == BrowserFamily.SAFARI
            || browser == BrowserFamily.ANDROID_BROWSER
            || (browser == BrowserFamily.OPERA && found.versionEnd > found.browserEnd);
    if (versioned && found.versionEnd > 0) {
      return number(text, found.versionEnd);
    }
    if (browser == BrowserFamily.SAFARI || browser == BrowserFamily.OTHER) {
      return 0;
    }
    if (browser == BrowserFamily.WEBVIEW) {
      return found.chromeEnd > 0 ? number(text, found.chromeEnd) : 0;
    }
    Line line = found.line(found.browser);
    if (line != null && line.text().equals(TRIDENT)) {
      return number(text, found.browserEnd) + TRIDENT_BEHIND;
    }
    return found.browserEnd > 0 ? number(text, found.browserEnd) : 0;
  }

  private static int systemMajor(String text, Found found, @Nullable SystemFamily system) {
    Line line = found.line(found.system);
    if (line == null || line.system() != system || found.systemEnd < 0) {
      return 0;
    }
    int major = number(text, found.systemEnd);
    if (line.text().equals(NT) && major == NT_6) {
      int dot = found.systemEnd + 1;
      int minor = dot < text.length() && text.charAt(dot) == '.' ? number(text, dot + 1) : 0;
      return minor == 0 ? NT_6 : minor == 1 ? 7 : 8;
    }
    return major;
  }

  private static DeviceType type(
      Found found, @Nullable SystemFamily system, @Nullable String mobile) {
    Line line = found.line(found.type);
    DeviceType named = line == null ? null : line.type();
    if (named != null && named != DeviceType.PHONE) {
      return named;
    }
    if ("?1".equals(mobile)) {
      return DeviceType.PHONE;
    }
    if (named == null && system == SystemFamily.ANDROID) {
      return DeviceType.TABLET;
    }
    if (named != null) {
      return named;
    }
    return system == null ? DeviceType.UNKNOWN : usual(system);
  }

  /** What a system runs on where nothing says more. */
  private static DeviceType usual(SystemFamily system) {
    return switch (system) {
      case WINDOWS, MACOS, LINUX, CHROME_OS, BSD -> DeviceType.DESKTOP;
      case ANDROID -> DeviceType.TABLET;
      case IOS, HARMONY_OS, KAI_OS, WINDOWS_PHONE, BLACKBERRY, SYMBIAN -> DeviceType.PHONE;
      case TIZEN, WEB_OS -> DeviceType.TV;
      case PLAYSTATION, NINTENDO -> DeviceType.CONSOLE;
      case OTHER -> DeviceType.UNKNOWN;
    };
  }

  private static @Nullable SystemFamily hintedSystem(@Nullable String platform) {
    if (platform == null) {
      return null;
    }
    return switch (platform) {
      case "\"Windows\"" -> SystemFamily.WINDOWS;
      case "\"macOS\"" -> SystemFamily.MACOS;
      case "\"Linux\"" -> SystemFamily.LINUX;
      case "\"Chrome OS\"", "\"Chromium OS\"" -> SystemFamily.CHROME_OS;
      case "\"Android\"" -> SystemFamily.ANDROID;
      case "\"iOS\"" -> SystemFamily.IOS;
      default -> null;
    };
  }

  /** The version behind a quoted brand: {@code "Google Chrome";v="140"}; 0 without that brand. */
  private static int hintedMajor(String brands, String name) {
    int at = brands.indexOf(name);
    if (at <= 0 || brands.charAt(at - 1) != '"') {
      return 0;
    }
    int version = at + name.length();
    return brands.startsWith("\";v=\"", version) ? number(brands, version + "\";v=\"".length()) : 0;
  }

  /** The number at an offset; 0 where none is. */
  private static int number(String text, int at) {
    int number = 0;
    for (int i = at; i < text.length() && i < at + MAX_VERSION_DIGITS; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        break;
      }
      number = number * 10 + c - '0';
    }
    return number;
  }

  private static List<Line> list() {
    try (InputStream in = Devices.class.getResourceAsStream(LIST)) {
      List<Line> lines = new ArrayList<>();
      new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .forEach(line -> lines.add(Line.parse(line)));
      return List.copyOf(lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first line of each part that was found; one a thread, used again. */
  private static final class Found implements Literals.Visitor {

    private static final int NONE = Integer.MAX_VALUE;

    private final List<Line> lines;
    private int browser;
    private int browserEnd;
    private int chromeEnd;
    private int versionEnd;
    private int system;
    private int systemEnd;
    private int type;
    private int brand;

    Found(List<Line> lines) {
      this.lines = lines;
    }

    void start() {
      browser = NONE;
      browserEnd = -1;
      chromeEnd = -1;
      versionEnd = -1;
      system = NONE;
      systemEnd = -1;
      type = NONE;
      brand = NONE;
    }

    @Nullable Line line(int number) {
      return number == NONE ? null : lines.get(number);
    }

    @Nullable String brand() {
      Line line = line(brand);
      return line == null ? null : line.brand();
    }

    @Override
    public void found(int word, int end) {
      Line line = lines.get(word);
      switch (line.part()) {
        case BROWSER -> {
          if (line.browser() == BrowserFamily.CHROME) {
            chromeEnd = end;
          }
          if (word < browser) {
            browser = word;
            browserEnd = end;
          }
        }
        case VERSION -> versionEnd = end;
        case SYSTEM -> {
          if (word < system) {
            system = word;
            systemEnd = end;
          }
        }
        case TYPE -> type = Math.min(type, word);
        case BRAND -> brand = Math.min(brand, word);
      }
    }
  }
}
