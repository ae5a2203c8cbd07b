package io.tributary.identity.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tributary.contract.id.AdvertiserId;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.IdSource;
import io.tributary.contract.id.UserId;
import io.tributary.identity.account.Emails;
import io.tributary.identity.account.PasswordPolicy;
import io.tributary.identity.account.Passwords;
import io.tributary.identity.account.User;
import io.tributary.identity.store.AuditTrail;
import io.tributary.identity.store.SessionStore;
import io.tributary.identity.store.TenantStore;
import io.tributary.identity.store.UserStore;
import io.tributary.platform.http.ApiProblem;
import io.tributary.platform.http.FieldProblem;
import io.tributary.platform.http.IdempotencyKey;
import io.tributary.platform.http.IdempotentWrites;
import io.tributary.platform.http.Page;
import io.tributary.platform.http.PageQuery;
import io.tributary.platform.security.Caller;
import io.tributary.platform.security.Role;
import io.tributary.platform.sql.Database;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The caller's own account, and a tenant's users. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "identity")
class UserController {

  private final Database database;
  private final UserStore users;
  private final TenantStore tenants;
  private final SessionStore sessions;
  private final AuditTrail audit;
  private final Passwords passwords;
  private final IdempotentWrites writes;
  private final IdSource ids;
  private final InstantSource clock;

  UserController(
      @Qualifier("identity.database") Database database,
      UserStore users,
      TenantStore tenants,
      SessionStore sessions,
      AuditTrail audit,
      Passwords passwords,
      IdempotentWrites writes,
      IdSource ids,
      InstantSource clock) {
    this.database = database;
    this.users = users;
    this.tenants = tenants;
    this.sessions = sessions;
    this.audit = audit;
    this.passwords = passwords;
    this.writes = writes;
    this.ids = ids;
    this.clock = clock;
  }

  @GetMapping("/me")
  @Operation(summary = "Get the account of the caller")
  MeResponse me(Caller caller) {
    return database.readInTenant(
        caller.tenant(),
        sql -> {
          User user =
              users
                  .find(sql, caller.user())
                  .filter(User::active)
                  .orElseThrow(() -> ApiProblem.unauthorized("The account is gone."));
          return MeResponse.of(user, tenants.name(sql, caller.tenant()));
        });
  }

  @GetMapping("/users")
  Page<UserResponse> list(Caller caller, PageQuery page) {
    caller.require(Role.ADMIN);
    List<UserResponse> rows =
        database.readInTenant(
            caller.tenant(), sql -> users.list(sql, page).stream().map(UserResponse::of).toList());
    return page.page(rows, user -> user.id().value());
  }

  /** The password's hash is made before the transaction: it takes longer than all the rest. */
  @PostMapping("/users")
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<UserResponse> create(
      Caller caller, @Valid @RequestBody CreateUserRequest body, IdempotencyKey idempotency) {
    caller.require(Role.ADMIN);
    body.check();
    writes.answerRepeat(caller, idempotency, body.withoutPassword(), database);
    String hash = passwords.hash(body.password());
    return writes.perform(
        caller,
        idempotency,
        body.withoutPassword(),
        database,
        sql -> create(sql, caller, body, hash));
  }

  private ResponseEntity<UserResponse> create(
      JdbcClient sql, Caller caller, CreateUserRequest body, String hash) {
    User user =
        new User(
            caller.tenant(),
            UserId.of(ids.next()),
            Emails.normalised(body.email()),
            body.name().strip(),
            Set.of(body.role()),
            body.affiliateId(),
            body.advertiserId(),
            true,
            clock.instant());
    if (!users.insert(sql, user, hash)) {
      throw ApiProblem.conflict("email_taken", "This e-mail address has an account already.");
    }
    audit(sql, caller, "user.created", user);
    return ResponseEntity.status(HttpStatus.CREATED).body(UserResponse.of(user));
  }

  @PatchMapping("/users/{id}")
  ResponseEntity<UserResponse> change(
      Caller caller,
      @PathVariable UserId id,
      @Valid @RequestBody ChangeUserRequest body,
      IdempotencyKey idempotency) {
    caller.require(Role.ADMIN);
    return writes.perform(
        caller,
        idempotency,
        body,
        database,
        sql -> ResponseEntity.ok(change(sql, caller, id, body)));
  }

  private UserResponse change(JdbcClient sql, Caller caller, UserId id, ChangeUserRequest change) {
    List<UserId> admins = users.lockAdmins(sql);
    User before = users.find(sql, id).orElseThrow(ApiProblem::notFound);
    User after = change.applyTo(before);
    boolean staysAdmin = after.active() && after.roles().contains(Role.ADMIN);
    if (admins.equals(List.of(id)) && !staysAdmin) {
      throw ApiProblem.conflict("last_admin", "The tenant would be left without an administrator.");
    }
    users.update(sql, after);
    if (!after.active() || !after.roles().equals(before.roles())) {
      sessions.closeAll(sql, id, after.active() ? "roles_changed" : "disabled");
    }
    audit(sql, caller, "user.changed", after);
    return UserResponse.of(after);
  }

  private void audit(JdbcClient sql, Caller caller, String action, User user) {
    audit.record(
        sql,
        caller.tenant(),
        caller.user().value(),
        action,
        user.userId().value(),
        Map.of(
            "roles",
            user.roles().stream().map(Enum::name).sorted().collect(Collectors.joining(",")),
            "active",
            Boolean.toString(user.active())));
  }

  /** The state of a user. */
  enum UserStatus {
    @JsonProperty("active")
    ACTIVE,
    @JsonProperty("disabled")
    DISABLED;

    static UserStatus of(User user) {
      return user.active() ? ACTIVE : DISABLED;
    }
  }

  record TenantResponse(String id, String name) {}

  record MeResponse(
      UserId id,
      String email,
      String name,
      TenantResponse tenant,
      List<Role> roles,
      @Nullable AffiliateId affiliateId,
      @Nullable AdvertiserId advertiserId) {

    static MeResponse of(User user, String tenantName) {
      return new MeResponse(
          user.userId(),
          user.email(),
          user.name(),
          new TenantResponse(user.tenantId().value(), tenantName),
          user.roles().stream().sorted().toList(),
          user.affiliateId(),
          user.advertiserId());
    }
  }

  record UserResponse(
      UserId id,
      String email,
      String name,
      List<Role> roles,
      UserStatus status,
      @Nullable AffiliateId affiliateId,
      @Nullable AdvertiserId advertiserId,
      Instant createdAt) {

    static UserResponse of(User user) {
      return new UserResponse(
          user.userId(),
          user.email(),
          user.name(),
          user.roles().stream().sorted().toList(),
          UserStatus.of(user),
          user.affiliateId(),
          user.advertiserId(),
          user.createdAt());
    }
  }

  record CreateUserRequest(
      @NotBlank @Size(max = Emails.MAX_LENGTH) String email,
      @NotBlank @Size(max = 200) String name,
      @NotNull Role role,
      @NotNull String password,
      @Nullable AffiliateId affiliateId,
      @Nullable AdvertiserId advertiserId) {

    void check() {
      List<FieldProblem> problems = new ArrayList<>();
      if (!Emails.isWellFormed(Emails.normalised(email))) {
        problems.add(new FieldProblem("email", "malformed", "is no e-mail address"));
      }
      PasswordPolicy.complaint(password)
          .ifPresent(complaint -> problems.add(new FieldProblem("password", "length", complaint)));
      problems.addAll(Bindings.problems(Set.of(role), affiliateId, advertiserId));
      if (!problems.isEmpty()) {
        throw ApiProblem.unprocessable(problems);
      }
    }

    /** What an Idempotency-Key is bound to: a fast hash of a password must not be stored. */
    CreateUserRequest withoutPassword() {
      return new CreateUserRequest(email, name, role, "", affiliateId, advertiserId);
    }

    @Override
    public String toString() {
      return "CreateUserRequest";
    }
  }

  /** What is absent stays as it is. */
  record ChangeUserRequest(
      @Nullable @Size(min = 1, max = 200) String name,
      @Nullable @Size(min = 1, max = 5) Set<Role> roles,
      @Nullable UserStatus status,
      @Nullable AffiliateId affiliateId,
      @Nullable AdvertiserId advertiserId) {

    User applyTo(User user) {
      Set<Role> newRoles = roles == null ? user.roles() : roles;
      AffiliateId affiliate = affiliateId == null ? user.affiliateId() : affiliateId;
      AdvertiserId advertiser = advertiserId == null ? user.advertiserId() : advertiserId;
      List<FieldProblem> problems = Bindings.problems(newRoles, affiliate, advertiser);
      if (!problems.isEmpty()) {
        throw ApiProblem.unprocessable(problems);
      }
      return new User(
          user.tenantId(),
          user.userId(),
          user.email(),
          name == null ? user.name() : name.strip(),
          newRoles,
          affiliate,
          advertiser,
          status == null ? user.active() : status == UserStatus.ACTIVE,
          user.createdAt());
    }
  }

  /** Roles that see one party's data must say whose. */
  private static final class Bindings {

    static List<FieldProblem> problems(
        Set<Role> roles, @Nullable AffiliateId affiliate, @Nullable AdvertiserId advertiser) {
      List<FieldProblem> problems = new ArrayList<>();
      if (roles.contains(Role.AFFILIATE) && affiliate == null) {
        problems.add(
            new FieldProblem("affiliate_id", "required", "must be given for the role AFFILIATE"));
      }
      if (roles.contains(Role.ADVERTISER) && advertiser == null) {
        problems.add(
            new FieldProblem("advertiser_id", "required", "must be given for the role ADVERTISER"));
      }
      return problems;
    }
  }
}
