package io.tributary.contract.decision;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.tributary.contract.id.ConversionId;
import io.tributary.contract.id.TenantId;
import java.time.Instant;

/** What was decided about one conversion, and what followed; keyed by conversion id. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Attributed.class, name = "attributed"),
  @JsonSubTypes.Type(value = Unattributed.class, name = "unattributed"),
  @JsonSubTypes.Type(value = Rejected.class, name = "rejected"),
  @JsonSubTypes.Type(value = Duplicate.class, name = "duplicate"),
  @JsonSubTypes.Type(value = Superseded.class, name = "superseded"),
  @JsonSubTypes.Type(value = Refunded.class, name = "refunded"),
})
public sealed interface Decision
    permits Attributed, Unattributed, Rejected, Duplicate, Superseded, Refunded {

  /** Unique per decision and the same when the same input is processed again. */
  String decisionId();

  TenantId tenantId();

  ConversionId conversionId();

  Instant decidedAt();
}
