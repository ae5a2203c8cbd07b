package io.tributary.identity.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class FirstAdminTest {

  private final SecureRandom random = new SecureRandom();

  @Test
  void aConfiguredPasswordIsTakenAndNotAnnounced() {
    FirstAdmin admin = FirstAdmin.configured(" Ada@Example.com ", "a long enough one", random);
    assertThat(admin).isEqualTo(new FirstAdmin("ada@example.com", "a long enough one", false));
    assertThat(admin.toString()).doesNotContain("long");
  }

  @Test
  void withoutOneAPasswordIsGeneratedAndAnnounced() {
    for (String none : new String[] {null, "", "  "}) {
      FirstAdmin admin = FirstAdmin.configured("admin@example.com", none, random);
      assertThat(admin.generated()).isTrue();
      assertThat(PasswordPolicy.complaint(admin.password())).isEmpty();
      assertThat(admin.announcement()).contains("admin@example.com").contains(admin.password());
    }
  }

  @Test
  void anUnusableSettingIsRefusedByItsName() {
    for (String bad : new String[] {"short", "elevenchars", "x".repeat(129)}) {
      assertThatThrownBy(() -> FirstAdmin.configured("admin@example.com", bad, random))
          .hasMessage("tributary.identity.admin-password must have 12 to 128 characters");
    }
    assertThatThrownBy(() -> FirstAdmin.configured("nobody", "a long enough one", random))
        .hasMessage("tributary.identity.admin-email is no e-mail address");
  }
}
