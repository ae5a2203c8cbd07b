package io.tributary.notification;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the notification service.
 *
 * @param smtp where mail goes; without a host mails are recorded and discarded
 * @param allowedNetworks networks in CIDR notation that webhooks may go to although they are not
 *     public, over http and any port too
 * @param pollInterval pause between two looks for what is due
 * @param webhookTimeout how long one try to deliver may take
 */
@ConfigurationProperties("tributary.notification")
record NotificationSettings(
    @DefaultValue Smtp smtp,
    @DefaultValue List<String> allowedNetworks,
    @DefaultValue("500ms") Duration pollInterval,
    @DefaultValue("15s") Duration webhookTimeout) {

  /**
   * A mail server.
   *
   * @param host name or address
   * @param port 25 or 587 with STARTTLS where the server offers it
   * @param username for servers that ask for it
   * @param password of the user
   * @param from sender of the mails
   */
  record Smtp(
      @Nullable String host,
      @DefaultValue("587") int port,
      @Nullable String username,
      @Nullable String password,
      @DefaultValue("tributary@localhost") String from) {

    boolean isConfigured() {
      return host != null && !host.isBlank();
    }

    @Override
    public String toString() {
      return "Smtp " + host;
    }
  }
}
