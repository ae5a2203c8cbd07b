package io.tributary.tracking.web;

/** The edge's endpoints, as metrics name them. */
enum Route {
  CLICK("/c/{code}", "click"),
  /** By campaign and affiliate instead of a code; other systems' names for it lead here too. */
  CLICK_ALIAS("/click", "click"),
  IMPRESSION("/i/{code}.gif", "impression"),
  PIXEL("/p.gif", "pixel"),
  POSTBACK("/postback", "postback"),
  COMPAT("/compat/{vendor}", "compat"),
  EVENTS("/v1/events", "events"),
  SEGMENT("/v1/{call}", "segment"),
  CSV("/v1/conversions/csv", "csv"),
  OPT_OUT("/opt-out", "opt-out"),
  OPT_IN("/opt-in", "opt-in"),
  SCRIPT("/t.js", "script"),
  FINGERPRINT("/t-fp.js", "script"),
  SCRIPT_CONFIG("/v1/script-config", "script"),
  COLLECT("/v1/collect", "script"),
  /** Of the management API, whose front door passes it on. */
  EVALUATE("/api/v1/fraud/evaluate", "evaluate"),
  NONE("none", "none");

  private final String template;
  private final String source;

  Route(String template, String source) {
    this.template = template;
    this.source = source;
  }

  String template() {
    return template;
  }

  /** The source of refusals. */
  String source() {
    return source;
  }
}
