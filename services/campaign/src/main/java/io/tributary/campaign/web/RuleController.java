package io.tributary.campaign.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tributary.campaign.terms.DryRun;
import io.tributary.campaign.terms.RuleDraft;
import io.tributary.campaign.terms.RuleForm;
import io.tributary.campaign.terms.RuleTerms;
import io.tributary.campaign.web.AttributionRuleResponse.AttributionEffectResponse;
import io.tributary.contract.money.CurrencyCode;
import io.tributary.contract.money.Money;
import io.tributary.platform.http.Filters;
import io.tributary.platform.http.Page;
import io.tributary.platform.http.WholeList;
import io.tributary.platform.http.Words;
import io.tributary.platform.security.Caller;
import io.tributary.rule.Facts;
import io.tributary.rule.RuleKind;
import io.tributary.rule.RuleProblem;
import io.tributary.rule.RuleTemplate;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Trying rules before they decide about money. Nothing is stored. */
@RestController
@RequestMapping("/api/v1/rules")
@Tag(name = "campaign")
class RuleController {

  private static final int MAX_SAMPLES = 100;
  private static final long MAX_AMOUNT = 1_000_000_000_000_000L;
  private static final String DEFAULT_EVENT = "purchase";

  private final RuleForm form;
  private final DryRun dryRun;

  RuleController(RuleForm form, DryRun dryRun) {
    this.form = form;
    this.dryRun = dryRun;
  }

  @PostMapping("/validate")
  @Operation(summary = "Check the expression of a rule")
  RuleValidationResponse validate(Caller caller, @Valid @RequestBody ValidateRuleRequest body) {
    Access.requireWriter(caller);
    RuleKind kind = Filters.word(RuleKind.class, "kind", body.kind());
    List<RuleProblem> problems =
        form.problemsOf(kind == null ? RuleKind.COMMISSION : kind, body.expression());
    return new RuleValidationResponse(problems.isEmpty(), problems);
  }

  @GetMapping("/templates")
  @Operation(summary = "Attribution rules that many campaigns want, to begin with")
  WholeList<RuleTemplateResponse> templates(Caller caller) {
    Access.requireWriter(caller);
    return new WholeList<>(RuleTemplate.ALL.stream().map(RuleTemplateResponse::of).toList());
  }

  @PostMapping("/dry-run")
  @Operation(summary = "Try rules on conversions that never were")
  Page<DryRunOutcomeResponse> dryRun(Caller caller, @Valid @RequestBody DryRunRequest body) {
    Access.requireWriter(caller);
    List<RuleTerms> rules = Inputs.accepted(form.check(body.commissionRules()));
    return Page.whole(
        body.samples().stream()
            .map(sample -> DryRunOutcomeResponse.of(dryRun.of(rules, sample.conversion())))
            .toList());
  }

  record ValidateRuleRequest(
      @NotNull @Words(RuleKind.class) String kind,
      @NotNull @Size(max = 20_000) String expression) {}

  /**
   * A rule to begin with.
   *
   * @param id stays the same
   */
  record RuleTemplateResponse(String id, String name, String when, AttributionEffectResponse then) {

    static RuleTemplateResponse of(RuleTemplate template) {
      return new RuleTemplateResponse(
          template.id(),
          template.name(),
          template.when(),
          AttributionEffectResponse.of(template.then()));
    }
  }

  record RuleValidationResponse(boolean valid, List<RuleProblem> problems) {}

  record DryRunRequest(
      @Nullable List<@Nullable RuleDraft> commissionRules,
      @NotEmpty @Size(max = MAX_SAMPLES) List<@NotNull @Valid DryRunSample> samples) {}

  /** A conversion that never was; the amount in minor units. */
  record DryRunSample(
      @NotNull @Min(0) @Max(MAX_AMOUNT) Long amount,
      @NotNull CurrencyCode currency,
      @Nullable @Size(max = 100) String event,
      @Nullable @Size(max = 200) String orderId,
      @Nullable @Size(max = 100) String coupon) {

    Facts.Conversion conversion() {
      return new Facts.Conversion(
          new Money(amount, currency), event == null ? DEFAULT_EVENT : event, orderId, coupon);
    }
  }

  /**
   * What the rules say of a sample.
   *
   * @param rule the name of the one that decides, null if none does
   * @param commission minor units
   */
  record DryRunOutcomeResponse(
      @Nullable String rule, long commission, CurrencyCode currency, List<String> explanation) {

    static DryRunOutcomeResponse of(DryRun.Outcome outcome) {
      return new DryRunOutcomeResponse(
          outcome.rule() == null ? null : outcome.rule().name(),
          outcome.commission().minor(),
          outcome.commission().currency(),
          outcome.explanation());
    }
  }
}
