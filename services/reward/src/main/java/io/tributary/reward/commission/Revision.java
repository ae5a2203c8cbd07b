package io.tributary.reward.commission;

import java.util.ArrayList;
import java.util.List;

/**
 * The difference between what was accrued and what a new decision says, line by line.
 *
 * @param takenBack lines that no longer hold
 * @param accrued shares that are new
 */
public record Revision(List<Commission> takenBack, List<Share> accrued) {

  public Revision {
    takenBack = List.copyOf(takenBack);
    accrued = List.copyOf(accrued);
  }

  /** A line whose affiliate and amount are the same stays as it is. */
  public static Revision of(List<Commission> live, List<Share> shares) {
    List<Commission> takenBack = new ArrayList<>();
    List<Share> accrued = new ArrayList<>(shares);
    for (Commission line : live) {
      boolean stays =
          accrued.removeIf(
              share ->
                  share.affiliate().equals(line.affiliateId())
                      && share.amount().equals(line.accrued()));
      if (!stays) {
        takenBack.add(line);
      }
    }
    return new Revision(takenBack, accrued);
  }
}
