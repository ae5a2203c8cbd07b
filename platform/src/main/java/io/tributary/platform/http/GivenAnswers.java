package io.tributary.platform.http;

import java.nio.charset.StandardCharsets;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers a repeat with the first answer, byte for byte. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
final class GivenAnswers {

  @ExceptionHandler
  ResponseEntity<byte[]> repeat(GivenAnswer given) {
    ResponseEntity.BodyBuilder answer =
        ResponseEntity.status(given.status()).header(IdempotentWrites.REPLAYED, "true");
    if (given.etag() != null) {
      answer.eTag(given.etag());
    }
    return given.body() == null
        ? answer.build()
        : answer
            .contentType(MediaType.APPLICATION_JSON)
            .body(given.body().getBytes(StandardCharsets.UTF_8));
  }
}
