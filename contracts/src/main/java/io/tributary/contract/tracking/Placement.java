package io.tributary.contract.tracking;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where an affiliate showed a link, by the link's own parameters.
 *
 * @param urlId the landing page that was chosen; null for the campaign's own
 * @param creativeId the creative that carried the link
 * @param adIds click ids of ad networks by parameter, for example {@code gclid}
 * @param utm campaign parameters by name without their prefix, for example {@code source}
 * @param ext parameters of other systems that have no place of their own
 * @param direct the advertiser's page was visited at once and its script reported the click
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record Placement(
    @Nullable String urlId,
    @Nullable String creativeId,
    Map<String, String> adIds,
    Map<String, String> utm,
    Map<String, String> ext,
    @JsonSetter(nulls = Nulls.AS_EMPTY) boolean direct) {

  /** Nothing is known of it. */
  public static final Placement NONE =
      new Placement(null, null, Map.of(), Map.of(), Map.of(), false);

  public Placement {
    adIds = adIds == null ? Map.of() : Map.copyOf(adIds);
    utm = utm == null ? Map.of() : Map.copyOf(utm);
    ext = ext == null ? Map.of() : Map.copyOf(ext);
  }
}
