package io.tributary.contract.tracking;

import io.tributary.contract.id.TenantId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Input that was not recorded, and why. On its own topic, keyed by source.
 *
 * @param tenantId known where the input named a valid link, token or key
 * @param source the endpoint, for example {@code postback}
 * @param reason the first problem's code
 * @param problems every problem found
 * @param raw the input, secrets and personal data masked, cut to 4,096 characters
 */
public record Refused(
    String refusalId,
    @Nullable TenantId tenantId,
    String source,
    Instant receivedAt,
    String reason,
    List<Problem> problems,
    String raw) {

  public Refused {
    problems = List.copyOf(problems);
  }

  /** One problem: the field it lies in (empty for the whole input), a code and a sentence. */
  public record Problem(String field, String code, String message) {}
}
