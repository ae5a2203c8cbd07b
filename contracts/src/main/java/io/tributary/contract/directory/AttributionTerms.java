package io.tributary.contract.directory;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a campaign's conversions are attributed.
 *
 * @param parameters of the model
 * @param clickWindow how long a click counts, both ends included
 * @param viewWindow how long an impression counts; zero switches views off
 * @param lead which events are leads, and their windows
 * @param matching how a conversion finds its touches
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AttributionTerms(
    Model model,
    ModelParameters parameters,
    Duration clickWindow,
    Duration viewWindow,
    @Nullable LeadTerms lead,
    Matching matching) {

  public AttributionTerms {
    parameters = parameters == null ? ModelParameters.DEFAULT : parameters;
    matching = matching == null ? Matching.DEFAULT : matching;
  }

  /** Without leads, everything else as it is by default. */
  public AttributionTerms(Model model, Duration clickWindow, Duration viewWindow) {
    this(model, ModelParameters.DEFAULT, clickWindow, viewWindow, null, Matching.DEFAULT);
  }

  /** Which touches share the credit. */
  public enum Model {
    /** The last touch, whatever it is. */
    @JsonProperty("last")
    LAST,
    /** The last click, or the last impression where no click counts. */
    @JsonProperty("last_click")
    LAST_CLICK,
    /** The last touch whose source is not set aside. */
    @JsonProperty("last_non")
    LAST_NON,
    @JsonProperty("first")
    FIRST,
    /** Every touch alike. */
    @JsonProperty("linear")
    LINEAR,
    /** Every affiliate alike, at its first touch. */
    @JsonProperty("linear_unique")
    LINEAR_UNIQUE,
    /** Fixed shares for the first and the last touch, the rest to those between. */
    @JsonProperty("position")
    POSITION,
    /** Fixed shares for the first touch, those at named earlier conversions, and the last. */
    @JsonProperty("milestones")
    MILESTONES,
    /** Halves with every half-life before the conversion. */
    @JsonProperty("time_decay")
    TIME_DECAY,
    /** Grows evenly with the place in the journey. */
    @JsonProperty("position_decay")
    POSITION_DECAY,
    /** By an expression over each touch. */
    @JsonProperty("custom")
    CUSTOM,
    /** By weights that were learned from the campaign's or the tenant's journeys. */
    @JsonProperty("data_driven")
    DATA_DRIVEN
  }

  /**
   * What a model can be told; each model reads its own.
   *
   * @param firstPpm share of the first touch in {@code position}, in parts per million
   * @param lastPpm share of the last touch there; with {@code firstPpm} at most 1,000,000
   * @param halfLife of {@code time_decay}
   * @param setAside affiliates' sources that {@code last_non} sets aside
   * @param milestones events of earlier conversions of the person, in the order of a journey
   * @param milestonePpm shares in {@code milestones}: first touch, one per milestone, last touch
   * @param weight CEL expression of type double over a touch, for {@code custom}
   * @param learning for {@code data_driven}
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ModelParameters(
      @Nullable Integer firstPpm,
      @Nullable Integer lastPpm,
      @Nullable Duration halfLife,
      @Nullable Set<String> setAside,
      @Nullable List<String> milestones,
      @Nullable List<Integer> milestonePpm,
      @Nullable String weight,
      @Nullable Learning learning) {

    /** As the product has it. */
    public static final ModelParameters DEFAULT =
        new ModelParameters(null, null, null, null, null, null, null, null);

    public static final int DEFAULT_END_PPM = 400_000;
    public static final Duration DEFAULT_HALF_LIFE = Duration.ofDays(7);

    public ModelParameters {
      setAside = setAside == null ? null : Set.copyOf(setAside);
      milestones = milestones == null ? null : List.copyOf(milestones);
      milestonePpm = milestonePpm == null ? null : List.copyOf(milestonePpm);
    }
  }

  /**
   * What {@code data_driven} learns.
   *
   * @param order of the Markov chain, 1 to 4; 1 for others
   */
  public record Learning(Kind kind, int order, Scope scope) {

    /** By what the weights are found. */
    public enum Kind {
      @JsonProperty("markov")
      MARKOV,
      @JsonProperty("shapley_simplified")
      SHAPLEY_SIMPLIFIED,
      @JsonProperty("shapley_ordered")
      SHAPLEY_ORDERED
    }

    /** Whose journeys are learned from. */
    public enum Scope {
      @JsonProperty("campaign")
      CAMPAIGN,
      @JsonProperty("tenant")
      TENANT
    }
  }

  /**
   * Events that are leads: each counts once for a customer.
   *
   * @param events their names
   */
  public record LeadTerms(Set<String> events, Duration clickWindow, Duration viewWindow) {

    public LeadTerms {
      events = Set.copyOf(events);
    }
  }

  /**
   * How a conversion finds its touches.
   *
   * @param couponFirst a coupon's affiliate is credited whatever the touches say
   * @param binding what becomes of a customer's affiliate with a later touch of another
   * @param lockDays for {@link Binding#LOCK_FOR_DAYS}
   * @param probabilistic how long a click may be found by what its browser shows; null switches
   *     that off
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Matching(
      @JsonSetter(nulls = Nulls.AS_EMPTY) boolean couponFirst,
      Binding binding,
      @Nullable Integer lockDays,
      @Nullable Duration probabilistic) {

    public static final Matching DEFAULT = new Matching(false, Binding.LAST_CLICK_WINS, null, null);

    public Matching {
      binding = binding == null ? Binding.LAST_CLICK_WINS : binding;
    }
  }

  /** What a customer who was won stays bound to. */
  public enum Binding {
    /** The newest valid click, for later sales. */
    @JsonProperty("last_click_wins")
    LAST_CLICK_WINS,
    /** The first affiliate for good. */
    @JsonProperty("lock_first")
    LOCK_FIRST,
    /** The affiliate for so many days from its last win. */
    @JsonProperty("lock_for_days")
    LOCK_FOR_DAYS
  }

  /** Whether conversions of that name are leads. */
  public boolean isLead(String event) {
    return lead != null && lead.events().contains(event);
  }

  /** How long a click counts for a conversion of that name. */
  public Duration clickWindow(String event) {
    return lead != null && isLead(event) ? lead.clickWindow() : clickWindow;
  }

  /** How long an impression counts for a conversion of that name; zero where none does. */
  public Duration viewWindow(String event) {
    return lead != null && isLead(event) ? lead.viewWindow() : viewWindow;
  }

  /** The longest that a click counts for any conversion. */
  public Duration longestClickWindow() {
    return lead != null && lead.clickWindow().compareTo(clickWindow) > 0
        ? lead.clickWindow()
        : clickWindow;
  }

  /** The longest that an impression counts for any conversion. */
  public Duration longestViewWindow() {
    return lead != null && lead.viewWindow().compareTo(viewWindow) > 0
        ? lead.viewWindow()
        : viewWindow;
  }
}
