package io.tributary.tracking.network;

import com.maxmind.db.DatabaseRecord;
import com.maxmind.db.InvalidDatabaseException;
import com.maxmind.db.InvalidNetworkException;
import com.maxmind.db.NetworksIterationException;
import com.maxmind.db.Reader;
import io.tributary.platform.security.Sha256;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes look-ups of tables and lists: those that the build holds, and those that the operator puts
 * in the place of each.
 */
public final class NetworkLists {

  /** Lines of an operator's list of rules. */
  public static final int MAX_LINES = 1_000_000;

  /** Rows of an operator's table. */
  public static final int MAX_ROWS = 5_000_000;

  private static final String OWN = "networks.txt";

  /** Written by the build; not there where the build was told to leave them out. */
  private static final String COUNTRIES = "countries.bin";

  private static final String SYSTEMS = "systems.bin";
  private static final int VERSION_BYTES = 4;
  private static final int MAX_DIGITS = 10;

  private NetworkLists() {}

  /**
   * What the operator has; null where the built-in data stays.
   *
   * @param countries a {@code .csv} or {@code .mmdb} file
   * @param systems likewise
   * @param rules a list that is added to the built-in one, and wins where both speak of the same
   */
  public record Sources(@Nullable Path countries, @Nullable Path systems, @Nullable Path rules) {

    public static final Sources BUILT_IN = new Sources(null, null, null);
  }

  /** The look-up of what the build holds. */
  public static Networks builtIn() {
    try {
      return load(Sources.BUILT_IN);
    } catch (IOException e) {
      throw new UncheckedIOException("The build's own data cannot be read", e);
    }
  }

  /**
   * The look-up of those sources.
   *
   * @throws IOException for a file that cannot be read
   * @throws IllegalArgumentException for one that is damaged, naming it and what is wrong
   */
  public static Networks load(Sources sources) throws IOException {
    MessageDigest digest = Sha256.digest();
    Countries countries = read(sources.countries(), file -> countries(file, digest));
    Systems systems = read(sources.systems(), file -> systems(file, digest));
    NetworkRules rules = read(sources.rules(), file -> rules(file, digest));
    String version = HexFormat.of().formatHex(digest.digest(), 0, VERSION_BYTES);
    return new Networks(countries, systems, rules, version);
  }

  private interface Part<T> {
    T from(@Nullable Path file) throws IOException;
  }

  private static <T> T read(@Nullable Path file, Part<T> part) throws IOException {
    try {
      return part.from(file);
    } catch (IllegalArgumentException e) {
      throw file == null
          ? e
          : new IllegalArgumentException("%s %s".formatted(file.getFileName(), e.getMessage()), e);
    }
  }

  private static Countries countries(@Nullable Path file, MessageDigest digest) throws IOException {
    if (file == null) {
      byte[] bytes = resource(COUNTRIES, digest);
      return bytes == null ? Countries.NONE : Countries.read(ByteBuffer.wrap(bytes));
    }
    Ranges.Builder table = new Ranges.Builder();
    digest.update(Files.readAllBytes(file));
    if (mmdb(file)) {
      readMmdb(
          file,
          (network, bits, record) -> {
            String code = country(record);
            if (code != null) {
              Addresses.add(table, network, bits, Countries.number(code));
            }
          });
    } else {
      readCsv(file, 1, (add, rest) -> add.to(table, Countries.number(rest.getFirst())));
    }
    return new Countries(filled(table));
  }

  private static Systems systems(@Nullable Path file, MessageDigest digest) throws IOException {
    if (file == null) {
      byte[] bytes = resource(SYSTEMS, digest);
      return bytes == null ? Systems.NONE : Systems.read(ByteBuffer.wrap(bytes));
    }
    Map<Long, String> names = new TreeMap<>();
    List<Placed> placed = new ArrayList<>();
    digest.update(Files.readAllBytes(file));
    if (mmdb(file)) {
      readMmdb(
          file,
          (network, bits, record) -> {
            if (record.get("autonomous_system_number") instanceof Number number) {
              Object name = record.get("autonomous_system_organization");
              names.put(number.longValue(), name instanceof String text ? text : "");
              placed.add(
                  new Placed(
                      number.longValue(),
                      (table, value) -> Addresses.add(table, network, bits, value)));
            }
          });
    } else {
      readCsv(
          file,
          2,
          (add, rest) -> {
            long number = number(rest.getFirst());
            names.put(number, String.join(",", rest.subList(1, rest.size())));
            placed.add(new Placed(number, add));
          });
    }
    long[] numbers = names.keySet().stream().mapToLong(Long::longValue).toArray();
    Ranges.Builder table = new Ranges.Builder();
    for (Placed one : placed) {
      one.place().to(table, Arrays.binarySearch(numbers, one.number()));
    }
    return new Systems(filled(table), numbers, names.values().toArray(String[]::new));
  }

  private static NetworkRules rules(@Nullable Path file, MessageDigest digest) throws IOException {
    NetworkRules.Builder rules = new NetworkRules.Builder();
    byte[] own = resource(OWN, digest);
    if (own != null) {
      addLines(rules, new String(own, StandardCharsets.UTF_8).lines().toList());
    }
    if (file != null) {
      byte[] bytes = Files.readAllBytes(file);
      digest.update(bytes);
      List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
      if (lines.size() > MAX_LINES) {
        throw new IllegalArgumentException("has more than %d lines".formatted(MAX_LINES));
      }
      addLines(rules, lines);
    }
    return rules.build();
  }

  private static void addLines(NetworkRules.Builder rules, List<String> lines) {
    int number = 0;
    for (String line : lines) {
      number++;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      try {
        rules.add(line);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("line %d %s".formatted(number, e.getMessage()), e);
      }
    }
  }

  /** Adds a row's addresses to a table, under a value. */
  private interface Place {
    void to(Ranges.Builder table, int value);
  }

  private record Placed(long number, Place place) {}

  /** Takes a row: where it lies, and its cells behind the addresses. */
  private interface Row {
    void take(Place place, List<String> cells);
  }

  /** Rows begin with a network, or with a first and a last address. */
  private static void readCsv(Path file, int cells, Row row) throws IOException {
    int number = 0;
    try (BufferedReader in = Files.newBufferedReader(file)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (++number > MAX_ROWS) {
          throw new IllegalArgumentException("has more than %d rows".formatted(MAX_ROWS));
        }
        if (!line.isBlank() && !line.startsWith("#")) {
          readRow(line, cells, row);
        }
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("line %d: %s".formatted(number, e.getMessage()), e);
    }
  }

  private static void readRow(String line, int cells, Row row) {
    List<String> all = List.of(line.replace("\"", "").split(",", -1));
    int addresses = all.getFirst().indexOf('/') >= 0 ? 1 : 2;
    if (all.size() < addresses + cells) {
      throw new IllegalArgumentException("has too few cells");
    }
    Place place =
        addresses == 1
            ? (table, value) -> Addresses.add(table, all.getFirst(), value)
            : (table, value) -> Addresses.add(table, all.getFirst(), all.get(1), value);
    row.take(place, all.subList(addresses, all.size()));
  }

  /** Takes a record of a MaxMind DB file. */
  private interface MmdbRecord {
    void take(InetAddress network, int bits, Map<?, ?> record);
  }

  private static boolean mmdb(Path file) {
    return file.toString().endsWith(".mmdb");
  }

  @SuppressWarnings("rawtypes") // the reader takes a class, and a map's has no arguments
  private static void readMmdb(Path file, MmdbRecord taker) throws IOException {
    try (Reader reader = new Reader(file.toFile(), Reader.FileMode.MEMORY)) {
      Iterator<DatabaseRecord<Map>> records = reader.networks(Map.class);
      while (records.hasNext()) {
        DatabaseRecord<Map> record = records.next();
        if (record.data() != null) {
          taker.take(
              record.network().networkAddress(), record.network().prefixLength(), record.data());
        }
      }
    } catch (InvalidDatabaseException | InvalidNetworkException | NetworksIterationException e) {
      throw new IllegalArgumentException("is no MaxMind DB file: " + e.getMessage(), e);
    }
  }

  /** The code in a record: alone, or in a country with an ISO code. */
  private static @Nullable String country(Map<?, ?> record) {
    Object code = record.get("country_code");
    if (code == null && record.get("country") instanceof Map<?, ?> country) {
      code = country.get("iso_code");
    }
    return code instanceof String text && text.length() == 2 ? text : null;
  }

  private static long number(String text) {
    String digits = text.startsWith("AS") ? text.substring(2) : text;
    if (digits.isEmpty()
        || digits.length() > MAX_DIGITS
        || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new IllegalArgumentException("%s is no number of a system".formatted(text));
    }
    return Long.parseLong(digits);
  }

  private static Ranges filled(Ranges.Builder table) {
    Ranges ranges = table.build();
    if (ranges.size() == 0) {
      throw new IllegalArgumentException("holds no addresses");
    }
    return ranges;
  }

  private static byte @Nullable [] resource(String name, MessageDigest digest) throws IOException {
    try (InputStream in = NetworkLists.class.getResourceAsStream(name)) {
      if (in == null) {
        return null;
      }
      byte[] bytes = in.readAllBytes();
      digest.update(bytes);
      return bytes;
    }
  }
}
