package io.tributary.identity.store;

import io.tributary.contract.id.IdSource;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.id.UserId;
import io.tributary.identity.account.FirstAdmin;
import io.tributary.identity.account.Passwords;
import io.tributary.identity.account.User;
import io.tributary.platform.security.Role;
import io.tributary.platform.sql.Database;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Makes a new installation usable: the tenant {@code default} and its administrator. Later starts
 * find them and change nothing, whatever the settings say then; of several first starts at once,
 * one does it.
 */
public final class FirstStart {

  /** The tenant that every installation has. */
  public static final String DEFAULT_TENANT = "default";

  private final Database database;
  private final TenantStore tenants;
  private final UserStore users;
  private final AuditTrail audit;
  private final Passwords passwords;
  private final IdSource ids;
  private final InstantSource clock;

  public FirstStart(
      Database database,
      TenantStore tenants,
      UserStore users,
      AuditTrail audit,
      Passwords passwords,
      IdSource ids,
      InstantSource clock) {
    this.database = database;
    this.tenants = tenants;
    this.users = users;
    this.audit = audit;
    this.passwords = passwords;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Creates what is missing.
   *
   * @param generated told the administrator's generated password before it is stored, so that a
   *     crash in between leaves no account that nobody can enter
   */
  public void run(FirstAdmin admin, Consumer<FirstAdmin> generated) {
    database.inTransaction(
        sql -> {
          Locks.take(sql, "identity.first_start");
          TenantId tenant = tenant(sql);
          if (!hasUsers(sql)) {
            create(sql, tenant, admin, generated);
          }
          return true;
        });
  }

  private TenantId tenant(JdbcClient sql) {
    return tenants
        .named(sql, DEFAULT_TENANT)
        .map(
            known -> {
              database.asTenant(sql, known);
              return known;
            })
        .orElseGet(
            () -> {
              TenantId fresh = TenantId.of(ids.next());
              tenants.insert(sql, fresh, DEFAULT_TENANT, clock.instant());
              return fresh;
            });
  }

  private void create(
      JdbcClient sql, TenantId tenant, FirstAdmin admin, Consumer<FirstAdmin> generated) {
    if (admin.generated()) {
      generated.accept(admin);
    }
    Instant now = clock.instant();
    User user =
        new User(
            tenant,
            UserId.of(ids.next()),
            admin.email(),
            "Administrator",
            Set.of(Role.ADMIN),
            null,
            null,
            true,
            now);
    if (!users.insert(sql, user, passwords.hash(admin.password()))) {
      throw new IllegalStateException("the administrator's address has an account elsewhere");
    }
    String id = user.userId().value();
    audit.record(sql, tenant, AuditTrail.SYSTEM, "user.created", id, Map.of("roles", "ADMIN"));
  }

  private static boolean hasUsers(JdbcClient sql) {
    return sql.sql("select exists (select 1 from identity.user_account)")
        .query(Boolean.class)
        .single();
  }
}
