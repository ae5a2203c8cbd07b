package io.tributary.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tributary.contract.id.IdSource;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.id.UserId;
import io.tributary.platform.security.Caller;
import io.tributary.platform.security.Role;
import io.tributary.platform.sql.Database;
import io.tributary.platform.testing.TestDatabases;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

class IdempotentWritesTest {

  private static final IdSource IDS = IdSource.system();

  private final Database database = TestDatabases.of("probe");
  private final IdempotentWrites writes = new IdempotentWrites(JsonMapper.shared());
  private final AtomicInteger effects = new AtomicInteger();
  private final Caller caller =
      new Caller(
          TenantId.of(IDS.next()),
          UserId.of(IDS.next()),
          "anna@example.com",
          Set.of(Role.ADMIN),
          null,
          null);

  record Made(int number, @Nullable String secret) {}

  @Test
  void aRepeatGetsTheFirstAnswerWithItsEntityTag() {
    IdempotencyKey key = key("k");
    assertThat(perform(key, "body").getBody()).isEqualTo(new Made(1, null));
    assertThatExceptionOfType(GivenAnswer.class)
        .isThrownBy(() -> perform(key, "body"))
        .satisfies(
            given -> {
              assertThat(given.status()).isEqualTo(201);
              assertThat(given.etag()).isEqualTo("\"7\"");
              assertThat(given.body()).isEqualTo("{\"number\":1,\"secret\":null}");
            });
    assertThat(effects).hasValue(1);
  }

  @Test
  void withoutAKeyTheEffectHappensAgain() {
    perform(key(null), "body");
    assertThat(perform(key(null), "body").getBody()).isEqualTo(new Made(2, null));
  }

  @Test
  void aKeyIsOneCallersForOneAddressAndBody() {
    IdempotencyKey key = key("k");
    perform(key, "body");
    assertRefused(() -> perform(key, "other"));
    assertRefused(() -> perform(new IdempotencyKey(key.route(), "/things/2", "k"), "body"));
    assertRefused(() -> writes.answerRepeat(caller, key, "other", database));
    Caller ben =
        new Caller(caller.tenant(), UserId.of(IDS.next()), "b@example.com", Set.of(), null, null);
    writes.answerRepeat(ben, key, "other", database);
  }

  @Test
  void checksOutsideTheEffectComeAfterTheLookUp() {
    IdempotencyKey key = key("k");
    writes.answerRepeat(caller, key, "body", database);
    perform(key, "body");
    assertThatExceptionOfType(GivenAnswer.class)
        .isThrownBy(() -> writes.answerRepeat(caller, key, "body", database));
    writes.answerRepeat(caller, key(null), "body", database);
    writes.answerRepeat(caller, key("another"), "body", database);
  }

  @Test
  void whatIsShownOnceIsNotStored() {
    IdempotencyKey key = key("k");
    ResponseEntity<Made> first =
        writes.perform(
            caller, key, "body", database, this::make, made -> new Made(made.number(), "secret"));
    assertThat(first.getBody()).isEqualTo(new Made(1, "secret"));
    assertThat(first.getHeaders().getETag()).isEqualTo("\"7\"");
    assertThatExceptionOfType(GivenAnswer.class)
        .isThrownBy(() -> perform(key, "body"))
        .satisfies(given -> assertThat(given.body()).doesNotContain("secret\":\""));
  }

  @Test
  void aRefusalIsNotKept() {
    IdempotencyKey key = key("k");
    assertThatExceptionOfType(ApiProblem.class)
        .isThrownBy(
            () ->
                writes.<Made>perform(
                    caller,
                    key,
                    "body",
                    database,
                    sql -> {
                      throw ApiProblem.conflict("taken", "Taken.");
                    }));
    assertThat(perform(key, "body").getBody()).isEqualTo(new Made(1, null));
  }

  private ResponseEntity<Made> perform(IdempotencyKey key, String body) {
    return writes.perform(caller, key, body, database, this::make);
  }

  private ResponseEntity<Made> make(JdbcClient sql) {
    return ResponseEntity.status(201).eTag("\"7\"").body(new Made(effects.incrementAndGet(), null));
  }

  private static void assertRefused(Runnable reuse) {
    assertThatExceptionOfType(ApiProblem.class)
        .isThrownBy(reuse::run)
        .satisfies(problem -> assertThat(problem.code()).isEqualTo("idempotency_key_reused"));
  }

  private static IdempotencyKey key(@Nullable String text) {
    return new IdempotencyKey("POST /things", "/things", text);
  }
}
