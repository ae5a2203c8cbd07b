package io.tributary.notification.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TargetPolicyTest {

  private static final URI TARGET = URI.create("https://hooks.example.com/in");
  private final TargetPolicy strict = new TargetPolicy(List.of());

  @Test
  void everyAddressThatIanaSetAsideIsRefused() {
    String refused =
        """
        0.0.0.0 0.255.255.255 10.0.0.1 10.255.255.255 100.64.0.1 100.127.255.255 127.0.0.1
        127.255.255.254 169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.1 192.0.2.1 192.88.99.1
        192.168.0.1 198.18.0.1 198.19.255.255 198.51.100.1 203.0.113.1 224.0.0.1 239.255.255.255
        240.0.0.1 255.255.255.255
        :: ::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:a9fe:a9fe ::7f00:1 fc00::1 fdff::1 fe80::1
        fec0::1 ff02::1 64:ff9b::7f00:1 64:ff9b:1::1 100::1 5f00::1 2001::1 2001:1ff::1
        2001:db8::1 2002:7f00:1::1 3fff::1 1fff::1 4000::1
        """;
    for (String address : words(refused)) {
      assertThat(strict.refusal(TARGET, List.of(address(address))))
          .as(address)
          .contains("address_refused");
    }
  }

  @Test
  void publicAddressesAreNot() {
    String fine =
        """
        1.1.1.1 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.1
        169.253.0.1 172.15.255.255 172.32.0.0 192.0.1.1 192.0.3.1 192.167.1.1 192.169.1.1
        198.17.0.1 198.20.0.1 223.255.255.255 ::ffff:1.1.1.1
        2001:200::1 2001:4860:4860::8888 2606:4700::1111 2a00:1450::1 3ffe::1
        """;
    for (String address : words(fine)) {
      assertThat(strict.refusal(TARGET, List.of(address(address)))).as(address).isEmpty();
    }
  }

  @Test
  void oneBadAddressAmongGoodOnesRefusesTheHost() {
    assertThat(strict.refusal(TARGET, List.of(address("1.1.1.1"), address("10.0.0.1"))))
        .contains("address_refused");
    assertThat(strict.refusal(TARGET, List.of())).contains("unknown_host");
  }

  @Test
  void theUrlMustBeHttpsToANamedPublicHost() {
    String table =
        """
        https://hooks.example.com/in?x=1     | ok
        https://hooks.example.com:8443/in    | ok
        https://hooks.example.com:443/       | ok
        HTTPS://Hooks.Example.com/in         | ok
        http://hooks.example.com/in          | https_required
        https://hooks.example.com:22/in      | port_refused
        https://user:pw@hooks.example.com/   | absolute
        https://hooks.example.com/#part      | absolute
        ftp://hooks.example.com/             | absolute
        //hooks.example.com/                 | absolute
        hooks.example.com/in                 | absolute
        https:///in                          | absolute
        https://hooks.example.com\\@evil.com | absolute
        https://localhost/in                 | host_refused
        https://metadata/in                  | host_refused
        https://printer.local/in             | host_refused
        https://metadata.google.internal/in  | host_refused
        https://x.localhost/in               | host_refused
        https://hooks.example.com./in        | host_refused
        https://1.1.1.1/in                   | host_refused
        https://127.0.0.1/in                 | address_refused
        https://[::1]/in                     | address_refused
        https://[::ffff:10.0.0.1]/in         | address_refused
        https://169.254.169.254/latest       | address_refused
        https://2130706433/in                | host_refused
        https://127.1/in                     | absolute
        https://0x7f.0.0.1/in                | absolute
        """;
    for (String line : table.lines().toList()) {
      String[] cells = line.split("\\|", -1);
      var complaint = strict.complaint(cells[0].strip());
      if (cells[1].strip().equals("ok")) {
        assertThat(complaint).as(line).isEmpty();
      } else {
        assertThat(complaint.orElse("")).as(line).contains(switchWord(cells[1].strip()));
      }
    }
    assertThat(strict.complaint("https://hooks.example.com/" + "x".repeat(2_048))).isPresent();
  }

  @Test
  void anAllowedNetworkIsReachedOverHttpAndAnyPortAndNothingElseIs() {
    TargetPolicy loopback = new TargetPolicy(List.of(Network.parse("127.0.0.0/8")));
    URI local = URI.create("http://127.0.0.1:9999/in");
    assertThat(loopback.complaint(local.toString())).isEmpty();
    assertThat(loopback.refusal(local, List.of(address("127.0.0.1")))).isEmpty();
    assertThat(loopback.refusal(local, List.of(address("::ffff:127.0.0.1")))).isEmpty();
    assertThat(loopback.refusal(local, List.of(address("127.0.0.1"), address("10.0.0.1"))))
        .isPresent();
    assertThat(loopback.refusal(local, List.of(address("1.1.1.1")))).contains("https_required");
    assertThat(loopback.complaint("http://10.0.0.1/")).isPresent();
  }

  @Test
  void addressesAreReadStrictly() {
    for (String bad :
        List.of(
            "127.1",
            "2130706433",
            "0177.0.0.1",
            "0x7f.0.0.1",
            "1.2.3.256",
            "1.2.3.4.",
            "",
            "fe80::1%eth0",
            "a.b.c.d",
            "::g")) {
      assertThat(Network.address(bad)).as(bad).isEmpty();
    }
    for (String bad : List.of("10.0.0.0/33", "::/129", "10.0.0.0/x", "10.0.0/8", "example.com")) {
      assertThatThrownBy(() -> Network.parse(bad)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static String switchWord(String word) {
    return word.equals("absolute") ? "is no absolute https address" : word;
  }

  private static List<String> words(String text) {
    return Stream.of(text.strip().split("\\s+", -1)).toList();
  }

  private static InetAddress address(String literal) {
    return Network.address(literal).orElseThrow();
  }
}
