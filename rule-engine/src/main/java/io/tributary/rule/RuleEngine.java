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
import dev.cel.common.types.SimpleType;
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
import org.jspecify.annotations.Nullable;

/**
 * Compiles and evaluates rules written in CEL; thread-safe.
 *
 * <p>An expression has type bool and names only its kind's facts. It costs a bounded time whoever
 * wrote it: its length, its nodes, its nesting, its comprehensions and their iterations are limited
 * here, CEL itself has no loops and its regular expressions are linear.
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

  /** Asks a rule about facts. */
  public Evaluation evaluate(CompiledRule rule, Facts facts) {
    try {
      Object answer = rule.program().eval(facts.variables());
      return Boolean.TRUE.equals(answer) ? new Evaluation.Applies() : new Evaluation.DoesNotApply();
    } catch (CelEvaluationException e) {
      return new Evaluation.Failed(words(e.getMessage()));
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
          new CompiledRule(source.kind(), source.expression(), runtime.createProgram(tree)));
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
            .setResultType(SimpleType.BOOL);
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
