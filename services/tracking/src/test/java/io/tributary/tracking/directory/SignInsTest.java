package io.tributary.tracking.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contract.directory.SignInsSnapshot;
import io.tributary.tracking.Sample;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Where affiliates signed in, as the directory has it. */
class SignInsTest {

  private static final String ID = Sample.AFFILIATE.value();

  private final Directory directory = new Directory();

  @Test
  void theNewestWordCounts() {
    assertThat(directory.signIns(Sample.AFFILIATE)).isNull();
    directory.applyIdentity(ID, of("a1"));
    directory.applyIdentity(ID, of("a1", "a2"));
    assertThat(directory.signIns(Sample.AFFILIATE)).isEqualTo(of("a1", "a2"));
  }

  @Test
  void whatWasLongAgoIsForgotten() {
    directory.applyIdentity(ID, of("a1"));
    directory.applyIdentity(ID, of());
    assertThat(directory.signIns(Sample.AFFILIATE)).isNull();
    directory.applyIdentity(ID, of("a1"));
    directory.applyIdentity(ID, null);
    assertThat(directory.signIns(Sample.AFFILIATE)).isNull();
  }

  private static SignInsSnapshot of(String... addresses) {
    return new SignInsSnapshot(Sample.TENANT, Sample.AFFILIATE, Set.of(addresses), Set.of());
  }
}
