package io.tributary.campaign.web;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tributary.campaign.terms.CampaignTerms;
import io.tributary.contract.directory.AttributionTerms;
import io.tributary.contract.directory.AttributionTerms.Binding;
import io.tributary.contract.directory.AttributionTerms.LeadTerms;
import io.tributary.contract.directory.AttributionTerms.Learning;
import io.tributary.contract.directory.AttributionTerms.Matching;
import io.tributary.contract.directory.AttributionTerms.Model;
import io.tributary.contract.directory.AttributionTerms.ModelParameters;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a campaign's conversions are attributed, as the API shows it; windows are ISO 8601. */
record AttributionResponse(
    Model model,
    ParametersResponse parameters,
    String clickWindow,
    String viewWindow,
    @Nullable LeadResponse lead,
    MatchingResponse matching) {

  /** What the model is told, with the product's defaults where the campaign says nothing. */
  @Schema(name = "ModelParametersResponse")
  record ParametersResponse(
      int firstPpm,
      int lastPpm,
      String halfLife,
      List<String> setAside,
      List<String> milestones,
      List<Integer> milestonePpm,
      @Nullable String weight,
      @Nullable LearningResponse learning) {

    private static ParametersResponse of(ModelParameters given) {
      return new ParametersResponse(
          orElse(given.firstPpm(), ModelParameters.DEFAULT_END_PPM),
          orElse(given.lastPpm(), ModelParameters.DEFAULT_END_PPM),
          CampaignTerms.iso(orElse(given.halfLife(), ModelParameters.DEFAULT_HALF_LIFE)),
          sorted(orElse(given.setAside(), Set.of())),
          orElse(given.milestones(), List.of()),
          orElse(given.milestonePpm(), List.of()),
          given.weight(),
          given.learning() == null ? null : LearningResponse.of(given.learning()));
    }
  }

  /** What learned weights are learned by. */
  @Schema(name = "ModelLearningResponse")
  record LearningResponse(Learning.Kind kind, int order, Learning.Scope scope) {

    private static LearningResponse of(Learning learning) {
      return new LearningResponse(learning.kind(), learning.order(), learning.scope());
    }
  }

  /** Which events are leads, and their windows. */
  @Schema(name = "LeadTermsResponse")
  record LeadResponse(List<String> events, String clickWindow, String viewWindow) {

    private static LeadResponse of(LeadTerms lead) {
      return new LeadResponse(
          sorted(lead.events()),
          CampaignTerms.iso(lead.clickWindow()),
          CampaignTerms.iso(lead.viewWindow()));
    }
  }

  /** How a conversion finds its touches; without a probabilistic window only by what is certain. */
  @Schema(name = "MatchingResponse")
  record MatchingResponse(
      boolean couponFirst,
      Binding binding,
      @Nullable Integer lockDays,
      @Nullable String probabilistic) {

    private static MatchingResponse of(Matching matching) {
      Duration probabilistic = matching.probabilistic();
      return new MatchingResponse(
          matching.couponFirst(),
          matching.binding(),
          matching.lockDays(),
          probabilistic == null ? null : CampaignTerms.iso(probabilistic));
    }
  }

  static AttributionResponse of(AttributionTerms terms) {
    return new AttributionResponse(
        terms.model(),
        ParametersResponse.of(terms.parameters()),
        CampaignTerms.iso(terms.clickWindow()),
        CampaignTerms.iso(terms.viewWindow()),
        terms.lead() == null ? null : LeadResponse.of(terms.lead()),
        MatchingResponse.of(terms.matching()));
  }

  private static List<String> sorted(Set<String> words) {
    return words.stream().sorted().toList();
  }

  private static <T> T orElse(@Nullable T value, T otherwise) {
    return Objects.requireNonNullElse(value, otherwise);
  }
}
