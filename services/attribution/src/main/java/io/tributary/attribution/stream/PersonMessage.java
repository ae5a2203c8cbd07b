package io.tributary.attribution.stream;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.tributary.attribution.journey.Touch;
import io.tributary.attribution.person.Seeking;
import io.tributary.contract.id.TenantId;
import java.util.List;
import java.util.Set;

/** What a visitor's partition tells a person's, keyed by the person. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = PersonMessage.Joined.class, name = "joined"),
  @JsonSubTypes.Type(value = PersonMessage.Touched.class, name = "touched"),
  @JsonSubTypes.Type(value = PersonMessage.Left.class, name = "left"),
  @JsonSubTypes.Type(value = PersonMessage.Sought.class, name = "sought"),
})
sealed interface PersonMessage {

  TenantId tenantId();

  /** A visitor is the person, and so are its earlier touches the person's. */
  record Joined(TenantId tenantId, List<Touch> touches) implements PersonMessage {

    public Joined {
      touches = List.copyOf(touches);
    }
  }

  /** A visitor of the person has another touch. */
  record Touched(TenantId tenantId, Touch touch) implements PersonMessage {}

  /** A visitor is shared by too many to be the person. */
  record Left(TenantId tenantId, Set<String> eventIds) implements PersonMessage {

    public Left {
      eventIds = Set.copyOf(eventIds);
    }
  }

  /** A conversion of the person is to be decided. */
  record Sought(TenantId tenantId, Seeking seeking) implements PersonMessage {}
}
