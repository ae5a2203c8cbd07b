package io.tributary.embedded;

/** One of the servers that {@link EmbeddedInfrastructure} runs. */
public enum Part {
  POSTGRES("PostgreSQL", "postgres"),
  KAFKA("Kafka", "kafka"),
  REDIS("Redis", "redis");

  private final String title;
  private final String folder;

  Part(String title, String folder) {
    this.title = title;
    this.folder = folder;
  }

  /** The name for people, as in messages. */
  public String title() {
    return title;
  }

  /** The name of the part's folder and of its log file. */
  String folder() {
    return folder;
  }
}
