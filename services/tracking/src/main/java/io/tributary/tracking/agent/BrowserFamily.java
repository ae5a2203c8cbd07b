package io.tributary.tracking.agent;

/** A family of browsers, or of programs that show pages. */
public enum BrowserFamily {
  CHROME,
  SAFARI,
  FIREFOX,
  EDGE,
  OPERA,
  OPERA_MINI,
  /** Known by its client hints only. */
  BRAVE,
  SAMSUNG_INTERNET,
  INTERNET_EXPLORER,
  UC_BROWSER,
  YANDEX,
  VIVALDI,
  DUCKDUCKGO,
  HUAWEI_BROWSER,
  MIUI_BROWSER,
  QQ_BROWSER,
  WHALE,
  SILK,
  GOOGLE_APP(true),
  ANDROID_BROWSER,
  /** A page inside an app that names no browser of its own. */
  WEBVIEW,
  FACEBOOK(true),
  INSTAGRAM(true),
  TIKTOK(true),
  WECHAT(true),
  LINE(true),
  SNAPCHAT(true),
  PINTEREST(true),
  OTHER;

  private final boolean app;

  BrowserFamily() {
    this(false);
  }

  BrowserFamily(boolean app) {
    this.app = app;
  }

  /** Whether it is an app, whose pages a browser of another family shows inside it. */
  boolean isApp() {
    return app;
  }
}
