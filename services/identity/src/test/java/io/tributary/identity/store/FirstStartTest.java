package io.tributary.identity.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contract.id.IdSource;
import io.tributary.identity.account.Credentials;
import io.tributary.identity.account.FirstAdmin;
import io.tributary.platform.security.Role;
import io.tributary.platform.sql.Database;
import io.tributary.platform.testing.TestDatabases;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FirstStartTest {

  private static final String EMAIL = "admin@example.com";

  private final Database database = TestDatabases.of("identity");
  private final AuditTrail audit =
      new AuditTrail(database, IdSource.system(), InstantSource.system());
  private final UserStore users = new UserStore(database, audit);
  private final Argon2Passwords passwords = new Argon2Passwords(2);
  private final List<FirstAdmin> announced = new CopyOnWriteArrayList<>();

  @BeforeEach
  @AfterEach
  void emptyInstallation() {
    TestDatabases.owner().sql("truncate identity.tenant cascade").update();
  }

  @Test
  void ofSeveralFirstStartsAtOnceOneCreatesTheAdministratorAndAnnouncesIt() {
    List<CompletableFuture<Void>> starts =
        IntStream.range(0, 4)
            .mapToObj(i -> new FirstAdmin(EMAIL, "generated password " + i, true))
            .map(admin -> CompletableFuture.runAsync(() -> run(admin)))
            .toList();
    starts.forEach(CompletableFuture::join);
    assertThat(announced).hasSize(1);
    Credentials stored = users.byEmail(EMAIL).orElseThrow();
    assertThat(stored.user().roles()).containsExactly(Role.ADMIN);
    assertThat(passwords.matches(announced.getFirst().password(), stored.passwordHash())).isTrue();
  }

  @Test
  void aLaterStartWithAnotherPasswordChangesNothingAndAnnouncesNothing() {
    run(new FirstAdmin(EMAIL, "configured password", false));
    Credentials first = users.byEmail(EMAIL).orElseThrow();
    run(new FirstAdmin("other@example.com", "another password", true));
    assertThat(users.byEmail(EMAIL)).contains(first);
    assertThat(users.byEmail("other@example.com")).isEmpty();
    assertThat(announced).isEmpty();
  }

  private void run(FirstAdmin admin) {
    new FirstStart(
            database,
            new TenantStore(database),
            users,
            audit,
            passwords,
            IdSource.system(),
            InstantSource.system())
        .run(admin, announced::add);
  }
}
