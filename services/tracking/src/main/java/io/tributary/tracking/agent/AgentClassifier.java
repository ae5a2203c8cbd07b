package io.tributary.tracking.agent;

import io.tributary.tracking.agent.AgentRule.Verdict;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Tells what a user agent is. One pass finds the texts of all rules; what the allow rules cover is
 * set aside; of the rules that are left the strongest class decides, and inside it the longest
 * text. A user agent that no rule knows is judged by its shape. Immutable and safe for any number
 * of threads.
 */
public final class AgentClassifier {

  /** Rules that hit in one user agent; further ones are not looked at. */
  private static final int MAX_HITS = 128;

  private final AgentRule[] rules;
  private final Literals literals;
  private final String version;
  private final @Nullable Agent[] agents;
  private final ThreadLocal<Hits> scratch;

  private final Recents<String, Agent> recent = new Recents<>();

  /** Of a user agent that is kept, in characters. */
  static final int MAX_KEPT = 512;

  private static final AgentLength[] LENGTHS = AgentLength.values();
  private static final String MOZILLA = "mozilla";
  private static final Agent EMPTY =
      new Agent(AgentClass.OTHER, null, null, AgentLength.EMPTY, false);

  /** What names neither a browser nor a system is a program of its own. */
  private static final Agent[] UNKNOWN = each(AgentClass.TOOL, null);

  private static final Agent[] OLD_BROWSER = each(AgentClass.HUMAN, MOZILLA);

  /**
   * A classifier of those rules.
   *
   * @param version names the lists that the rules came from
   */
  AgentClassifier(List<AgentRule> rules, String version) {
    this.rules = rules.toArray(AgentRule[]::new);
    this.version = version;
    literals = new Literals(rules.stream().map(AgentRule::text).toList());
    agents = new Agent[rules.size() * LENGTHS.length];
    scratch = ThreadLocal.withInitial(() -> new Hits(this.rules));
  }

  /** Names the lists that verdicts rest on. */
  public String version() {
    return version;
  }

  /** Number of rules. */
  public int size() {
    return rules.length;
  }

  /** What a user agent is; null stands for none. */
  public Agent classify(@Nullable String userAgent) {
    AgentLength length = AgentLength.of(userAgent);
    if (userAgent == null || length == AgentLength.EMPTY) {
      return EMPTY;
    }
    Agent known = recent.answer(userAgent);
    if (known != null) {
      return known;
    }
    Agent agent = looked(userAgent, length);
    if (userAgent.length() <= MAX_KEPT) {
      recent.keep(userAgent, agent);
    }
    return agent;
  }

  private Agent looked(String userAgent, AgentLength length) {
    Hits hits = scratch.get();
    hits.start(userAgent);
    literals.scan(userAgent, hits.length, hits);
    int rule = hits.strongest();
    if (rule < 0) {
      return UNKNOWN[column(length)];
    }
    if (rules[rule].verdict() == Verdict.SYSTEM && oldBrowser(userAgent)) {
      return OLD_BROWSER[column(length)];
    }
    int index = rule * LENGTHS.length + column(length);
    Agent agent = agents[index];
    if (agent == null) {
      agent = agent(rules[rule], length);
      agents[index] = agent;
    }
    return agent;
  }

  /** Browsers of the first years named Netscape's version and a system, and nothing else. */
  private static boolean oldBrowser(String userAgent) {
    return userAgent.regionMatches(true, 0, MOZILLA, 0, MOZILLA.length());
  }

  /** Where an answer of that length stands among those that differ only in it. */
  private static int column(AgentLength length) {
    return switch (length) {
      case EMPTY -> 0;
      case SHORT -> 1;
      case USUAL -> 2;
      case LONG -> 3;
    };
  }

  private static Agent[] each(AgentClass agentClass, @Nullable String name) {
    Agent[] each = new Agent[LENGTHS.length];
    for (AgentLength length : LENGTHS) {
      each[column(length)] = new Agent(agentClass, null, name, length, false);
    }
    return each;
  }

  private static Agent agent(AgentRule rule, AgentLength length) {
    BotKind bot = botKind(rule.verdict());
    return new Agent(
        agentClass(rule.verdict()),
        bot,
        rule.text().strip(),
        length,
        rule.verdict() == Verdict.ATTACK);
  }

  private static @Nullable BotKind botKind(Verdict verdict) {
    return switch (verdict) {
      case ATTACK, SCANNER -> BotKind.SCANNER;
      case PREVIEW -> BotKind.PREVIEW_FETCHER;
      case AI -> BotKind.AI_FETCHER;
      case MONITOR -> BotKind.MONITOR;
      case CRAWLER, WORD -> BotKind.CRAWLER;
      case ALLOW, FEED, TOOL, MAIL, MEDIA, APP, HUMAN, SYSTEM -> null;
    };
  }

  private static AgentClass agentClass(Verdict verdict) {
    return switch (verdict) {
      case ATTACK, SCANNER, PREVIEW, AI, MONITOR, CRAWLER, WORD -> AgentClass.BOT;
      case FEED -> AgentClass.FEED_READER;
      case TOOL -> AgentClass.TOOL;
      case MAIL -> AgentClass.MAIL_CLIENT;
      case MEDIA -> AgentClass.MEDIA_PLAYER;
      case APP, SYSTEM -> AgentClass.APP;
      case HUMAN, ALLOW -> AgentClass.HUMAN;
    };
  }

  /** The rules that hit in one user agent; one a thread, used again. */
  private static final class Hits implements Literals.Visitor {

    private final AgentRule[] rules;
    private final int[] rule = new int[MAX_HITS];
    private final int[] end = new int[MAX_HITS];
    private String userAgent = "";
    private int length;
    private int count;

    Hits(AgentRule[] rules) {
      this.rules = rules;
    }

    void start(String text) {
      userAgent = text;
      length = Math.min(text.length(), AgentLength.USUAL_TO);
      count = 0;
    }

    @Override
    public void found(int word, int at) {
      if (count < MAX_HITS && rules[word].fits(userAgent, length, at)) {
        rule[count] = word;
        end[count] = at;
        count++;
      }
    }

    /** The rule that decides; -1 when none does. */
    int strongest() {
      int best = -1;
      for (int i = 0; i < count; i++) {
        AgentRule candidate = rules[rule[i]];
        if (candidate.verdict() != Verdict.ALLOW
            && (best < 0 || stronger(candidate, rules[best]))
            && !covered(i)
            && expressionFits(candidate)) {
          best = rule[i];
        }
      }
      return best < 0 && count > 0 ? allowed() : best;
    }

    /** An allow rule that stands alone; -1 without one. */
    private int allowed() {
      for (int i = 0; i < count; i++) {
        if (rules[rule[i]].verdict() == Verdict.ALLOW) {
          return rule[i];
        }
      }
      return -1;
    }

    private static boolean stronger(AgentRule one, AgentRule other) {
      int order = one.verdict().compareTo(other.verdict());
      return order < 0 || (order == 0 && one.text().length() > other.text().length());
    }

    /** Whether a hit begins inside an allow rule's text. */
    private boolean covered(int hit) {
      AgentRule of = rules[rule[hit]];
      if (of.verdict() == Verdict.ATTACK || of.verdict() == Verdict.HUMAN) {
        return false;
      }
      int start = end[hit] - of.text().length();
      for (int i = 0; i < count; i++) {
        AgentRule allow = rules[rule[i]];
        if (allow.verdict() == Verdict.ALLOW
            && end[i] > start
            && end[i] - allow.text().length() <= start) {
          return true;
        }
      }
      return false;
    }

    private boolean expressionFits(AgentRule candidate) {
      return candidate.expression() == null
          || candidate
              .expression()
              .matcher(userAgent.substring(0, length).toLowerCase(Locale.ROOT))
              .find();
    }
  }
}
