package io.tributary.payment.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StripeAnswersTest {

  @ParameterizedTest(name = "{0} {1} is {2}")
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      value = {
        "200 | {'id':'tr_1','object':'transfer'} | settled",
        "200 | {'id':'tr_1','object':'refund'} | unknown",
        "200 | {'id':'tr_1 | unknown",
        "200 | ~~ | unknown",
        "200 | [] | unknown",
        "302 | {} | unknown",
        "400 | {'error':{'type':'invalid_request_error','code':'account_invalid'}} | refused",
        "400 | {'error':{'type':'invalid_request_error'}} | refused",
        "402 | {'error':{'type':'card_error','code':'x'}} | refused",
        "404 | {'error':{'type':'invalid_request_error','code':'resource_missing'}} | refused",
        "400 | {'error':{'type':'invalid_request_error','code':'balance_insufficient'}} | no_funds",
        "400 | {'error':{'type':'idempotency_error'}} | unknown",
        "400 | {'error':{'type':'invalid_request_error','code':'lock_timeout'}} | unknown",
        "400 | {} | unknown",
        "400 | <html> | unknown",
        "401 | {'error':{'type':'invalid_request_error'}} | credentials",
        "403 | {'error':{'type':'invalid_request_error'}} | credentials",
        "409 | {'error':{'type':'api_error','code':'lock_timeout'}} | unknown",
        "429 | {'error':{'type':'api_error','code':'rate_limit'}} | unknown",
        "500 | {'error':{'type':'api_error'}} | unknown",
        "503 | ~~ | unknown",
      })
  void anAnswerToATransferMeansWhatTheTableSays(int status, String body, String meaning) {
    assertThat(StripeAnswers.ofTransfer(status, bytes(body)).label()).isEqualTo(meaning);
  }

  @ParameterizedTest(name = "{0} {1} is {2}")
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      value = {
        "200 | {'data':[{'id':'tr_1','transfer_group':'po_1'}]} | settled",
        "200 | {'data':[{'id':'tr_1','transfer_group':'po_2'}]} | absent",
        "200 | {'data':[]} | absent",
        "200 | {} | unknown",
        "401 | {'error':{}} | unknown",
        "404 | {'error':{}} | unknown",
        "500 | ~~ | unknown",
      })
  void anAnswerToALookUpMeansWhatTheTableSays(int status, String body, String meaning) {
    assertThat(StripeAnswers.ofList(status, bytes(body), "po_1").label()).isEqualTo(meaning);
  }

  private static byte[] bytes(String body) {
    return body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }
}
