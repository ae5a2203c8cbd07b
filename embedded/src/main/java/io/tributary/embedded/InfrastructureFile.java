package io.tributary.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code infrastructure.json}: addresses, credentials and process ids, readable by the owner only.
 * Every change is written at once, so that the next start knows what a killed process left running.
 */
final class InfrastructureFile {

  /** Which process serves a part, and with which settings it was started. */
  record Running(long pid, Instant started, String settings) {}

  record Postgres(
      int port,
      String url,
      String owner,
      String ownerPassword,
      String user,
      String password,
      @Nullable Running running) {}

  record Kafka(
      int port,
      int controllerPort,
      String bootstrapServers,
      String clusterId,
      @Nullable Running running) {}

  record Redis(int port, String url, String password, @Nullable Running running) {}

  record Content(@Nullable Postgres postgres, @Nullable Kafka kafka, @Nullable Redis redis) {
    Content with(Postgres changed) {
      return new Content(changed, kafka, redis);
    }

    Content with(Kafka changed) {
      return new Content(postgres, changed, redis);
    }

    Content with(Redis changed) {
      return new Content(postgres, kafka, changed);
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(InfrastructureFile.class);
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private final Path path;
  private Content content;

  InfrastructureFile(Path path) {
    this.path = path;
    this.content = read(path);
  }

  synchronized Content content() {
    return content;
  }

  synchronized void update(UnaryOperator<Content> change) {
    Content changed = change.apply(content);
    Path next = path.resolveSibling(path.getFileName() + ".next");
    try {
      Files.deleteIfExists(next);
      Files.createFile(
          next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.write(next, JSON.writeValueAsBytes(changed));
      Files.move(next, path, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new InfrastructureException("%s cannot be written: %s".formatted(path, e), e);
    }
    content = changed;
  }

  private static Content read(Path path) {
    Content nothing = new Content(null, null, null);
    try {
      return Files.exists(path) ? JSON.readValue(Files.readAllBytes(path), Content.class) : nothing;
    } catch (JacksonException e) {
      LOG.warn("{} cannot be understood and is made anew: {}", path, e.getOriginalMessage());
      return nothing;
    } catch (IOException e) {
      throw new InfrastructureException("%s cannot be read: %s".formatted(path, e), e);
    }
  }
}
