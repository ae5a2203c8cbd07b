package io.tributary.tracking.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.protocol.RedisCommand;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.EventLoop;
import io.tributary.embedded.EmbeddedInfrastructure;
import io.tributary.embedded.Part;
import io.tributary.tracking.limit.Rate;
import io.tributary.tracking.session.Question;
import io.tributary.tracking.session.Question.CapKey;
import io.tributary.tracking.session.Session;
import io.tributary.tracking.web.EventLoops;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is remembered in a real Redis, and while there is none. */
class RedisSessionsTest {

  private static final byte[] SECRET = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final Duration PATIENT = Duration.ofSeconds(2);
  private static final long NOW = 1_764_000_000_000L;

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private RedisSessions sessions;
  private RedisClient client;
  private StatefulRedisConnection<byte[], byte[]> bytes;
  private StatefulRedisConnection<String, String> redis;

  @BeforeEach
  void connect() throws Exception {
    sessions = sessions(url(), PATIENT);
    await(sessions, true);
    client = RedisClient.create(url());
    redis = client.connect();
    bytes = client.connect(ByteArrayCodec.INSTANCE);
    redis.sync().flushall();
  }

  @AfterEach
  void close() {
    sessions.close();
    client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
  }

  @Test
  void aRepeatIsSeenAndCounted() throws Exception {
    Session first = look(sessions, question(1));
    assertThat(first.isAvailable()).isTrue();
    assertThat(first.visitorSeen()).isFalse();
    assertThat(first.senderSeen()).isFalse();
    assertThat(first.perAddress()).isEqualTo(1);
    assertThat(first.sinceShown()).isEqualTo(Session.UNKNOWN);
    Session second = look(sessions, question(1));
    assertThat(second.visitorSeen()).isTrue();
    assertThat(second.senderSeen()).isTrue();
    assertThat(second.perAddress()).isEqualTo(2);
    assertThat(second.perCampaign()).isEqualTo(2);
    assertThat(second.perDevice()).isEqualTo(2);
    assertThat(second.replayed()).isFalse();
  }

  @Test
  void anotherSenderOfTheSameIdIsNoticed() throws Exception {
    look(sessions, question(1));
    Question other = new Question(11, 12, 13, 2, 14, 15, 6, 60, NOW, List.of());
    assertThat(look(sessions, other).replayed()).isTrue();
  }

  @Test
  void capsAreCountedByThemselves() throws Exception {
    CapKey cap = new CapKey(77, 100);
    Question question = new Question(0, 0, 0, 1, 0, 0, 0, 60, NOW, List.of(cap));
    assertThat(look(sessions, question).capCounts()).containsExactly(0);
    send(Commands.count(List.of(cap, cap)));
    assertThat(look(sessions, question).capCounts()).containsExactly(2);
  }

  @Test
  void whatWasShownIsTimed() throws Exception {
    send(Commands.show(5, NOW - 300));
    assertThat(look(sessions, question(1)).sinceShown()).isEqualTo(300);
  }

  @Test
  void everyKeyHasAnEnd() throws Exception {
    look(sessions, question(1));
    send(Commands.count(List.of(new CapKey(77, 100))));
    send(Commands.show(5, NOW));
    assertThat(redis.sync().keys("*")).as("one click tells nobody's counts").hasSize(5);
    for (int i = 0; i < 3; i++) {
      look(sessions, question(1));
    }
    List<String> keys = redis.sync().keys("*");
    assertThat(keys).hasSize(7);
    for (String key : keys) {
      assertThat(redis.sync().ttl(key)).as(key).isPositive();
    }
  }

  @Test
  void whatSeveralProcessesCountAddsUpFromTheFourthClickOn() throws Exception {
    try (RedisSessions other = sessions(url(), PATIENT)) {
      await(other, true);
      for (int i = 1; i <= 6; i++) {
        assertThat(look(sessions, question(1)).perAddress()).isEqualTo(i);
      }
      for (int i = 1; i <= 3; i++) {
        assertThat(look(other, question(1)).perAddress()).isEqualTo(i);
      }
      Session shared = look(other, question(1));
      assertThat(shared.perAddress()).isEqualTo(10);
      assertThat(shared.perCampaign()).isEqualTo(10);
      assertThat(shared.perDevice()).isEqualTo(10);
      assertThat(look(sessions, question(1)).perDevice()).isEqualTo(11);
    }
  }

  @Test
  void clicksAtOnceShareRoundTrips() throws Exception {
    List<CompletableFuture<Session>> answers = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      answers.add(sessions.look(question(1 + i * 100L)));
    }
    for (CompletableFuture<Session> answer : answers) {
      assertThat(answer.get(5, TimeUnit.SECONDS).isAvailable()).isTrue();
    }
    assertThat(metrics.counter("session_round_trips_total").count()).isLessThan(1_000);
    assertThat(metrics.counter("session_looks_total", "result", "remembered").count())
        .isEqualTo(2_000);
  }

  @Test
  void questionsOfALoopAreAnsweredOnIt() throws Exception {
    try (EventLoops loops = new EventLoops(2);
        RedisSessions own = new RedisSessions(url(), SECRET, PATIENT, loops.all(), metrics)) {
      await(own, true);
      for (int i = 0; i < 100; i++) {
        EventLoop loop = loops.all().get(i % 2);
        Question question = question(1 + i * 100L);
        CompletableFuture<Boolean> answeredThere = new CompletableFuture<>();
        loop.execute(
            () -> {
              var unused =
                  own.look(question)
                      .thenAccept(
                          session ->
                              answeredThere.complete(session.isAvailable() && loop.inEventLoop()));
            });
        assertThat(answeredThere.get(5, TimeUnit.SECONDS)).isTrue();
      }
    }
  }

  @Test
  void withoutRedisOneRemembersAlone() throws Exception {
    try (RedisSessions alone = sessions("redis://127.0.0.1:" + freePort(), PATIENT)) {
      Session first = look(alone, question(1));
      Session second = look(alone, question(1));
      assertThat(first.isAvailable()).isFalse();
      assertThat(first.visitorSeen()).isFalse();
      assertThat(second.visitorSeen()).isTrue();
      assertThat(second.perAddress()).isEqualTo(2);
    }
  }

  @Test
  void aRedisThatHaltsIsLeftAsideAndTakenBack() throws Exception {
    sessions.close();
    sessions = sessions(url(), Duration.ofMillis(200));
    await(sessions, true);
    redis.sync().clientPause(1_500);
    long started = System.nanoTime();
    Session session = look(sessions, question(1));
    assertThat(session.isAvailable()).isFalse();
    assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofMillis(1_200));
    assertThat(sessions.isAvailable()).isFalse();
    await(sessions, true);
    assertThat(look(sessions, question(500)).isAvailable()).isTrue();
  }

  @Test
  void whatOneProcessTookIsMissingInAnother() throws Exception {
    RedisBuckets one = new RedisBuckets(sessions, SECRET);
    RedisBuckets other = new RedisBuckets(sessions, SECRET);
    Rate rate = new Rate(60, 10);
    assertThat(taken(one, rate, 10)).isZero();
    assertThat(taken(other, rate, 5))
        .isBetween(Duration.ofSeconds(1).toNanos(), Duration.ofSeconds(6).toNanos());
    List<String> keys = redis.sync().keys("*");
    assertThat(keys).hasSize(1);
    assertThat(redis.sync().ttl(keys.getFirst())).isPositive();
    redis.sync().flushall();
    assertThat(taken(other, rate, 5)).isZero();
  }

  private static long taken(RedisBuckets buckets, Rate rate, long requests) throws Exception {
    return buckets.take("k", rate, requests).toCompletableFuture().get(5, TimeUnit.SECONDS);
  }

  private static Question question(long first) {
    return new Question(
        first, first + 1, first + 2, 3, first + 3, first + 4, 6, 60, NOW, List.of());
  }

  private static Session look(RedisSessions sessions, Question question) throws Exception {
    return sessions.look(question).get(5, TimeUnit.SECONDS);
  }

  private RedisSessions sessions(String url, Duration budget) {
    return new RedisSessions(url, SECRET, budget, List.of(), metrics);
  }

  private static void await(RedisSessions sessions, boolean available) throws Exception {
    for (int i = 0; i < 1_000 && sessions.isAvailable() != available; i++) {
      Thread.sleep(10);
    }
    assertThat(sessions.isAvailable()).isEqualTo(available);
  }

  private static String url() {
    return EmbeddedInfrastructure.shared(Part.REDIS).endpoints().redisUrl();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Dispatches and waits until all before is done. */
  private void send(List<RedisCommand<byte[], byte[], ?>> commands) {
    var unused = bytes.dispatch(commands);
    assertThat(bytes.sync().ping()).isEqualTo("PONG");
  }
}
