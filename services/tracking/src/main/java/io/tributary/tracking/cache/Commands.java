package io.tributary.tracking.cache;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.RedisCommand;
import io.tributary.tracking.session.LocalCounts;
import io.tributary.tracking.session.Question;
import io.tributary.tracking.session.Question.CapKey;
import io.tributary.tracking.session.Questions;
import io.tributary.tracking.session.Session;
import io.tributary.tracking.traffic.Caps;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The commands that ask one question. Each has one key, so that they can go to any node of a
 * cluster; each key has an end. The keys are listed in docs/fraud-signals.md.
 */
final class Commands {

  private static final byte[] EX = ascii("EX");
  private static final byte[] NX = ascii("NX");
  private static final byte[] GET = ascii("GET");
  private static final byte[] ONE = ascii("1");
  private static final byte[] OVERFLOW = ascii("OVERFLOW");
  private static final byte[] SATURATE = ascii("SAT");
  private static final byte[] INCREASE = ascii("INCRBY");
  private static final byte[] WIDTH = ascii("u16");
  private static final byte[][] SLOTS = new byte[Questions.CAMPAIGN_SLOTS + 1][];

  private static final long COUNTER_SECONDS = 120;
  static final long SHOWN_SECONDS = 60;
  private static final long CLAIM_SECONDS = 86_400;
  private static final char[] BASE64_URL =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".toCharArray();
  private static final int KEY_CHARS = 11;

  static {
    for (int i = 0; i < SLOTS.length; i++) {
      SLOTS[i] = ascii("#" + i);
    }
  }

  private Commands() {}

  /** What is known of one question once its commands are answered. */
  static final class Asked {

    private final Question question;
    private final LocalCounts counted;
    private @Nullable Reply visitor;
    private @Nullable Reply sender;
    private @Nullable Reply address;
    private @Nullable Reply device;
    private @Nullable Reply shown;
    private @Nullable Reply claim;
    private final Reply[] caps;

    /** Adds the commands to a batch. */
    Asked(Question question, LocalCounts counted, List<RedisCommand<byte[], byte[], ?>> batch) {
      this.question = question;
      this.counted = counted;
      if (question.visitor() != 0) {
        visitor = add(batch, mark('v', question.visitor(), question.uniqueSeconds()));
      }
      if (question.sender() != 0) {
        sender = add(batch, mark('s', question.sender(), question.uniqueSeconds()));
      }
      if (counted.sharesAddress()) {
        address =
            add(
                batch,
                counters(
                    question.address(),
                    LocalCounts.untold(counted.address()),
                    question.campaignSlot(),
                    LocalCounts.untold(counted.campaign())));
        add(batch, expire('a', question.address(), COUNTER_SECONDS));
      }
      if (counted.sharesDevice()) {
        device = add(batch, increase('d', question.device(), LocalCounts.untold(counted.device())));
        add(batch, expire('d', question.device(), COUNTER_SECONDS));
      }
      if (question.shown() != 0) {
        shown = add(batch, get('i', question.shown()));
      }
      if (question.claim() != 0 && question.sender() != 0) {
        claim =
            add(
                batch,
                command(
                    CommandType.SET,
                    args('r', question.claim())
                        .add(question.sender())
                        .add(EX)
                        .add(CLAIM_SECONDS)
                        .add(GET)));
      }
      caps = new Reply[question.caps().size()];
      for (int i = 0; i < caps.length; i++) {
        caps[i] = add(batch, get('c', question.caps().get(i).key()));
      }
    }

    /** The session; null when a command was refused. */
    @Nullable Session session() {
      if (failed(visitor)
          || failed(sender)
          || failed(address)
          || failed(device)
          || failed(shown)
          || failed(claim)) {
        return null;
      }
      long[] counts = new long[caps.length];
      for (int i = 0; i < caps.length; i++) {
        counts[i] = caps[i].hasError() ? Caps.UNKNOWN : caps[i].isPresent() ? caps[i].number(0) : 0;
      }
      return new Session(
          true,
          visitor != null && !visitor.isPresent(),
          sender != null && !sender.isPresent(),
          address == null ? counted.address() : Math.max(counted.address(), address.number(0)),
          address == null ? counted.campaign() : Math.max(counted.campaign(), address.number(1)),
          device == null ? counted.device() : Math.max(counted.device(), device.number(0)),
          shown == null || !shown.isPresent()
              ? Session.UNKNOWN
              : Math.max(0, question.atMillis() - shown.number(0)),
          claim != null && claim.isPresent() && claim.number(0) != question.sender(),
          counts);
    }

    private static boolean failed(@Nullable Reply reply) {
      return reply != null && reply.hasError();
    }
  }

  /** Counts a click towards a cap. */
  static List<RedisCommand<byte[], byte[], ?>> count(List<CapKey> caps) {
    List<RedisCommand<byte[], byte[], ?>> batch = new ArrayList<>(2 * caps.size());
    for (CapKey cap : caps) {
      add(batch, increase('c', cap.key(), 1));
      add(batch, expire('c', cap.key(), cap.seconds()));
    }
    return batch;
  }

  /** Remembers when a creative was shown. */
  static List<RedisCommand<byte[], byte[], ?>> show(long mark, long atMillis) {
    return List.of(
        command(CommandType.SET, args('i', mark).add(atMillis).add(EX).add(SHOWN_SECONDS)));
  }

  private static Reply add(
      List<RedisCommand<byte[], byte[], ?>> batch, Command<byte[], byte[], Reply> command) {
    batch.add(command);
    return (Reply) command.getOutput();
  }

  private static Command<byte[], byte[], Reply> mark(char kind, long hash, long seconds) {
    return command(CommandType.SET, args(kind, hash).add(ONE).add(NX).add(EX).add(seconds));
  }

  private static Command<byte[], byte[], Reply> counters(
      long hash, int clicks, int slot, int campaignClicks) {
    return command(
        CommandType.BITFIELD,
        args('a', hash)
            .add(OVERFLOW)
            .add(SATURATE)
            .add(INCREASE)
            .add(WIDTH)
            .add(SLOTS[0])
            .add(clicks)
            .add(INCREASE)
            .add(WIDTH)
            .add(SLOTS[slot])
            .add(campaignClicks));
  }

  private static Command<byte[], byte[], Reply> increase(char kind, long hash, int by) {
    return command(CommandType.INCRBY, args(kind, hash).add(by));
  }

  private static Command<byte[], byte[], Reply> expire(char kind, long hash, long seconds) {
    return command(CommandType.EXPIRE, args(kind, hash).add(seconds));
  }

  private static Command<byte[], byte[], Reply> get(char kind, long hash) {
    return command(CommandType.GET, args(kind, hash));
  }

  private static Command<byte[], byte[], Reply> command(
      CommandType type, CommandArgs<byte[], byte[]> args) {
    return new Command<>(type, new Reply(), args);
  }

  private static CommandArgs<byte[], byte[]> args(char kind, long hash) {
    return new CommandArgs<>(ByteArrayCodec.INSTANCE).addKey(key(kind, hash));
  }

  /** {@code tb:<kind>:} and the hash in base64url. */
  static byte[] key(char kind, long hash) {
    byte[] key = new byte[5 + KEY_CHARS];
    key[0] = 't';
    key[1] = 'b';
    key[2] = ':';
    key[3] = (byte) kind;
    key[4] = ':';
    long rest = hash;
    for (int i = 0; i < KEY_CHARS; i++) {
      key[5 + i] = (byte) BASE64_URL[(int) (rest & 0x3f)];
      rest >>>= 6;
    }
    return key;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
