package io.tributary.scenarios;

/** One all-in-one deployment for all tests of this JVM that do not kill it. */
final class SharedDeployment {

  private static Deployment allInOne;

  private SharedDeployment() {}

  static synchronized Deployment allInOne() {
    if (allInOne == null) {
      allInOne = Deployment.allInOne();
      Runtime.getRuntime().addShutdownHook(new Thread(allInOne::close));
    }
    return allInOne;
  }
}
