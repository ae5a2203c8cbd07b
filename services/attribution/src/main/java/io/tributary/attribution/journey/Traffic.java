package io.tributary.attribution.journey;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tributary.contract.tracking.Judgement;
import io.tributary.contract.tracking.Placement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a campaign's rules may ask of a touch.
 *
 * @param source the affiliate's traffic source
 * @param subs the affiliate's first parameters, in their order
 * @param adIds which ad networks' click ids came with it, by parameter
 * @param score what fraud detection made of it, 0 to 100
 * @param verdict of fraud detection
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Traffic(
    @Nullable String source,
    List<String> subs,
    Set<String> adIds,
    @Nullable String utmMedium,
    int score,
    Judgement.Verdict verdict) {

  private static final int SUBS = 5;

  /** Nothing is said of it. */
  public static final Traffic PLAIN =
      new Traffic(null, List.of(), Set.of(), null, 0, Judgement.Verdict.ACCEPT);

  public Traffic {
    subs = subs == null ? List.of() : List.copyOf(subs);
    adIds = adIds == null ? Set.of() : Set.copyOf(adIds);
    verdict = verdict == null ? Judgement.Verdict.ACCEPT : verdict;
  }

  static Traffic of(
      @Nullable String source, Map<String, String> subs, Placement placement, Judgement judgement) {
    return new Traffic(
        source,
        ordered(subs),
        placement.adIds().keySet(),
        placement.utm().get("medium"),
        judgement.score(),
        judgement.verdict());
  }

  /** The first five as far as they go; what is missing between is empty. */
  private static List<String> ordered(Map<String, String> subs) {
    List<String> ordered = new ArrayList<>(SUBS);
    int last = 0;
    for (int i = 1; i <= SUBS; i++) {
      String value = subs.getOrDefault("sub" + i, "");
      ordered.add(value);
      last = value.isEmpty() ? last : i;
    }
    return ordered.subList(0, last);
  }
}
