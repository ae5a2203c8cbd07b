package io.tributary.tracking.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentClassifierTest {

  private static final AgentClassifier AGENTS = AgentLists.builtIn();
  private static final String CHROME =
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
          + " Chrome/140.0.0.0 Safari/537.36";

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          Mozilla/5.0 (X11: Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 ; HUMAN        ;
          Mozilla/5.0 (Linux: Android 6.0: CUBOT CHEETAH 2) AppleWebKit/537.36 Chrome/64.0.3282.137 Safari/537.36 ; HUMAN      ;
          Mozilla/5.0 (Linux: Android 8.0.0: CUBOT_P20) AppleWebKit/537.36 Chrome/100.0.4896.127 Safari/537.36   ; HUMAN       ;
          Opera/9.80 (J2ME/MIDP: Opera Mini/4.2) Presto/2.8                                                      ; HUMAN       ;
          Nokia6230/2.0 (04.44) Profile/MIDP-2.0 Configuration/CLDC-1.1                                           ; HUMAN       ;
          Lynx/2.8.7dev.4 libwww-FM/2.14 SSL-MM/1.4.1 OpenSSL/0.9.8d                                              ; HUMAN       ;
          Mozilla/2.02E (Win95: U)                                                                                ; HUMAN       ;
          Mozilla/5.0 (compatible: Googlebot/2.1: +http://www.google.com/bot.html)                                ; BOT         ; CRAWLER
          Mozilla/5.0 (compatible: some-unheard-of-crawler/0.1)                                                   ; BOT         ; CRAWLER
          Mozilla/5.0 (compatible: Something/1.0: +https://something.example/about)                               ; BOT         ; CRAWLER
          Mozilla/5.0 (X11) AppleWebKit/537.36 HeadlessChrome/140.0.0.0 Safari/537.36                             ; BOT         ; CRAWLER
          facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)                               ; BOT         ; PREVIEW_FETCHER
          WhatsApp/2.23.20.0 A                                                                                    ; BOT         ; PREVIEW_FETCHER
          Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko: compatible: GPTBot/1.2: +https://openai.com/gptbot)  ; BOT         ; AI_FETCHER
          Mozilla/5.0 (compatible: UptimeRobot/2.0: http://www.uptimerobot.com/)                                  ; BOT         ; MONITOR
          sqlmap/1.7.2#stable (https://sqlmap.org)                                                                ; BOT         ; SCANNER
          curl/8.5.0                                                                                              ; TOOL        ;
          python-requests/2.31.0                                                                                  ; TOOL        ;
          okhttp/4.12.0                                                                                           ; TOOL        ;
          SomethingOfItsOwn/1.0                                                                                   ; TOOL        ;
          Dalvik/2.1.0 (Linux: U: Android 10: ELE-L29 Build/HUAWEIELE-L29)                                        ; APP         ;
          Shop/7.1 CFNetwork/1485 Darwin/23.1.0                                                                   ; APP         ;
          Bol.com/1.2.3 (Android 9: SM-G955F: Phone)                                                              ; APP         ;
          Mozilla/5.0 (X11: Linux x86_64: rv:115.0) Gecko/20100101 Thunderbird/115.6.0                            ; MAIL_CLIENT ;
          VLC/3.0.20 LibVLC/3.0.20                                                                                ; MEDIA_PLAYER ;
          Feedly/1.0 (+http://www.feedly.com/fetcher.html)                                                        ; FEED_READER ;
          """)
  void aUserAgentIsWhatItSays(String userAgent, AgentClass expected, BotKind kind) {
    Agent agent = AGENTS.classify(userAgent.replace(": ", "; "));

    assertThat(agent.agentClass()).as("%s", agent).isEqualTo(expected);
    assertThat(agent.botKind()).isEqualTo(kind);
  }

  @Test
  void anInjectionStringIsAnAttackWhateverTheRestIs() {
    Agent agent = AGENTS.classify(CHROME + " ${jndi:ldap://x/y}");

    assertThat(agent.attack()).isTrue();
    assertThat(agent.botKind()).isEqualTo(BotKind.SCANNER);
    assertThat(AGENTS.classify(CHROME).attack()).isFalse();
  }

  @Test
  void theLengthIsToldAtItsBounds() {
    assertThat(AGENTS.classify(null).length()).isEqualTo(AgentLength.EMPTY);
    assertThat(AGENTS.classify("  ").length()).isEqualTo(AgentLength.EMPTY);
    assertThat(AGENTS.classify("a".repeat(9)).length()).isEqualTo(AgentLength.SHORT);
    assertThat(AGENTS.classify("a".repeat(10)).length()).isEqualTo(AgentLength.USUAL);
    assertThat(AGENTS.classify("a".repeat(2_048)).length()).isEqualTo(AgentLength.USUAL);
    assertThat(AGENTS.classify("a".repeat(2_049)).length()).isEqualTo(AgentLength.LONG);
  }

  @Test
  void whatStandsBehindTheLongestUsualLengthIsNotLookedAt() {
    String filled = CHROME + " ".repeat(AgentLength.USUAL_TO - CHROME.length());

    assertThat(AGENTS.classify(filled + "Googlebot/2.1").agentClass()).isEqualTo(AgentClass.HUMAN);
    assertThat(AGENTS.classify(filled.substring(13) + "Googlebot/2.1").agentClass())
        .isEqualTo(AgentClass.BOT);
  }

  @Test
  void moreHitsThanAreKeptChangeNothingButTheRest() {
    assertThat(AGENTS.classify("curl/8.5.0 " + "android ".repeat(250)).agentClass())
        .isEqualTo(AgentClass.TOOL);
  }

  @Test
  void anOperatorsListAddsAndAllows() {
    AgentClassifier own =
        AgentLists.with(List.of("# ours", "", "monitor ^acme-probe/", "allow acme-crawler/"));

    assertThat(own.classify("acme-probe/1.0 (linux)").botKind()).isEqualTo(BotKind.MONITOR);
    assertThat(own.classify("Mozilla/5.0 (X11) Gecko/1 acme-crawler/2").agentClass())
        .isEqualTo(AgentClass.HUMAN);
    assertThat(AGENTS.classify("Mozilla/5.0 (X11) Gecko/1 acme-crawler/2").agentClass())
        .isEqualTo(AgentClass.BOT);
    assertThat(own.version()).isNotEqualTo(AGENTS.version()).hasSize(8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          robot acme   ; line 2 does not begin with a known class and a space
          acme         ; line 2 does not begin with a known class and a space
          monitor a    ; line 2 has a text shorter than 2 or longer than 200
          monitor é é  ; line 2 has characters beyond ASCII
          human acme   ; uses the class human, which only the built-in list may
          """)
  void anOperatorsListIsRefusedWithTheLineAndTheReason(String line, String reason) {
    assertThatThrownBy(() -> AgentLists.with(List.of("# first", line)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(reason);
  }

  @Test
  void anOperatorsListCannotHaveExpressions() {
    assertThatThrownBy(() -> AgentLists.with(List.of("monitor acme\t(a+)+$")))
        .hasMessage("line 1 has a tab; expressions cannot be given");
  }

  @Test
  void anOperatorsListHasALimit() {
    assertThat(AgentLists.with(Collections.nCopies(AgentLists.MAX_LINES, "# none")).size())
        .isEqualTo(AGENTS.size());
    assertThatThrownBy(
            () -> AgentLists.with(Collections.nCopies(AgentLists.MAX_LINES + 1, "# none")))
        .hasMessage("has more than 5000 lines");
  }

  @Test
  void anAnswerIsMadeOnce() {
    assertThat(AGENTS.classify(CHROME)).isSameAs(AGENTS.classify(CHROME + " "));
  }
}
