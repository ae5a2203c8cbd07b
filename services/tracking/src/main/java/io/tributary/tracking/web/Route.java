package io.tributary.tracking.web;

/** The edge's endpoints, as metrics name them. */
enum Route {
  CLICK("/c/{code}", "click"),
  IMPRESSION("/i/{code}.gif", "impression"),
  PIXEL("/p.gif", "pixel"),
  POSTBACK("/postback", "postback"),
  EVENTS("/v1/events", "events"),
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
