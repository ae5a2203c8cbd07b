package io.tributary.tracking.traffic;

import io.tributary.contract.directory.TrafficTerms.RotatorRule;
import io.tributary.contract.directory.TrafficTerms.Share;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Chooses among a campaign's pages by chance: the same visitor gets the same page for as long as
 * the rule stays as it is, and nothing is stored for it.
 */
public final class Rotator {

  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private final Audiences audiences;
  private final Wheel[] wheels;
  private final long salt;

  private Rotator(Audiences audiences, Wheel[] wheels, long salt) {
    this.audiences = audiences;
    this.wheels = wheels;
    this.salt = salt;
  }

  /**
   * The rotator of rules; shares of unknown pages are left out.
   *
   * @param own stands for shares without a page
   * @param salt tells campaigns apart, so that a visitor's luck in one says nothing of another
   */
  static Rotator of(List<RotatorRule> rules, Map<String, Landing> pages, Landing own, String salt) {
    List<Wheel> wheels = new ArrayList<>();
    for (RotatorRule rule : rules) {
      wheels.add(Wheel.of(rule.shares(), pages, own));
    }
    return new Rotator(
        Audiences.of(rules.stream().map(RotatorRule::audience).toList()),
        wheels.toArray(new Wheel[0]),
        hash(salt));
  }

  /** The page for a visitor; null where the campaign's own is meant. */
  @Nullable Landing choose(Characteristics visitor, String visitorId) {
    if (wheels.length == 0) {
      return null;
    }
    int rule = audiences.first(visitor);
    return rule < 0 ? null : wheels[rule].at(mixed(hash(visitorId) ^ (salt + rule * GOLDEN)));
  }

  private static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }

  /** The finalizer of SplitMix64: every bit of the input moves every bit of the output. */
  private static long mixed(long value) {
    long mixed = value + GOLDEN;
    mixed = (mixed ^ mixed >>> 30) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
    return mixed ^ mixed >>> 31;
  }

  /** Pages side by side, each as wide as its weight; {@code ends} are their right borders. */
  private static final class Wheel {

    private final Landing[] landings;
    private final int[] ends;

    private Wheel(Landing[] landings, int[] ends) {
      this.landings = landings;
      this.ends = ends;
    }

    static Wheel of(List<Share> shares, Map<String, Landing> pages, Landing own) {
      List<Landing> landings = new ArrayList<>();
      List<Integer> ends = new ArrayList<>();
      int end = 0;
      for (Share share : shares) {
        Landing landing = share.urlId() == null ? own : pages.get(share.urlId());
        if (landing != null) {
          end += share.weight();
          landings.add(landing);
          ends.add(end);
        }
      }
      return new Wheel(
          landings.toArray(new Landing[0]), ends.stream().mapToInt(Integer::intValue).toArray());
    }

    @Nullable Landing at(long chance) {
      if (ends.length == 0) {
        return null;
      }
      int position = (int) Long.remainderUnsigned(chance, ends[ends.length - 1]);
      int i = 0;
      while (ends[i] <= position) {
        i++;
      }
      return landings[i];
    }
  }
}
