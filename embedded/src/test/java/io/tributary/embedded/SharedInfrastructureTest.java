package io.tributary.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class SharedInfrastructureTest {
  private final EmbeddedInfrastructure shared = EmbeddedInfrastructure.shared();
  private final Probe probe = new Probe(shared.endpoints());

  @Test
  void allThreeServersKeepWhatTheyAreGiven() throws Exception {
    probe.writeEverywhere("first");

    assertThat(probe.readEverywhere()).containsExactly("first", "first", "first");
  }

  @Test
  void theRoleOfTheServicesIsSubjectToRowLevelSecurityAndOwnsNothing() throws Exception {
    assertThat(
            Probe.queryOne(
                probe.asUser(),
                "select rolsuper or rolbypassrls or rolcreatedb or rolcreaterole from pg_roles"
                    + " where rolname = current_user"))
        .isEqualTo("f");
    assertThat(Probe.queryOne(probe.asUser(), "select current_user")).isEqualTo("tributary_app");
    try (Connection connection = probe.asUser();
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.execute("create table public.mine (id int)"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("permission denied");
    }
  }

  @Test
  void postgresIsTheVersionOfTheDesignAndCommitsSynchronously() throws Exception {
    assertThat(Probe.queryOne(probe.asOwner(), "show server_version")).isEqualTo("18.6");
    assertThat(Probe.queryOne(probe.asOwner(), "show synchronous_commit")).isEqualTo("on");
    assertThat(Probe.queryOne(probe.asOwner(), "show listen_addresses")).isEqualTo("127.0.0.1");
  }

  @Test
  void redisRefusesClientsWithoutThePassword() {
    int port = java.net.URI.create(shared.endpoints().redisUrl()).getPort();

    assertThatThrownBy(() -> new RedisConnection(port, "wrong")).hasMessageContaining("WRONGPASS");
  }

  @Test
  void sharingAgainAnswersTheSameServers() {
    assertThat(EmbeddedInfrastructure.shared(Part.REDIS)).isSameAs(shared);
  }

  @Test
  void thePrintedEndpointsContainNoPassword() {
    Endpoints endpoints = shared.endpoints();

    assertThat(endpoints.toString())
        .contains(endpoints.kafkaBootstrapServers(), endpoints.datasourceUrl())
        .doesNotContain(endpoints.datasourceOwnerPassword(), endpoints.datasourcePassword())
        .matches(".*redis://127\\.0\\.0\\.1:\\d+");
  }
}
