package io.tributary.tracking.web;

import io.tributary.tracking.script.ScriptFile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code GET /t.js} and {@code GET /t-fp.js}: the script for the advertiser's pages. */
final class ScriptEndpoint {

  /** How long a browser may go without asking, in seconds: a new version is everywhere then. */
  static final int MAX_AGE = 300;

  private final @Nullable ScriptFile script = ScriptFile.load("t.js");
  private final @Nullable ScriptFile fingerprint = ScriptFile.load("t-fp.js");

  void handle(Exchange exchange) {
    ScriptFile file = exchange.route() == Route.FINGERPRINT ? fingerprint : script;
    if (file == null) {
      exchange.problem(404, "not_found", "This build holds no script.", List.of());
    } else {
      exchange.script(file, MAX_AGE);
    }
  }
}
