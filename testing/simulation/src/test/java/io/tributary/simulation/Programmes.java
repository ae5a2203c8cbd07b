package io.tributary.simulation;

import io.tributary.simulation.programme.Programme;
import io.tributary.simulation.programme.Programme.LiveCampaign;
import io.tributary.simulation.programme.ProgrammePlan;
import java.util.List;
import java.util.stream.IntStream;

/** The demo programme with ids made up. */
public final class Programmes {

  private Programmes() {}

  public static Programme standard() {
    ProgrammePlan plan = ProgrammePlan.standard();
    return new Programme(
        plan,
        ids("adv", plan.advertisers().size()),
        ids("camp", plan.campaigns().size()).stream()
            .map(id -> new LiveCampaign(id, "right"))
            .toList(),
        ids("aff", plan.affiliates().size()),
        ids("code", plan.links().size()),
        "key");
  }

  private static List<String> ids(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
  }
}
