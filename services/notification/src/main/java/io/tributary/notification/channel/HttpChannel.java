package io.tributary.notification.channel;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;
import io.tributary.notification.webhook.Answer;
import io.tributary.notification.webhook.Delivery;
import io.tributary.notification.webhook.Network;
import io.tributary.notification.webhook.TargetPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Posts signed messages to addresses that customers chose. A host is resolved once, every address
 * of it must pass the policy, and the connection goes to exactly the address that passed, so that a
 * second answer of the name server changes nothing. Redirects are not followed, answers are read up
 * to a limit.
 */
public final class HttpChannel implements AutoCloseable {

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final int MAX_ANSWER = 64 * 1_024;
  private static final int MAX_CONNECTIONS = 64;
  private static final int MAX_PER_TARGET = 5;

  private final TargetPolicy policy;
  private final Names names;
  private final InstantSource clock;
  private final Duration total;
  private final ScheduledExecutorService deadlines =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("webhook-deadlines").daemon().factory());
  private final CloseableHttpClient http;

  /**
   * A channel.
   *
   * @param total how long one try may take
   */
  public HttpChannel(TargetPolicy policy, Names names, InstantSource clock, Duration total) {
    this.policy = policy;
    this.names = names;
    this.clock = clock;
    this.total = total;
    this.http =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setDnsResolver(new NoResolver())
                    .setMaxConnTotal(MAX_CONNECTIONS)
                    .setMaxConnPerRoute(MAX_PER_TARGET)
                    .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                            .setConnectTimeout(Timeout.of(CONNECT))
                            .setSocketTimeout(Timeout.of(total))
                            .build())
                    .build())
            .setConnectionReuseStrategy((request, response, context) -> false)
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setConnectionRequestTimeout(Timeout.of(total))
                    .setResponseTimeout(Timeout.of(total))
                    .build())
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableContentCompression()
            .disableCookieManagement()
            .disableAuthCaching()
            .setUserAgent("Tributary-Webhooks/1")
            .build();
  }

  /** Tries once. */
  public Answer deliver(Delivery delivery) {
    Optional<URI> target = TargetPolicy.parse(delivery.url());
    if (target.isEmpty()) {
      return new Answer.Unreachable("malformed_url");
    }
    List<InetAddress> addresses;
    try {
      addresses = addresses(TargetPolicy.host(target.get()));
    } catch (UnknownHostException e) {
      return new Answer.Unreachable("unknown_host");
    }
    Optional<String> refusal = policy.refusal(target.get(), addresses);
    return refusal.isPresent()
        ? new Answer.Unreachable(refusal.get())
        : post(delivery, target.get(), addresses.getFirst());
  }

  private List<InetAddress> addresses(String host) throws UnknownHostException {
    Optional<InetAddress> literal = Network.address(host);
    return literal.isPresent() ? List.of(literal.get()) : names.resolve(host);
  }

  private Answer post(Delivery delivery, URI target, InetAddress address) {
    HttpPost request = new HttpPost(target);
    long now = clock.instant().getEpochSecond();
    request.setHeader("webhook-id", delivery.messageId());
    request.setHeader("webhook-timestamp", Long.toString(now));
    request.setHeader("webhook-signature", signature(delivery, now));
    request.setEntity(new StringEntity(delivery.body(), ContentType.APPLICATION_JSON));
    HttpHost host =
        new HttpHost(
            target.getScheme().toLowerCase(Locale.ROOT),
            address,
            TargetPolicy.host(target),
            target.getPort());
    AtomicBoolean late = new AtomicBoolean();
    ScheduledFuture<?> deadline =
        deadlines.schedule(
            () -> {
              late.set(true);
              return request.cancel();
            },
            total.toMillis(),
            TimeUnit.MILLISECONDS);
    try {
      return http.execute(host, request, HttpChannel::answer);
    } catch (InterruptedIOException e) {
      return new Answer.TimedOut();
    } catch (IOException e) {
      return late.get() ? new Answer.TimedOut() : new Answer.Unreachable("connection_failed");
    } finally {
      deadline.cancel(false);
    }
  }

  private static Answer answer(ClassicHttpResponse response) throws IOException {
    if (response.getEntity() != null) {
      try (InputStream body = response.getEntity().getContent()) {
        if (body.readNBytes(MAX_ANSWER).length == MAX_ANSWER) {
          // The rest is not read: the connection is not used again.
          return new Answer.Status(response.getCode(), retryAfter(response));
        }
      }
    }
    return new Answer.Status(response.getCode(), retryAfter(response));
  }

  private static @Nullable Duration retryAfter(ClassicHttpResponse response) {
    Header header = response.getFirstHeader("Retry-After");
    return header == null || !header.getValue().matches("[0-9]{1,6}")
        ? null
        : Duration.ofSeconds(Long.parseLong(header.getValue()));
  }

  private static String signature(Delivery delivery, long timestamp) {
    try {
      return new Webhook(delivery.secret()).sign(delivery.messageId(), timestamp, delivery.body());
    } catch (EmptyWebhookSecretException | WebhookSigningException e) {
      throw new IllegalStateException("cannot sign", e);
    }
  }

  @Override
  public void close() throws IOException {
    deadlines.shutdownNow();
    http.close();
  }

  /** The address is given with the host; whoever asks for another would go past the policy. */
  private static final class NoResolver implements DnsResolver {

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
      throw new UnknownHostException("only checked addresses are connected to");
    }

    @Override
    public String resolveCanonicalHostname(String host) {
      return host;
    }
  }
}
