package io.tributary.tracking.conversion;

import io.tributary.tracking.input.Member;
import io.tributary.tracking.input.Sent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How one system names what a postback says: a declaration that {@link #read} goes by.
 *
 * <p>A name that the system uses means what it means there; product names that it leaves free keep
 * their own meaning, so that a token or a campaign can always be added.
 */
public final class Dialect {

  /** How a conversion is answered that was taken. */
  public enum Answer {
    JSON,
    /** {@code OK} as text. */
    OK,
    /** {@code SUCCESS} as text. */
    SUCCESS,
    /** {@code SUCCESS} as a comment of a script. */
    SCRIPT,
    /** An image, also where it was refused. */
    IMAGE
  }

  /** The rank from which names are the product's own, or numbered ones. */
  private static final int OWN = 100;

  private static final String TRANSACTION = "transaction";

  private final String name;
  private final List<String> paths;
  private final Map<String, Target> targets;
  private final Map<String, Meaning> statuses;
  private final Map<String, Meaning> statusLists;
  private final @Nullable String answerParameter;
  private final Map<String, Answer> answers;
  private final boolean ownRoute;

  /** Where a value goes; of several for one member the lowest rank counts. */
  private record Target(@Nullable Member member, @Nullable String parameter, int rank) {}

  private Dialect(Builder declared) {
    this.name = declared.name;
    this.paths = List.copyOf(declared.paths);
    this.targets = Map.copyOf(declared.targets);
    this.statuses = Map.copyOf(declared.statuses);
    this.statusLists = Map.copyOf(declared.statusLists);
    this.answerParameter = declared.answerParameter;
    this.answers = Map.copyOf(declared.answers);
    this.ownRoute = !declared.paths.isEmpty();
  }

  static Builder named(String name) {
    return new Builder(name);
  }

  public String name() {
    return name;
  }

  /** Below {@code /compat/<name>}; {@code {key}} stands for the token. */
  public List<String> paths() {
    return paths;
  }

  /** What a name means by itself; null when it is no member's. */
  public @Nullable Member member(String name) {
    Target target = targets.get(name);
    return target == null ? null : target.member();
  }

  /** The names of a member, the one that counts first in front; those of the product excepted. */
  public List<String> names(Member member) {
    return targets.entrySet().stream()
        .filter(entry -> entry.getValue().member() == member && entry.getValue().rank() < OWN)
        .sorted(Comparator.comparing(entry -> entry.getValue().rank()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The words of a meaning, for the document. */
  public List<String> words(Meaning meaning) {
    return statuses.entrySet().stream()
        .filter(entry -> entry.getValue() == meaning)
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /** Whether it is another system's. */
  boolean isForeign() {
    return ownRoute;
  }

  /** The parameters by what they mean; empty ones and those that mean nothing are left out. */
  public Sent read(Map<String, String> parameters) {
    Sent sent = new Sent();
    Map<Member, Integer> ranks = new EnumMap<>(Member.class);
    String transaction = null;
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      Target target = targets.get(parameter.getKey());
      if (target == null || parameter.getValue().isBlank()) {
        continue;
      }
      String value = parameter.getValue().strip();
      Member member = target.member();
      if (member != null) {
        Integer before = ranks.get(member);
        if (before == null || target.rank() < before) {
          sent.put(member, value);
          ranks.put(member, target.rank());
        }
      } else if (TRANSACTION.equals(target.parameter())) {
        transaction = transaction == null || target.rank() == 1 ? value : transaction;
      } else if (target.parameter() != null) {
        sent.parameter(target.parameter(), value);
      }
    }
    if (transaction != null) {
      // Beside another click id it names the order, alone it is the click id.
      sent.putIfAbsent(sent.has(Member.CLICK_ID) ? Member.ORDER_ID : Member.CLICK_ID, transaction);
    }
    return sent;
  }

  /**
   * What a status comes to: by the campaign's word, else by that of the request itself, else as the
   * system has it; null when none knows it.
   */
  @Nullable Meaning meaning(
      String status, Map<String, String> ofCampaign, Map<String, String> parameters) {
    String word = status.toLowerCase(Locale.ROOT);
    Meaning campaigns = Meaning.of(ofCampaign.get(word));
    if (campaigns != null) {
      return campaigns;
    }
    for (Map.Entry<String, Meaning> list : statusLists.entrySet()) {
      String words = parameters.get(list.getKey());
      if (words != null && names(words, word)) {
        return list.getValue();
      }
    }
    return statuses.get(word);
  }

  /** How a request asks to be answered. */
  public Answer answer(Map<String, String> parameters) {
    if (answerParameter == null) {
      return Answer.JSON;
    }
    String wanted = parameters.get(answerParameter);
    return wanted == null
        ? answers.getOrDefault("", Answer.JSON)
        : answers.getOrDefault(wanted.toLowerCase(Locale.ROOT), Answer.JSON);
  }

  private static boolean names(String list, String word) {
    int from = 0;
    while (from <= list.length()) {
      int comma = list.indexOf(',', from);
      int end = comma < 0 ? list.length() : comma;
      if (list.substring(from, end).strip().toLowerCase(Locale.ROOT).equals(word)) {
        return true;
      }
      from = end + 1;
    }
    return false;
  }

  /** Collects a declaration. */
  static final class Builder {

    private final String name;
    private final List<String> paths = new ArrayList<>();
    private final Map<String, Target> targets = new HashMap<>();
    private final Map<String, Meaning> statuses = new HashMap<>();
    private final Map<String, Meaning> statusLists = new HashMap<>();
    private final Map<String, Answer> answers = new HashMap<>();
    private @Nullable String answerParameter;

    private Builder(String name) {
      this.name = name;
    }

    Builder at(String... below) {
      paths.addAll(List.of(below));
      return this;
    }

    /** These names mean the member; the first that has a value counts. */
    Builder reads(Member member, String... names) {
      for (int i = 0; i < names.length; i++) {
        targets.put(names[i], new Target(member, null, i + 1));
      }
      return this;
    }

    /** These names mean the order beside another click id, and the click id alone. */
    Builder readsTransaction(String... names) {
      for (int i = 0; i < names.length; i++) {
        targets.put(names[i], new Target(null, TRANSACTION, i + 1));
      }
      return this;
    }

    /** These are kept under their own names. */
    Builder keeps(String... names) {
      for (String kept : names) {
        targets.put(kept, new Target(null, kept, 1));
      }
      return this;
    }

    /**
     * Names that end in numbers from 1: the first five are {@code adv1} to {@code adv5}, the others
     * are kept under their own names.
     */
    Builder numbers(String prefix, int count) {
      for (int i = 1; i <= count; i++) {
        Member adv = i <= 5 ? Member.named("adv" + i) : null;
        if (adv == null) {
          keeps(prefix + i);
        } else {
          targets.put(prefix + i, new Target(adv, null, OWN + 2));
        }
      }
      return this;
    }

    Builder status(Meaning meaning, String... words) {
      for (String word : words) {
        statuses.put(word, meaning);
      }
      return this;
    }

    /** The request itself may list the words of a meaning under this name. */
    Builder statusList(Meaning meaning, String parameter) {
      statusLists.put(parameter, meaning);
      return this;
    }

    /** The request may ask for a form of answer; an empty word stands for none. */
    Builder answers(String parameter, Map<String, Answer> forms) {
      answerParameter = parameter;
      answers.putAll(forms);
      return this;
    }

    /** What the system does not use keeps the product's own meaning. */
    Dialect build() {
      if (statuses.isEmpty()) {
        statuses.putAll(Dialects.SHARED_STATUSES);
      }
      for (Member member : Dialects.OWN) {
        targets.putIfAbsent(member.field(), new Target(member, null, OWN));
      }
      for (String token : Dialects.TOKENS) {
        targets.putIfAbsent(token, new Target(Member.TOKEN, null, OWN + 1));
      }
      return new Dialect(this);
    }
  }
}
