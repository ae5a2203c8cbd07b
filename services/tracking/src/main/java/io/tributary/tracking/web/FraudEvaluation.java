package io.tributary.tracking.web;

import io.tributary.contract.tracking.Judgement;
import io.tributary.tracking.fraud.Evaluation;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What would be made of a click.
 *
 * @param verdict accept, review, reject or duplicate
 * @param touchClass unique, duplicate or invalid
 * @param score 0 to 100: of each family the heaviest signal that counts, added up
 * @param reason why it is not billable, as a code; absent when it is
 * @param monitored whether nothing has an effect here
 * @param reviewFrom score from which a click is looked at
 * @param rejectFrom score from which it is rejected
 * @param rules version of the rules
 * @param data version of the lists
 * @param signals all there are, in the order of the documentation
 */
public record FraudEvaluation(
    String verdict,
    String touchClass,
    int score,
    @Nullable String reason,
    boolean monitored,
    int reviewFrom,
    int rejectFrom,
    @Nullable String rules,
    @Nullable String data,
    Agent agent,
    Network network,
    List<Signal> signals) {

  /**
   * What the user agent was found to be.
   *
   * @param kind human, bot, tool, app, mail_client, media_player, feed_reader or other
   * @param botKind what a bot is for; absent for all others
   * @param name the word that decided
   */
  public record Agent(String kind, @Nullable String botKind, @Nullable String name) {}

  /**
   * What the address was found to be.
   *
   * @param kind unknown, access, mobile, data_centre, relay, vpn, proxy or tor
   * @param country two capital letters of ISO 3166
   * @param asn number of the autonomous system; absent where it is not known
   */
  public record Network(String kind, @Nullable String country, @Nullable Long asn) {}

  /**
   * What one signal saw.
   *
   * @param state found, not_found, deferred or off
   * @param mode on, monitor or off
   * @param points what it weighs here; absent unless it was found
   * @param group what an affiliate is told
   * @param meaning as a sentence
   * @param limits it compares with, by name
   * @param values what was measured
   */
  public record Signal(
      String id,
      String family,
      String state,
      String mode,
      @Nullable Integer points,
      String group,
      String meaning,
      Map<String, Long> limits,
      Map<String, String> values) {}

  static FraudEvaluation of(Evaluation evaluation) {
    Judgement judgement = evaluation.judgement();
    return new FraudEvaluation(
        word(judgement.verdict()),
        word(judgement.touchClass()),
        judgement.score(),
        judgement.reason(),
        evaluation.monitored(),
        evaluation.reviewFrom(),
        evaluation.rejectFrom(),
        judgement.rules(),
        judgement.data(),
        new Agent(
            word(evaluation.agent().agentClass()),
            evaluation.agent().botKind() == null ? null : word(evaluation.agent().botKind()),
            evaluation.agent().name()),
        new Network(
            word(evaluation.network().kind()),
            evaluation.network().country(),
            evaluation.network().asn() == 0 ? null : evaluation.network().asn()),
        evaluation.signals().stream().map(FraudEvaluation::signal).toList());
  }

  private static Signal signal(Evaluation.Look look) {
    return new Signal(
        look.id(),
        word(look.family()),
        word(look.state()),
        word(look.mode()),
        look.points(),
        look.group().code(),
        look.words(),
        look.limits(),
        look.values());
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
