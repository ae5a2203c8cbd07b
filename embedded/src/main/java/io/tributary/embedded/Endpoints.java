package io.tributary.embedded;

/**
 * Where the servers answer and with which credentials. The accessor of a part that was not started
 * throws {@link IllegalStateException}.
 *
 * @param kafkaBootstrapServers {@code host:port}
 * @param datasourceUrl JDBC address of the database {@code tributary}
 * @param datasourceOwner the role that migrates: a superuser
 * @param datasourceUser the role of the running services: owns nothing, row-level security applies
 * @param redisUrl {@code redis://:password@host:port}
 */
public record Endpoints(
    String kafkaBootstrapServers,
    String datasourceUrl,
    String datasourceOwner,
    String datasourceOwnerPassword,
    String datasourceUser,
    String datasourcePassword,
    String redisUrl) {

  static final String NOT_STARTED = "";

  @Override
  public String kafkaBootstrapServers() {
    return started(Part.KAFKA, kafkaBootstrapServers);
  }

  @Override
  public String datasourceUrl() {
    return started(Part.POSTGRES, datasourceUrl);
  }

  @Override
  public String datasourceOwner() {
    return started(Part.POSTGRES, datasourceOwner);
  }

  @Override
  public String datasourceOwnerPassword() {
    return started(Part.POSTGRES, datasourceOwnerPassword);
  }

  @Override
  public String datasourceUser() {
    return started(Part.POSTGRES, datasourceUser);
  }

  @Override
  public String datasourcePassword() {
    return started(Part.POSTGRES, datasourcePassword);
  }

  @Override
  public String redisUrl() {
    return started(Part.REDIS, redisUrl);
  }

  /** One line for people, without any password. */
  @Override
  public String toString() {
    StringBuilder line = new StringBuilder();
    append(line, Part.POSTGRES, datasourceUrl);
    append(line, Part.KAFKA, kafkaBootstrapServers);
    append(line, Part.REDIS, redisUrl.replaceFirst("//.*@", "//"));
    return line.toString();
  }

  private static void append(StringBuilder line, Part part, String address) {
    if (!address.equals(NOT_STARTED)) {
      line.append(line.isEmpty() ? "" : ", ").append(part.title()).append(' ').append(address);
    }
  }

  private static String started(Part part, String value) {
    if (value.equals(NOT_STARTED)) {
      throw new IllegalStateException(
          part.title() + " was left out when the embedded infrastructure was started");
    }
    return value;
  }
}
