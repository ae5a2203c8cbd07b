package io.tributary.rule;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compiles and evaluates rules written in CEL; thread-safe.
 *
 * <p>An expression has its kind's type and names only its kind's facts. It costs a bounded time
 * whoever wrote it: its length, its nodes, its nesting, its comprehensions and their iterations are
 * limited here, CEL itself has no loops and its regular expressions are linear.
 */
public final class RuleEngine {

  /** Characters of an expression: one that needs more is several rules. */
  public static final int MAX_EXPRESSION_LENGTH = 2_000;

  /** Nodes of a parsed expression. */
  public static final int MAX_NODES = 500;

  /** How deep an expression nests. */
  public static final int MAX_DEPTH = 50;

  /** Comprehensions ({@code exists}, {@code all}, {@code map}, {@code filter}) of an expression. */
  public static final int MAX_COMPREHENSIONS = 4;

  /** Iterations of all comprehensions of one evaluation. */
  public static final int MAX_ITERATIONS = 1_000;

  /** Instructions of a compiled regular expression. */
  public static final int MAX_REGEX_PROGRAM = 1_000;

  /** Compilations kept: the rules in force of a large installation. */
  public static final int MAX_KEPT = 10_000;

  /** The largest weight of a touch: far above any that people write, far below an overflow. */
  public static final double MAX_WEIGHT = 1e9;

  private static final CelOptions OPTIONS =
      CelOptions.current()
          .maxExpressionCodePointSize(MAX_EXPRESSION_LENGTH)
          .maxParseExpressionNodeCount(MAX_NODES)
          .maxParseRecursionDepth(MAX_DEPTH)
          .comprehensionMaxIterations(MAX_ITERATIONS)
          .maxRegexProgramSize(MAX_REGEX_PROGRAM)
          .enableHeterogeneousNumericComparisons(true)
          .build();

  private final Map<RuleKind, CelCompiler> compilers = new EnumMap<>(RuleKind.class);
  private final CelRuntime runtime =
      CelRuntimeFactory.plannerRuntimeBuilder().setOptions(OPTIONS).build();
  private final Cache<Source, Compilation> known =
      Caffeine.newBuilder().maximumSize(MAX_KEPT).build();

  /** An engine with an empty cache. */
  public RuleEngine() {
    for (RuleKind kind : RuleKind.values()) {
      compilers.put(kind, compiler(Vocabulary.of(kind)));
    }
  }

  /** Checks an expression and makes a rule of it. */
  public Compilation compile(RuleKind kind, String expression) {
    if (expression.isBlank()) {
      return invalid("the expression is empty; write true for a rule that always applies");
    }
    if (expression.length() > MAX_EXPRESSION_LENGTH) {
      return invalid("longer than %,d characters".formatted(MAX_EXPRESSION_LENGTH));
    }
    return known.get(new Source(kind, expression), this::compile);
  }

  /** Asks a commission rule about facts. */
  public Evaluation evaluate(CompiledRule rule, Facts facts) {
    require(rule, RuleKind.COMMISSION);
    return evaluate(rule, Variables.of(facts));
  }

  /** Asks an attribution rule about a touch. */
  public Evaluation evaluate(CompiledRule rule, TouchFacts touch, ConversionFacts conversion) {
    return applies(rule, Variables.of(touch, Variables.of(conversion)));
  }

  /** Asks an attribution rule about variables that several rules share. */
  Evaluation applies(CompiledRule rule, Variables variables) {
    require(rule, RuleKind.ATTRIBUTION);
    return evaluate(rule, variables);
  }

  /** What touches of one conversion weigh, in their order. */
  public List<Weight> weigh(
      CompiledRule rule, List<TouchFacts> touches, ConversionFacts conversion) {
    require(rule, RuleKind.WEIGHT);
    Variables shared = Variables.of(conversion);
    return touches.stream().map(touch -> weigh(rule, Variables.of(touch, shared))).toList();
  }

  private static Weight weigh(CompiledRule rule, Variables variables) {
    try {
      double weight = ((Number) rule.program().eval(variables)).doubleValue();
      if (weight >= 0 && weight <= MAX_WEIGHT) {
        return new Weight.Of(weight);
      }
      return new Weight.Unusable("its weight would be " + weight);
    } catch (CelEvaluationException e) {
      return new Weight.Unusable(words(e.getMessage()));
    }
  }

  private static Evaluation evaluate(CompiledRule rule, Variables variables) {
    try {
      Object answer = rule.program().eval(variables);
      return Boolean.TRUE.equals(answer) ? new Evaluation.Applies() : new Evaluation.DoesNotApply();
    } catch (CelEvaluationException e) {
      return new Evaluation.Failed(words(e.getMessage()));
    }
  }

  private static void require(CompiledRule rule, RuleKind kind) {
    if (rule.kind() != kind) {
      throw new IllegalArgumentException("%s is no rule of kind %s".formatted(rule, kind));
    }
  }

  private Compilation compile(Source source) {
    CelCompiler compiler = compilers.get(source.kind());
    if (compiler == null) {
      throw new IllegalStateException("no compiler for " + source.kind());
    }
    try {
      CelValidationResult result = compiler.compile(source.expression());
      if (result.hasError()) {
        return new Compilation.Invalid(
            result.getErrors().stream().map(RuleEngine::problem).toList());
      }
      CelAbstractSyntaxTree tree = result.getAst();
      if (comprehensions(tree) > MAX_COMPREHENSIONS) {
        return invalid("more than %d comprehensions".formatted(MAX_COMPREHENSIONS));
      }
      return new Compilation.Compiled(
          new CompiledRule(
              source.kind(), source.expression(), names(tree), runtime.createProgram(tree)));
    } catch (CelValidationException | CelEvaluationException e) {
      return invalid(words(e.getMessage()));
    }
  }

  private static CelCompiler compiler(Vocabulary vocabulary) {
    CelCompilerBuilder builder =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .setTypeProvider(vocabulary)
            .setResultType(vocabulary.answer());
    vocabulary
        .variables()
        .forEach((name, type) -> builder.addVar(name, Vocabulary.reference(type)));
    return builder.build();
  }

  private static long comprehensions(CelAbstractSyntaxTree tree) {
    return CelNavigableAst.fromAst(tree)
        .getRoot()
        .allNodes()
        .filter(node -> node.getKind().equals(Kind.COMPREHENSION))
        .count();
  }

  private static Set<String> names(CelAbstractSyntaxTree tree) {
    return CelNavigableAst.fromAst(tree)
        .getRoot()
        .allNodes()
        .filter(node -> node.getKind().equals(Kind.IDENT))
        .map(node -> node.expr().ident().name())
        .collect(Collectors.toSet());
  }

  private static RuleProblem problem(CelIssue issue) {
    CelSourceLocation at = issue.getSourceLocation();
    return new RuleProblem(
        Math.max(at.getLine(), 1), Math.max(at.getColumn(), 0) + 1, words(issue.getMessage()));
  }

  private static Compilation invalid(String message) {
    return new Compilation.Invalid(List.of(new RuleProblem(1, 1, message)));
  }

  private static String words(@Nullable String message) {
    return message == null
        ? "it cannot be evaluated"
        : message.replace("tributary.", "").replace(" (in container '')", "");
  }

  private record Source(RuleKind kind, String expression) {}
}
