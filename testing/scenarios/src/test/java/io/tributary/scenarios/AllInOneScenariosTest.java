package io.tributary.scenarios;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class AllInOneScenariosTest extends ScenarioContract {

  private static Deployment deployment;

  @BeforeAll
  static void start() {
    deployment = Deployment.allInOne();
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
