package io.tributary.tracking.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contract.directory.CampaignDirectoryEntry;
import io.tributary.contract.directory.LinkSnapshot;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.LinkId;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.json.EventJson;
import io.tributary.contract.topic.Topics;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/**
 * A twentieth of a million links within a twentieth of what a million may take: 1 GB, of which half
 * is for everything else, and 30 s of one processor. {@code ./dev bench directory} has the million.
 */
class DirectorySizeTest {

  private static final int LINKS = 50_000;
  private static final long MAX_BYTES_PER_LINK = 500;
  private static final long MAX_CPU_NANOS = 30_000_000_000L * LINKS / 1_000_000;

  @Test
  void aMillionLinksFitAndLoadInTime() {
    Directory directory = new Directory();
    JsonMapper mapper = directory.json();
    load(directory, mapper, 0, 2_000);
    long before = used();
    long started = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    load(directory, mapper, 2_000, LINKS);
    long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - started;
    long perLink = (used() - before) / LINKS;
    assertThat(directory.link(code(LINKS))).isNotNull();
    assertThat(perLink).isLessThan(MAX_BYTES_PER_LINK);
    assertThat(cpu).isLessThan(MAX_CPU_NANOS);
  }

  @Test
  void equalIdsOfLinksAreOneObject() {
    Directory directory = new Directory();
    JsonMapper mapper = directory.json();
    load(directory, mapper, 0, 2);
    LinkSnapshot first = directory.link(code(0));
    LinkSnapshot second = directory.link(code(1));
    assertThat(first).isNotNull();
    assertThat(second).isNotNull();
    assertThat(first.tenantId()).isSameAs(second.tenantId());
    assertThat(first.linkId()).isNotEqualTo(second.linkId());
    assertThat(first).isEqualTo(link(0));
  }

  private static void load(Directory directory, JsonMapper mapper, int from, int count) {
    for (int i = from; i < from + count; i++) {
      byte[] json =
          EventJson.mapper()
              .writerFor(Topics.CAMPAIGN_DIRECTORY.valueType())
              .writeValueAsBytes(link(i));
      CampaignDirectoryEntry entry = mapper.readValue(json, Topics.CAMPAIGN_DIRECTORY.valueType());
      directory.applyCampaign(link(i).linkId().value(), entry);
    }
  }

  private static LinkSnapshot link(int number) {
    return new LinkSnapshot(
        LinkId.of(ulid(number)),
        TenantId.of(ulid(0)),
        CampaignId.of(ulid(number % 100)),
        AffiliateId.of(ulid(number % 1_000)),
        code(number),
        null,
        null,
        null,
        false);
  }

  private static long used() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static String code(int number) {
    return String.format(Locale.ROOT, "L%07d", number);
  }

  private static String ulid(int number) {
    return String.format(Locale.ROOT, "01K9ZQ4T6R%016d", number);
  }
}
