package io.tributary.attribution.model.report;

/** The models that rows of paths can be given to. */
public enum ReportModel {
  FIRST,
  LAST,
  LAST_NON,
  LINEAR,
  LINEAR_UNIQUE,
  POSITION,
  POSITION_DECAY,
  RANK_DECAY,
  GEOMETRIC_DECAY,
  PARTICIPATION,
  MARKOV,
  SHAPLEY_SIMPLIFIED,
  SHAPLEY_ORDERED,
  SHAPLEY_CONVERSION_RATE,
  SHAO_LI,
  COUNTERFACTUAL;

  /** Whether it has to know all paths before it looks at one. */
  public boolean needsAllPaths() {
    return this == COUNTERFACTUAL;
  }
}
