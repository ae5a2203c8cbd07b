package io.tributary.simulation.http;

import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a server answered. */
public record Answer(int status, HttpHeaders headers, String body) {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern CLICK_ID = Pattern.compile("(?:^|&)click_id=([^&]+)");

  /** The body as JSON; a missing node when it is none. */
  public JsonNode json() {
    try {
      return JSON.readTree(body);
    } catch (JacksonException e) {
      return JSON.missingNode();
    }
  }

  /** The click id in the address that a click is redirected to. */
  public Optional<String> clickId() {
    return headers
        .firstValue("Location")
        .map(URI::create)
        .map(URI::getRawQuery)
        .map(CLICK_ID::matcher)
        .filter(Matcher::find)
        .map(found -> URLDecoder.decode(found.group(1), StandardCharsets.UTF_8));
  }

  /** The visitor cookie that is set, as it is to be sent back. */
  public Optional<String> visitorCookie() {
    return headers.allValues("Set-Cookie").stream()
        .filter(cookie -> cookie.startsWith("tb_vid="))
        .map(cookie -> cookie.split(";", 2)[0])
        .findFirst();
  }
}
