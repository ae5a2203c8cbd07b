package io.tributary.contract.tracking;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.tributary.contract.id.TenantId;
import java.time.Instant;

/** What the edge received and answered for; the event store, keyed by visitor id. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Click.class, name = "click"),
  @JsonSubTypes.Type(value = Impression.class, name = "impression"),
  @JsonSubTypes.Type(value = ConversionReceived.class, name = "conversion_received"),
  @JsonSubTypes.Type(value = RefundReceived.class, name = "refund_received"),
  @JsonSubTypes.Type(value = Identified.class, name = "identified"),
  @JsonSubTypes.Type(value = ConsentChanged.class, name = "consent_changed"),
  @JsonSubTypes.Type(value = PageViewed.class, name = "page_viewed"),
})
public sealed interface TrackingEvent
    permits Click,
        Impression,
        ConversionReceived,
        RefundReceived,
        Identified,
        ConsentChanged,
        PageViewed {

  /** Unique per tenant; the same on every retry. */
  String eventId();

  TenantId tenantId();

  /** The key of the topic: a pseudonymous browser, or a stand-in that is unique to the event. */
  String visitorId();

  /** When it happened, by the source's word where the source may say so. */
  Instant occurredAt();

  /** When the edge accepted it. */
  Instant receivedAt();
}
