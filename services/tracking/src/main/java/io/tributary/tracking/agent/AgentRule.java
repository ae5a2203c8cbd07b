package io.tributary.tracking.agent;

import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * One line of a list: what a user agent with that text is.
 *
 * @param verdict what it is
 * @param text in small letters
 * @param atStart whether the text must be the beginning of the user agent
 * @param atEnd whether it must be the end of it
 * @param wordStart whether no letter or digit may stand before it
 * @param wordEnd whether no letter or digit may stand behind it
 * @param expression what must also be found in the user agent in small letters; null mostly
 */
record AgentRule(
    Verdict verdict,
    String text,
    boolean atStart,
    boolean atEnd,
    boolean wordStart,
    boolean wordEnd,
    @Nullable Pattern expression) {

  /** A rule's first word. The stronger stands first: of several rules that hit, the first wins. */
  enum Verdict {
    /** An injection string. */
    ATTACK,
    /** No verdict: what it covers is not what other rules take it for. */
    ALLOW,
    SCANNER,
    PREVIEW,
    AI,
    MONITOR,
    CRAWLER,
    FEED,
    /** Ends of words that name a bot, where nothing better is known. */
    WORD,
    TOOL,
    MAIL,
    MEDIA,
    APP,
    HUMAN,
    /** A system that people use; an app where no browser is named. */
    SYSTEM;

    static @Nullable Verdict of(String word) {
      for (Verdict verdict : values()) {
        if (verdict.name().toLowerCase(Locale.ROOT).equals(word)) {
          return verdict;
        }
      }
      return null;
    }
  }

  private static final int MIN_TEXT = 2;
  private static final int MAX_TEXT = 200;
  private static final int ASCII = 128;

  /**
   * The rule of a line: a verdict, a space and a text, in which {@code ^} at the front stands for
   * the beginning, {@code $} at the end for the end, and {@code |} at either for the edge of a
   * word. What follows a tab is a regular expression.
   *
   * @throws IllegalArgumentException saying what is wrong with the line
   */
  static AgentRule parse(String line, boolean expressions) {
    int tab = line.indexOf('\t');
    if (tab >= 0 && !expressions) {
      throw new IllegalArgumentException("has a tab; expressions cannot be given");
    }
    String head = tab < 0 ? line : line.substring(0, tab);
    int space = head.indexOf(' ');
    Verdict verdict = space < 0 ? null : Verdict.of(head.substring(0, space));
    if (verdict == null) {
      throw new IllegalArgumentException("does not begin with a known class and a space");
    }
    String text = head.substring(space + 1).toLowerCase(Locale.ROOT);
    boolean atStart = text.startsWith("^");
    boolean wordStart = text.startsWith("|");
    if (atStart || wordStart) {
      text = text.substring(1);
    }
    boolean atEnd = text.endsWith("$");
    boolean wordEnd = text.endsWith("|");
    if (atEnd || wordEnd) {
      text = text.substring(0, text.length() - 1);
    }
    if ((text.strip().length() < MIN_TEXT && tab < 0)
        || text.isEmpty()
        || text.length() > MAX_TEXT) {
      throw new IllegalArgumentException(
          "has a text shorter than %d or longer than %d".formatted(MIN_TEXT, MAX_TEXT));
    }
    if (!text.chars().allMatch(c -> c < ASCII)) {
      throw new IllegalArgumentException("has characters beyond ASCII");
    }
    Pattern expression = tab < 0 ? null : expression(line.substring(tab + 1));
    return new AgentRule(verdict, text, atStart, atEnd, wordStart, wordEnd, expression);
  }

  /** Whether the edges of a place where the text was found are as the rule wants them. */
  boolean fits(String userAgent, int length, int end) {
    int start = end - text.length();
    return (!atStart || start == 0)
        && (!atEnd || end == length)
        && (!wordStart || start == 0 || !wordCharacter(userAgent.charAt(start - 1)))
        && (!wordEnd || end == length || !wordCharacter(userAgent.charAt(end)));
  }

  private static boolean wordCharacter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  private static Pattern expression(String text) {
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("has an expression that is none", e);
    }
  }
}
