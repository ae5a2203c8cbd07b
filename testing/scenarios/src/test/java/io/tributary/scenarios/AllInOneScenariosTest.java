package io.tributary.scenarios;

class AllInOneScenariosTest extends ScenarioContract {

  @Override
  Deployment deployment() {
    return SharedDeployment.allInOne();
  }
}
