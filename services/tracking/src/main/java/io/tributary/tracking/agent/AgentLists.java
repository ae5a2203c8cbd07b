package io.tributary.tracking.agent;

import io.tributary.platform.security.Sha256;
import io.tributary.tracking.agent.AgentRule.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Makes classifiers of lists: Tributary's own, the packages', and the operator's. */
public final class AgentLists {

  /** Lines of an operator's list. */
  public static final int MAX_LINES = 5_000;

  private static final String OWN = "agents.txt";

  /** Written by the build; not there where the build was told to leave it out. */
  private static final String PACKAGES = "packages.txt";

  private static final int VERSION_BYTES = 4;

  /** What an operator's list may say. */
  private static final Set<Verdict> OPERATORS =
      Set.of(
          Verdict.ALLOW,
          Verdict.SCANNER,
          Verdict.PREVIEW,
          Verdict.AI,
          Verdict.MONITOR,
          Verdict.CRAWLER,
          Verdict.FEED,
          Verdict.TOOL,
          Verdict.MAIL,
          Verdict.MEDIA,
          Verdict.APP);

  private AgentLists() {}

  /** The classifier of the lists that the build holds. */
  public static AgentClassifier builtIn() {
    return with(List.of());
  }

  /**
   * The same with the lines of an operator's list.
   *
   * @throws IllegalArgumentException naming the line that cannot be used, and why
   */
  public static AgentClassifier with(List<String> operator) {
    if (operator.size() > MAX_LINES) {
      throw new IllegalArgumentException("has more than %d lines".formatted(MAX_LINES));
    }
    return with(operator, List.of(OWN, PACKAGES));
  }

  /** The classifier of Tributary's own list alone. */
  static AgentClassifier ownOnly() {
    return with(List.of(), List.of(OWN));
  }

  private static AgentClassifier with(List<String> operator, List<String> lists) {
    List<AgentRule> rules = new ArrayList<>();
    MessageDigest digest = Sha256.digest();
    for (String list : lists) {
      add(rules, digest, resource(list), true);
    }
    int builtIn = rules.size();
    add(rules, digest, operator, false);
    for (AgentRule rule : rules.subList(builtIn, rules.size())) {
      if (!OPERATORS.contains(rule.verdict())) {
        throw new IllegalArgumentException(
            "uses the class %s, which only the built-in list may"
                .formatted(rule.verdict().name().toLowerCase(Locale.ROOT)));
      }
    }
    return new AgentClassifier(rules, HexFormat.of().formatHex(digest.digest(), 0, VERSION_BYTES));
  }

  private static void add(
      List<AgentRule> rules, MessageDigest digest, List<String> lines, boolean expressions) {
    int number = 0;
    for (String line : lines) {
      number++;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      try {
        rules.add(AgentRule.parse(line, expressions));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("line %d %s".formatted(number, e.getMessage()), e);
      }
      digest.update(line.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) '\n');
    }
  }

  private static List<String> resource(String name) {
    try (InputStream in = AgentLists.class.getResourceAsStream(name)) {
      return in == null
          ? List.of()
          : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
