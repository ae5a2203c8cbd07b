package io.tributary.tracking.web;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import io.tributary.contract.directory.ApiKeySnapshot;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.json.EventJson;
import io.tributary.contract.tracking.ConversionReceived.Channel;
import io.tributary.contract.tracking.Refused.Problem;
import io.tributary.tracking.csv.Columns;
import io.tributary.tracking.event.EventDecision;
import io.tributary.tracking.event.EventIntake;
import io.tributary.tracking.event.Sender;
import io.tributary.tracking.input.JsonEvents;
import io.tributary.tracking.input.Member;
import io.tributary.tracking.input.Sent;
import io.tributary.tracking.refusal.Masking;
import io.tributary.tracking.sink.TouchSink.Stored;
import io.vertx.core.http.HttpHeaders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * {@code POST /v1/conversions/csv}: a file of conversions, row by row by the rules of the event
 * API, or only tried. A thread of its own reads the file as it comes and waits for each hundred
 * rows to be durable.
 */
final class CsvEndpoint {

  /** Of a file, in bytes. */
  static final int MAX_BODY = 8 * 1024 * 1024;

  /** Of a file, without the header. */
  static final int MAX_ROWS = 10_000;

  /** At one time. */
  static final int MAX_UPLOADS = 4;

  private static final int MAX_LENGTH_DIGITS = 18;
  private static final int ROWS_AT_ONCE = 100;

  private final KeyAdmission admission;
  private final EventIntake intake;
  private final EventRecorder recorder;
  private final InstantSource clock;
  private final Semaphore uploads = new Semaphore(MAX_UPLOADS);

  CsvEndpoint(
      KeyAdmission admission, EventIntake intake, EventRecorder recorder, InstantSource clock) {
    this.admission = admission;
    this.intake = intake;
    this.recorder = recorder;
    this.clock = clock;
  }

  void handle(Exchange exchange) {
    ApiKeySnapshot key = admission.bearer(exchange);
    if (key == null) {
      return;
    }
    TenantId tenant = key.tenantId();
    if (!"text/csv".equals(exchange.mediaType())) {
      refuse(exchange, tenant, 415, "unsupported_media_type", "Send text/csv.");
      return;
    }
    String length = exchange.header(HttpHeaders.CONTENT_LENGTH);
    if (length != null
        && (length.length() > MAX_LENGTH_DIGITS || Long.parseLong(length) > MAX_BODY)) {
      refuse(exchange, tenant, 413, "body_too_large", tooLarge());
      return;
    }
    Map<String, String> query = exchange.query();
    Boolean dryRun = flag(query.getOrDefault("dry_run", "false"));
    if (dryRun == null) {
      refuse(exchange, tenant, 422, "invalid_dry_run", "dry_run is neither true nor false.");
      return;
    }
    if (!uploads.tryAcquire()) {
      exchange.overloaded(429, "Too many files are in work.");
      return;
    }
    BodyStream body = exchange.bodyStream();
    String campaignId = query.get("campaign_id");
    exchange.inThread(
        here -> new Upload(exchange, key, dryRun, campaignId, body, here).run(), uploads::release);
  }

  /** One file under way. */
  private final class Upload {

    private final Exchange exchange;
    private final Sender sender;
    private final boolean dryRun;
    private final @Nullable String campaignId;
    private final BodyStream body;
    private final Consumer<Runnable> onLoop;
    private final List<Row> waiting = new ArrayList<>(ROWS_AT_ONCE);
    private final ByteArrayOutputStream results = new ByteArrayOutputStream();
    private EventRecorder.Batch recorded;
    private int rows;
    private int accepted;
    private int refused;

    private record Row(int number, EventDecision decision) {}

    Upload(
        Exchange exchange,
        ApiKeySnapshot key,
        boolean dryRun,
        @Nullable String campaignId,
        BodyStream body,
        Consumer<Runnable> onLoop) {
      this.exchange = exchange;
      this.sender = Sender.of(key, Channel.CSV, null);
      this.dryRun = dryRun;
      this.campaignId = campaignId;
      this.body = body;
      this.onLoop = onLoop;
      this.recorded = newBatch();
    }

    void run() {
      try (CsvReader<CsvRecord> reader = reader()) {
        Iterator<CsvRecord> records = reader.iterator();
        if (!records.hasNext()) {
          refuseFile(new Problem("header", "no_columns", "is missing"));
          return;
        }
        switch (Columns.of(records.next().getFields())) {
          case Columns.Header.Usable(Columns columns) -> read(columns, records);
          case Columns.Header.Unusable(Problem problem) -> refuseFile(problem);
        }
      } catch (CsvParseException e) {
        refuseFile(new Problem("", "malformed_csv", "is no CSV in UTF-8"));
      } catch (IOException | UncheckedIOException e) {
        refuseFile(new Problem("", "body_incomplete", "did not arrive whole"));
      }
    }

    private EventRecorder.Batch newBatch() {
      return recorder.batch(exchange.route(), sender.tenant());
    }

    private CsvReader<CsvRecord> reader() throws IOException {
      return CsvReader.builder()
          .allowExtraFields(true)
          .allowMissingFields(true)
          .detectBomHeader(true)
          .skipEmptyLines(true)
          .maxBufferSize(JsonEvents.MAX_EVENT)
          .build(
              CsvRecordHandler.builder()
                  .maxFields(2 * Columns.MAX)
                  .maxFieldSize(JsonEvents.MAX_EVENT / 2)
                  .maxRecordSize(JsonEvents.MAX_EVENT / 2)
                  .build(),
              new LimitedStream(body, MAX_BODY),
              StandardCharsets.UTF_8);
    }

    private void read(Columns columns, Iterator<CsvRecord> records) {
      Problem stopped = null;
      try {
        while (stopped == null && records.hasNext()) {
          List<String> fields = records.next().getFields();
          if (rows == MAX_ROWS) {
            stopped = new Problem("", "too_many_rows", "are more than " + MAX_ROWS);
          } else {
            take(columns, fields);
          }
          if (waiting.size() == ROWS_AT_ONCE && !settle()) {
            return;
          }
        }
      } catch (CsvParseException e) {
        stopped = new Problem("", "malformed_csv", "is no CSV after row " + rows);
      } catch (UncheckedIOException e) {
        stopped =
            e.getCause() instanceof LimitedStream.TooLong
                ? new Problem("", "body_too_large", "is larger than %d bytes".formatted(MAX_BODY))
                : new Problem("", "body_incomplete", "did not arrive whole");
      }
      if (settle()) {
        answer(columns, stopped);
      }
    }

    private void take(Columns columns, List<String> fields) {
      rows++;
      Sent sent = columns.read(fields);
      if (campaignId != null) {
        sent.putIfAbsent(Member.CAMPAIGN_ID, campaignId);
      }
      EventDecision decision = intake.decide(sent, sender, clock.instant());
      if (!dryRun) {
        recorded.take(decision, () -> Masking.parameters(columns.named(fields)));
      }
      waiting.add(new Row(rows, decision));
    }

    /** Waits until the rows are durable, and writes their results; false when they are not. */
    private boolean settle() {
      if (recorded.stored().join() instanceof Stored.NotDurable) {
        body.discard();
        onLoop.accept(() -> recorder.notDurable(exchange));
        return false;
      }
      recorded.count();
      recorded = newBatch();
      for (Row row : waiting) {
        write(row);
      }
      waiting.clear();
      return true;
    }

    private void write(Row row) {
      switch (row.decision()) {
        case EventDecision.Accepted one -> accepted++;
        case EventDecision.Refused one -> refused++;
      }
      if (results.size() > 0) {
        results.write(',');
      }
      try (JsonGenerator json = EventJson.mapper().createGenerator(results)) {
        EventResults.write(json, "row", row.number(), row.decision());
      }
    }

    private void answer(Columns columns, @Nullable Problem stopped) {
      ByteArrayOutputStream out = new ByteArrayOutputStream(results.size() + 256);
      try (JsonGenerator json = EventJson.mapper().createGenerator(out)) {
        json.writeStartObject();
        json.writeBooleanProperty("dry_run", dryRun);
        json.writeNumberProperty("rows", rows);
        json.writeNumberProperty("accepted", accepted);
        json.writeNumberProperty("refused", refused);
        if (!columns.unknown().isEmpty()) {
          json.writeArrayPropertyStart("unknown_columns");
          columns.unknown().forEach(json::writeString);
          json.writeEndArray();
        }
        if (stopped != null) {
          json.writeName("stopped");
          json.writeStartObject();
          json.writeStringProperty("code", stopped.code());
          json.writeStringProperty("message", stopped.message());
          json.writeEndObject();
          recorder.refused(exchange.route(), sender.tenant(), stopped, "");
        }
        json.writeName("results");
        json.writeRawValue("[" + results.toString(StandardCharsets.UTF_8) + "]");
        json.writeEndObject();
      }
      body.discard();
      byte[] answer = out.toByteArray();
      onLoop.accept(() -> exchange.json(200, answer));
    }

    private void refuseFile(Problem problem) {
      body.discard();
      onLoop.accept(
          () -> {
            recorder.refused(exchange.route(), sender.tenant(), problem, "");
            exchange.problem(
                400,
                problem.code(),
                "The file " + problem.field() + " " + problem.message() + ".",
                List.of(problem));
          });
    }
  }

  private void refuse(
      Exchange exchange, @Nullable TenantId tenant, int status, String code, String detail) {
    recorder.refuse(exchange, tenant, status, code, detail, "");
  }

  private static String tooLarge() {
    return "The body is larger than %d bytes.".formatted(MAX_BODY);
  }

  private static @Nullable Boolean flag(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> null;
    };
  }
}
