package io.tributary.scenarios;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class ClusterScenariosTest extends ScenarioContract {

  private static Deployment deployment;

  @BeforeAll
  static void start() {
    deployment = Deployment.cluster();
  }

  @AfterAll
  static void stop() {
    deployment.close();
  }

  @Override
  Deployment deployment() {
    return deployment;
  }
}
