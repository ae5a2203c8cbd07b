package io.tributary.reward.stream;

import io.tributary.platform.kafka.PermanentFailure;
import io.tributary.platform.kafka.Received;
import io.tributary.reward.ledger.PostingRefused;
import io.tributary.reward.payout.IllegalFact;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;

/** Applies a batch in one transaction; when a record of it is refused, finds which. */
final class SingleOut {

  private SingleOut() {}

  /**
   * Applies all together, or one by one up to the first that is refused.
   *
   * @param apply one transaction; applying a record twice changes nothing
   * @throws PermanentFailure naming the record that is refused
   */
  static <V> void apply(List<Received<V>> batch, Consumer<List<Received<V>>> apply) {
    try {
      apply.accept(batch);
    } catch (IllegalFact | PostingRefused | DataAccessException e) {
      if (refusal(e) == null) {
        throw e;
      }
      for (int i = 0; i < batch.size(); i++) {
        one(batch, i, apply);
      }
    }
  }

  private static <V> void one(
      List<Received<V>> batch, int index, Consumer<List<Received<V>>> apply) {
    try {
      apply.accept(batch.subList(index, index + 1));
    } catch (IllegalFact | PostingRefused | DataAccessException e) {
      String code = refusal(e);
      if (code == null) {
        throw e;
      }
      String message = e.getMessage();
      throw new PermanentFailure(index, code, message == null ? "refused" : message, e);
    } catch (PermanentFailure failure) {
      throw new PermanentFailure(
          index, failure.code(), String.valueOf(failure.getMessage()), failure);
    }
  }

  /** The code of a refusal that no retry changes, or its SQLSTATE; null for an outage. */
  private static @Nullable String refusal(Throwable failure) {
    if (failure instanceof IllegalFact impossible) {
      return impossible.code();
    }
    if (failure instanceof PostingRefused refused) {
      return refused.sqlState();
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        String state = sql.getSQLState();
        // 22: values that do not fit; 23: constraints.
        return state.startsWith("22") || state.startsWith("23") ? state : null;
      }
    }
    return failure instanceof DataIntegrityViolationException ? "23000" : null;
  }
}
