package io.tributary.attribution.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tributary.attribution.model.report.ReportModel;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.id.UserId;
import io.tributary.platform.http.ApiMvc;
import io.tributary.platform.http.ApiProblem;
import io.tributary.platform.security.CallerResolver;
import io.tributary.platform.security.Role;
import io.tributary.platform.testing.Client;
import io.tributary.platform.testing.Client.Answer;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.mock.web.MockServletContext;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** The endpoint over MVC, without a server and without the rest of the role. */
class EvaluateControllerTest {

  private static final TenantId TENANT = TenantId.of("01K9ZQ4T6R8XJ2M5N7P9S1V3WA");
  private static final UserId USER = new UserId("usr_01K9ZQ4T6R8XJ2M5N7P9S1V3WE");

  private static final String HEADER = "path,total_conversions,total_conversion_value,total_null\n";

  private static final String FILE =
      HEADER
          + """
          a > b,6,60,2
          b,2,40,6
          c > a,2,30,2
          """;

  private static final Map<String, String> SMALL =
      Map.of(
          "tributary.attribution.evaluate.max-bytes", "2KB",
          "tributary.attribution.evaluate.max-paths", "20",
          "tributary.attribution.evaluate.max-channels", "5",
          "tributary.attribution.evaluate.max-states", "9");

  private static AnnotationConfigWebApplicationContext context;
  private static MockMvc api;

  private final Client manager = new Client(api, TENANT, Role.MANAGER, Map.of());

  @Configuration(proxyBeanMethods = false)
  @EnableWebMvc
  @Import({ApiMvc.class, EvaluateController.class})
  static class Web implements WebMvcConfigurer {

    @Bean
    EvaluateDesk desk() {
      return new EvaluateDesk(settings(SMALL), InstantSource.system());
    }

    @Override
    public void configureMessageConverters(HttpMessageConverters.ServerBuilder converters) {
      converters.withJsonConverter(
          new JacksonJsonHttpMessageConverter(
              JsonMapper.builder()
                  .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                  .build()));
    }
  }

  @BeforeAll
  static void start() {
    context = new AnnotationConfigWebApplicationContext();
    context.setServletContext(new MockServletContext());
    context.register(Web.class);
    context.refresh();
    api = MockMvcBuilders.webAppContextSetup(context).build();
  }

  @AfterAll
  static void stop() {
    context.close();
  }

  @Test
  void modelsAreAnsweredByChannel() {
    Answer answer = evaluate("model=markov&model=linear", FILE);
    assertThat(answer.status()).isEqualTo(200);
    JsonNode body = answer.body();
    assertThat(body.path("rows").asInt()).isEqualTo(3);
    assertThat(body.path("paths").isNull()).isTrue();
    assertThat(body.path("channels").asInt()).isEqualTo(3);
    assertThat(body.path("conversions").asDouble()).isEqualTo(10);
    assertThat(body.path("value").asDouble()).isEqualTo(130);
    assertThat(body.path("nulls").asDouble()).isEqualTo(10);
    assertThat(body.path("order_choice").isNull()).isTrue();
    JsonNode markov = body.path("models").get(0);
    assertThat(markov.path("model").asString()).isEqualTo("markov");
    assertThat(markov.path("chain").path("order").asInt()).isEqualTo(1);
    assertThat(markov.path("chain").path("states").asInt()).isEqualTo(3);
    assertThat(markov.path("chain").path("probability").asDouble()).isCloseTo(.5, within(1e-12));
    JsonNode a = markov.path("channels").get(0);
    assertThat(a.path("channel").asString()).isEqualTo("a");
    assertThat(a.path("conversions").asDouble()).isCloseTo(3.75, within(1e-9));
    assertThat(a.path("value").asDouble()).isCloseTo(50.32258064516129, within(1e-9));
    assertThat(a.path("removal_effect").asDouble()).isCloseTo(.6, within(1e-9));
    assertThat(a.path("removal_effect_value").asDouble())
        .isCloseTo(.6153846153846154, within(1e-9));
    JsonNode linear = body.path("models").get(1);
    assertThat(linear.path("chain").isNull()).isTrue();
    assertThat(linear.path("channels").get(1).path("conversions").asDouble()).isEqualTo(5);
    assertThat(linear.path("channels").get(1).path("removal_effect").isNull()).isTrue();
  }

  @Test
  void allModelsComeTogetherAndTheOrderCanBeChosen() {
    Answer answer = evaluate("model=all&order=auto", FILE);
    assertThat(answer.status()).isEqualTo(200);
    JsonNode body = answer.body();
    assertThat(body.path("models")).hasSize(ReportModel.values().length);
    assertThat(body.path("paths").asInt()).isEqualTo(3);
    assertThat(body.path("order_choice").path("order").asInt()).isPositive();
    assertThat(body.path("order_choice").path("tried").get(0).propertyNames())
        .containsExactlyInAnyOrder("order", "auc", "penalised_auc");
    body.path("models")
        .forEach(
            model -> {
              if (model.path("model").asString().equals("shao_li")) {
                assertThat(model.path("warnings").toString()).contains("score_only");
              }
              if (model.path("model").asString().equals("shapley_ordered")) {
                assertThat(model.path("channels").get(0).path("by_position").toString())
                    .isEqualTo("[3.0,1.0]");
              }
            });
  }

  @Test
  void theFormOfTheFileIsReadFromItsHeader() {
    String otherwise =
        String.join(
            "\r\n",
            "\uFEFFtotal_null;note;path;total_conversions",
            "2;x;\" a >  > b\";6",
            "6;;b;2",
            "",
            "2;;c > a;2.0",
            "0;;\"a;d\";0",
            "1;;;4",
            "");
    JsonNode body = evaluate("model=last", otherwise).body();
    assertThat(body.path("rows").asInt()).isEqualTo(5);
    assertThat(body.path("conversions").asDouble()).isEqualTo(10);
    assertThat(body.path("value").asDouble()).isZero();
    assertThat(body.path("unattributed").path("conversions").asDouble()).isEqualTo(4);
    assertThat(body.path("models").get(0).path("channels").findValuesAsString("channel"))
        .containsExactly("a", "a;d", "b", "c");
    assertThat(body.path("models").get(0).path("channels").get(2).path("conversions").asDouble())
        .isEqualTo(8);
  }

  @Test
  void pathsCanBeTransformedFirst() {
    String file = HEADER + "a > a > b > Direct,6,0,0\nDirect,2,0,0\n\"x, y\",1,0,0\n";
    assertThat(last(evaluate("model=last&transform=remove_if_last_and_not_all", file)))
        .isEqualTo("{Direct=2.0, a=0.0, b=6.0, x, y=1.0}");
    assertThat(
            last(
                evaluate(
                    "model=last_non&excluded=" + URLEncoder.encode("x, y", StandardCharsets.UTF_8),
                    file)))
        .isEqualTo("{Direct=8.0, a=0.0, b=0.0, x, y=1.0}");
    assertThat(last(evaluate("model=first&transform=trim_long_path&keep_last=2", file)))
        .isEqualTo("{Direct=2.0, a=0.0, b=6.0, x, y=1.0}");
    assertThat(last(evaluate("model=linear&transform=exposure,frequency", file)))
        .isEqualTo("{Direct=4.0, a=2.0, b=2.0, x, y=1.0}");
  }

  private static String last(Answer answer) {
    assertThat(answer.status()).isEqualTo(200);
    Map<String, Double> all = new TreeMap<>();
    answer
        .body()
        .path("models")
        .get(0)
        .path("channels")
        .forEach(
            channel ->
                all.put(
                    channel.path("channel").asString(), channel.path("conversions").asDouble()));
    return all.toString();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          model=linea                             | model     | unknown_value
          model=time_decay                        | model     | needs_times
          model=last_click                        | model     | needs_times
          model=markov&order=11                   | order     | out_of_range
          model=markov&order=first                | order     | out_of_range
          model=markov&use_null=perhaps           | use_null  | malformed
          model=position&first=.7&last=.4         | first     | out_of_range
          model=geometric_decay&rate=0            | rate      | out_of_range
          model=first&transform=upside_down       | transform | unknown_value
          model=first&transform=frequency,first   | transform | not_last
          model=first&transform=trim_long_path&keep_last=0 | keep_last | out_of_range
          order=1                                 | model     | required
          """)
  void parametersThatCannotBeAreNamed(String query, String field, String code) {
    Answer answer = evaluate(query, FILE);
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body().path("errors").get(0).path("field").asString()).isEqualTo(field);
    assertThat(answer.body().path("errors").get(0).path("code").asString()).isEqualTo(code);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a,-1,0,0          | lines[3].total_conversions      | negative
          a,1,-1,0          | lines[3].total_conversion_value | negative
          a,1,0,-0.5        | lines[3].total_null             | negative
          a,0,7,3           | lines[3].total_conversion_value | value_without_conversions
          a,,0,0            | lines[3].total_conversions      | required
          a,one,0,0         | lines[3].total_conversions      | malformed
          a,NaN,0,0         | lines[3].total_conversions      | malformed
          a,0x1p3,0,0       | lines[3].total_conversions      | malformed
          a,1e999,0,0       | lines[3].total_conversions      | malformed
          a > (start),1,0,0 | lines[3].path                   | reserved_name
          (null),0,0,1      | lines[3].path                   | reserved_name
          a,1,0             | lines[3]                        | columns
          'a,1,0,0,9'       | lines[3]                        | columns
          """)
  void rowsThatCannotBeAreNamedByLine(String row, String field, String code) {
    Answer answer = evaluate("model=first", HEADER + "a,1,0,0\n" + row + "\nb,1,0,0\n");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body().path("errors")).hasSize(1);
    assertThat(answer.body().path("errors").get(0).path("field").asString()).isEqualTo(field);
    assertThat(answer.body().path("errors").get(0).path("code").asString()).isEqualTo(code);
    assertThat(answer.body().path("errors").get(0).path("message").asString())
        .startsWith("line 3: ");
  }

  @Test
  void filesThatCannotBeAreRefused() {
    assertThat(evaluate("model=first", "").errorFields()).containsExactly("");
    assertThat(evaluate("model=first", "path,total_null\na,1\n").errorFields())
        .containsExactly("total_conversions");
    assertThat(evaluate("model=first", "path,path,total_conversions\n").text("code"))
        .isEqualTo("unprocessable_entity");
    String bad = HEADER + "a,-1,0,0\n".repeat(150);
    assertThat(evaluate("model=first", bad).body().path("errors"))
        .hasSize(EvaluateFile.MOST_PROBLEMS);
    String longPath = HEADER + "a>".repeat(EvaluateFile.MOST_TOUCHES) + "a,1,0,0\n";
    assertThat(evaluate("model=first", longPath).status()).isEqualTo(413);
    assertThat(read(longPath).body().path("errors").get(0).path("code").asString())
        .isEqualTo("too_long");
    Answer json = manager.call(HttpMethod.POST, "attribution/evaluate?model=first", "{}", Map.of());
    assertThat(json.status()).isEqualTo(415);
    assertThat(json.text("code")).isEqualTo("unsupported_media_type");
  }

  private static Answer read(String file) {
    return evaluate(new Client(wide(), TENANT, Role.ADMIN, Map.of()), "model=first", file);
  }

  private static MockMvc wide() {
    return MockMvcBuilders.standaloneSetup(
            new EvaluateController(new EvaluateDesk(settings(Map.of()), InstantSource.system())))
        .setControllerAdvice(
            context.getBeansWithAnnotation(RestControllerAdvice.class).values().toArray())
        .setCustomArgumentResolvers(new CallerResolver())
        .build();
  }

  @Test
  void eachLimitHasItsRefusal() {
    String paths =
        IntStream.range(1, 30)
            .mapToObj(n -> "a > ".repeat(n) + "b,1,,\n")
            .reduce(HEADER, String::concat);
    assertThat(evaluate("model=counterfactual", paths).text("code")).isEqualTo("too_many_paths");
    assertThat(evaluate("model=linear", paths).status()).as("keeps no path").isEqualTo(200);
    assertThat(evaluate("model=markov&order=10", paths).text("code")).isEqualTo("too_many_states");
    String channels =
        IntStream.range(0, 6).mapToObj(n -> n + ",1,,\n").reduce(HEADER, String::concat);
    assertThat(evaluate("model=linear", channels).text("code")).isEqualTo("too_many_channels");
    Answer large = evaluate("model=linear", HEADER + "a,1,,\n".repeat(400));
    assertThat(large.status()).isEqualTo(413);
    assertThat(large.text("code")).isEqualTo("too_large");
  }

  @Test
  void onlyManagersMayAsk() {
    for (Role role : Role.values()) {
      Client client = new Client(api, TENANT, role, Map.of());
      assertThat(evaluate(client, "model=first", FILE).status())
          .as(role.name())
          .isEqualTo(role == Role.ADMIN || role == Role.MANAGER ? 200 : 403);
    }
  }

  @Test
  void aMillionRowsAreReadAsTheyComeAndAUserHasOneFileInWork() throws Exception {
    EvaluateDesk desk = new EvaluateDesk(settings(Map.of()), InstantSource.system());
    EvaluateOptions wanted =
        EvaluateOptions.of(
            List.of("linear", "markov", "shapley_simplified"),
            "2",
            true,
            null,
            1,
            Set.of(),
            .4,
            .4,
            .5);
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicReference<EvaluateResponse> answer = new AtomicReference<>();
    int rows = 1_000_000;
    InputStream stream =
        new Generated(
            Stream.concat(
                    Stream.of(HEADER),
                    IntStream.range(0, rows)
                        .mapToObj(
                            n -> "c" + n % 11 + " > c" + n % 13 + " > c" + n % 7 + ",1,2,3\n"))
                .iterator(),
            () -> {
              begun.countDown();
              goOn.await();
            });
    Thread first =
        Thread.ofVirtual().start(() -> answer.set(desk.evaluate(USER, wanted, stream, -1)));
    begun.await();
    assertThatThrownBy(() -> desk.evaluate(USER, wanted, InputStream.nullInputStream(), -1))
        .isInstanceOfSatisfying(
            ApiProblem.class, problem -> assertThat(problem.status()).isEqualTo(429));
    goOn.countDown();
    first.join();
    assertThat(answer.get().rows()).isEqualTo(rows);
    assertThat(answer.get().conversions()).isEqualTo(rows);
    assertThat(
            answer.get().models().get(1).channels().stream()
                .mapToDouble(EvaluateResponse.ChannelWorthResponse::conversions)
                .sum())
        .isCloseTo(rows, within(1e-3));
    assertThatThrownBy(() -> desk.evaluate(USER, wanted, InputStream.nullInputStream(), -1))
        .as("the first one is done")
        .isInstanceOfSatisfying(
            ApiProblem.class, problem -> assertThat(problem.status()).isEqualTo(422));
  }

  @Test
  void timeIsLimited() {
    Instant start = Instant.parse("2026-11-30T12:00:00Z");
    Iterator<Instant> times =
        Stream.iterate(start, at -> at.plus(Duration.ofMinutes(1))).iterator();
    EvaluateDesk desk = new EvaluateDesk(settings(Map.of()), times::next);
    EvaluateOptions wanted =
        EvaluateOptions.of(List.of("markov"), "1", true, null, 1, Set.of(), .4, .4, .5);
    InputStream endless =
        new Generated(
            Stream.concat(Stream.of(HEADER), Stream.generate(() -> "a > b,1,1,1\n")).iterator(),
            () -> {});
    assertThatThrownBy(() -> desk.evaluate(USER, wanted, endless, -1))
        .isInstanceOfSatisfying(
            ApiProblem.class, problem -> assertThat(problem.code()).isEqualTo("time_over"));
  }

  private interface Wait {
    void await() throws InterruptedException;
  }

  /** A body that is made while it is read. */
  private static final class Generated extends InputStream {

    private final Iterator<String> lines;
    private final Wait beforeFirst;
    private byte[] line = new byte[0];
    private int next;

    Generated(Iterator<String> lines, Wait beforeFirst) {
      this.lines = lines;
      this.beforeFirst = beforeFirst;
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(byte[] into, int from, int length) {
      if (line.length == 0) {
        try {
          beforeFirst.await();
        } catch (InterruptedException e) {
          throw new AssertionError(e);
        }
      }
      if (next == line.length) {
        if (!lines.hasNext()) {
          return -1;
        }
        line = lines.next().getBytes(StandardCharsets.UTF_8);
        next = 0;
      }
      int count = Math.min(length, line.length - next);
      System.arraycopy(line, next, into, from, count);
      next += count;
      return count;
    }
  }

  private Answer evaluate(String query, String file) {
    return evaluate(manager, query, file);
  }

  private static Answer evaluate(Client client, String query, String file) {
    return client.call(
        HttpMethod.POST,
        "attribution/evaluate?" + query,
        file.replace('\'', '"'),
        Map.of("Content-Type", "text/csv"));
  }

  private static EvaluateSettings settings(Map<String, String> given) {
    return new Binder(new MapConfigurationPropertySource(given))
        .bindOrCreate("tributary.attribution.evaluate", EvaluateSettings.class);
  }
}
