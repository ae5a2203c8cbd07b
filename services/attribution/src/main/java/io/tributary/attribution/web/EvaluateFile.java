package io.tributary.attribution.web;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import io.tributary.attribution.model.report.Budget;
import io.tributary.attribution.model.report.Channels;
import io.tributary.attribution.model.report.LimitExceeded;
import io.tributary.attribution.model.report.PathSink;
import io.tributary.attribution.model.report.PathTransform;
import io.tributary.platform.http.FieldProblem;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * A file of paths under way: CSV in UTF-8 with the columns {@value #PATH}, {@value #CONVERSIONS},
 * {@value #VALUE} and {@value #NULLS} by name, in any order and with others among them, the last
 * two optional. It is read row by row and never kept.
 */
final class EvaluateFile {

  /** Told at once; a file with more is not read further. */
  static final int MOST_PROBLEMS = 100;

  /** Touches of a path. */
  static final int MOST_TOUCHES = 1_000;

  /** Characters of a channel's name. */
  static final int MOST_NAME = 200;

  private static final int MOST_FIELD = 256 * 1024;
  private static final int MOST_HEADER = 4 * 1024;
  private static final int MOST_COLUMNS = 100;
  private static final int ROWS_BETWEEN_CHECKS = 1_024;

  static final String PATH = "path";
  static final String CONVERSIONS = "total_conversions";
  static final String VALUE = "total_conversion_value";
  static final String NULLS = "total_null";

  /** More came than is allowed. */
  static final class TooLarge extends IOException {

    private static final long serialVersionUID = 1;

    TooLarge() {
      super("more than is allowed");
    }
  }

  private final Channels channels;
  private final List<PathTransform> transforms;
  private final PathSink sink;
  private final Budget budget;
  private final List<FieldProblem> problems = new ArrayList<>();
  private final Map<String, Integer> places = new HashMap<>();
  private char[] codes = new char[64];
  private int columns;
  private long rows;

  /** Rows go to the sink as the transforms leave them, one after the other. */
  EvaluateFile(Channels channels, List<PathTransform> transforms, PathSink sink, Budget budget) {
    this.channels = channels;
    this.transforms = List.copyOf(transforms);
    this.sink = sink;
    this.budget = budget;
  }

  /**
   * Reads a file to its end, or to where it has too many problems.
   *
   * @return what is wrong with it, by line; empty if all rows went to the sink
   * @throws TooLarge if it has more bytes
   * @throws IOException if it does not arrive
   * @throws LimitExceeded if a limit is met
   */
  List<FieldProblem> read(InputStream body, long mostBytes) throws IOException {
    BufferedInputStream stream =
        new BufferedInputStream(new Limited(body, mostBytes, budget), 1 << 16);
    try (CsvReader<CsvRecord> reader =
        CsvReader.builder()
            .fieldSeparator(separator(stream))
            .allowExtraFields(true)
            .allowMissingFields(true)
            .skipEmptyLines(true)
            .maxBufferSize(2 * MOST_FIELD)
            .build(
                CsvRecordHandler.builder()
                    .maxFields(MOST_COLUMNS)
                    .maxFieldSize(MOST_FIELD)
                    .maxRecordSize(2 * MOST_FIELD)
                    .build(),
                new InputStreamReader(
                    stream,
                    StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)))) {
      read(reader.iterator());
    } catch (CsvParseException e) {
      // The reader wraps what its stream throws.
      if (e.getCause() instanceof LimitExceeded limit) {
        throw limit;
      }
      malformed();
    } catch (CharacterCodingException e) {
      malformed();
    } catch (UncheckedIOException e) {
      if (!(e.getCause() instanceof CharacterCodingException)) {
        throw e.getCause();
      }
      malformed();
    }
    return List.copyOf(problems);
  }

  /** Rows that went to the sink. */
  long rows() {
    return rows;
  }

  private void malformed() {
    problems.add(new FieldProblem("", "malformed_csv", "is no CSV in UTF-8 after row " + rows));
  }

  private static char separator(BufferedInputStream stream) throws IOException {
    stream.mark(MOST_HEADER + 1);
    int commas = 0;
    int semicolons = 0;
    for (int i = 0; i < MOST_HEADER; i++) {
      int next = stream.read();
      if (next < 0 || (next == '\n' && i > 0)) {
        break;
      }
      commas += next == ',' ? 1 : 0;
      semicolons += next == ';' ? 1 : 0;
    }
    stream.reset();
    return semicolons > commas ? ';' : ',';
  }

  private void read(Iterator<CsvRecord> records) {
    if (!records.hasNext()) {
      problems.add(new FieldProblem("", "no_columns", "has no header"));
      return;
    }
    header(records.next().getFields());
    if (!problems.isEmpty()) {
      return;
    }
    while (problems.size() < MOST_PROBLEMS && records.hasNext()) {
      if (rows % ROWS_BETWEEN_CHECKS == 0) {
        budget.check();
      }
      CsvRecord row = records.next();
      row(row.getStartingLineNumber(), row.getFields());
    }
  }

  private void header(List<String> titles) {
    columns = titles.size();
    for (int i = 0; i < columns; i++) {
      String title = titles.get(i).strip();
      if (i == 0 && title.startsWith("\uFEFF")) {
        title = title.substring(1);
      }
      if (List.of(PATH, CONVERSIONS, VALUE, NULLS).contains(title)
          && places.put(title, i) != null) {
        problems.add(new FieldProblem(title, "duplicate_column", "stands twice in the header"));
      }
    }
    for (String column : List.of(PATH, CONVERSIONS)) {
      if (!places.containsKey(column)) {
        problems.add(new FieldProblem(column, "missing_column", "is missing in the header"));
      }
    }
  }

  private void row(long line, List<String> fields) {
    rows++;
    if (fields.size() != columns) {
      problem(
          line, "", "columns", "has %d fields, the header %d".formatted(fields.size(), columns));
      return;
    }
    double conversions = number(line, CONVERSIONS, fields);
    double value = number(line, VALUE, fields);
    double nulls = number(line, NULLS, fields);
    if (value > 0 && conversions == 0) {
      problem(line, VALUE, "value_without_conversions", "must be 0 where there are no conversions");
    }
    int length = path(line, field(PATH, fields));
    if (problems.isEmpty()) {
      for (PathTransform transform : transforms) {
        length = transform.apply(codes, length, channels);
      }
      sink.add(codes, length, conversions, value, nulls);
    }
  }

  /** Empty where the file has no such column. */
  private String field(String column, List<String> fields) {
    Integer place = places.get(column);
    return place == null ? "" : fields.get(place).strip();
  }

  private double number(long line, String column, List<String> fields) {
    String text = field(column, fields);
    if (text.isEmpty()) {
      if (column.equals(CONVERSIONS)) {
        problem(line, column, "required", "must be given");
      }
      return 0;
    }
    double number = parse(text);
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      problem(line, column, "malformed", "is no number with a decimal point");
    } else if (number < 0) {
      problem(line, column, "negative", "must not be negative");
    }
    return number;
  }

  private static double parse(String text) {
    for (int i = 0; i < text.length(); i++) {
      if ("0123456789.+-eE".indexOf(text.charAt(i)) < 0) {
        return Double.NaN;
      }
    }
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /** Codes the path's segments; blank ones are none. */
  private int path(long line, String path) {
    int length = 0;
    int start = 0;
    while (start <= path.length()) {
      int end = path.indexOf('>', start);
      end = end < 0 ? path.length() : end;
      String name = path.substring(start, end).strip();
      start = end + 1;
      if (name.isEmpty()) {
        continue;
      }
      if (name.length() > MOST_NAME) {
        problem(line, PATH, "too_long", "a name is longer than " + MOST_NAME + " characters");
        return 0;
      }
      if (Channels.isReserved(name)) {
        problem(line, PATH, "reserved_name", "holds the reserved name " + name);
        return 0;
      }
      if (length == MOST_TOUCHES) {
        problem(line, PATH, "too_long", "has more than " + MOST_TOUCHES + " touches");
        return 0;
      }
      if (problems.isEmpty()) {
        if (length == codes.length) {
          codes = Arrays.copyOf(codes, 2 * length);
        }
        codes[length] = channels.code(name);
      }
      length++;
    }
    return length;
  }

  private void problem(long line, String column, String code, String message) {
    String field = "lines[" + line + "]" + (column.isEmpty() ? "" : "." + column);
    problems.add(new FieldProblem(field, code, "line %d: %s".formatted(line, message)));
  }

  /** Ends with an error when more comes than is allowed, or when time is over. */
  private static final class Limited extends FilterInputStream {

    private final Budget budget;
    private long left;

    Limited(InputStream in, long left, Budget budget) {
      super(in);
      this.left = left;
      this.budget = budget;
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      count(value < 0 ? 0 : 1);
      return value;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      int count = super.read(into, from, length);
      count(Math.max(count, 0));
      return count;
    }

    private void count(int bytes) throws TooLarge {
      budget.check();
      left -= bytes;
      if (left < 0) {
        throw new TooLarge();
      }
    }
  }
}
