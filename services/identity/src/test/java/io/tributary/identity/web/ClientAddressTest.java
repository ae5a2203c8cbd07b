package io.tributary.identity.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class ClientAddressTest {

  @Test
  void onlyTheLastWordOfAProxyOnThisMachineCounts() {
    String table =
        """
        198.51.100.7 | -                        | 198.51.100.7
        198.51.100.7 | 203.0.113.9              | 198.51.100.7
        127.0.0.1    | -                        | 127.0.0.1
        127.0.0.1    | 203.0.113.9              | 203.0.113.9
        127.0.0.1    | 10.1.1.1, 203.0.113.9    | 203.0.113.9
        ::1          | 2001:db8::7              | 2001:db8::7
        127.0.0.1    | 203.0.113.9, not address | 127.0.0.1
        127.0.0.1    | ,                        | 127.0.0.1
        """;
    for (String line : table.lines().toList()) {
      String[] cells = line.split("\\|", -1);
      MockHttpServletRequest request = new MockHttpServletRequest();
      request.setRemoteAddr(cells[0].strip());
      if (!cells[1].strip().equals("-")) {
        request.addHeader("X-Forwarded-For", cells[1].strip());
      }
      assertThat(ClientAddress.of(request)).as(line).isEqualTo(cells[2].strip());
    }
  }
}
