package io.tributary.platform.http;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the servlet container refuses by itself, before any of our code sees it, as a problem
 * document.
 */
public final class ProblemReportValve extends ErrorReportValve {

  private static final JsonMapper JSON = JsonMapper.shared();

  @Override
  protected void report(Request request, Response response, @Nullable Throwable failure) {
    int status = response.getStatus();
    HttpStatus known = HttpStatus.resolve(status);
    if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
      return;
    }
    String code = known == null ? "problem" : known.name().toLowerCase(Locale.ROOT);
    try {
      response.setContentType(Problems.MEDIA_TYPE);
      response.setCharacterEncoding("UTF-8");
      Writer writer = response.getReporter();
      if (writer != null) {
        writer.write(
            JSON.writeValueAsString(
                Problems.body(
                    status,
                    code,
                    known == null ? "The request failed." : known.getReasonPhrase() + ".",
                    List.of())));
        response.finishResponse();
      }
    } catch (IOException e) {
      // The client has gone; there is nobody to tell.
      container.getLogger().debug("problem not sent", e);
    }
  }
}
