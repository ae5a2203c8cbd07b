package io.tributary.reward.store;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.money.CurrencyCode;
import io.tributary.reward.ledger.Account;
import io.tributary.reward.ledger.Line;
import io.tributary.reward.ledger.Posted;
import io.tributary.reward.ledger.Posting;
import io.tributary.reward.ledger.PostingRefused;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The one door into the books: nothing else writes accounts, transactions, entries or balances.
 *
 * <p>Everything happens in the caller's transaction and as its tenant. What the affiliates'
 * accounts hold is decided on under {@link #lockAffiliates}, which comes before any row lock; house
 * accounts are locked by {@link #post} alone, in one order, so a transaction posts once.
 */
public final class Ledger {

  /** Postings of one call: what a poll batch makes. */
  public static final int MAX_POSTINGS = 2_000;

  private static final HexFormat HEX = HexFormat.of();

  private final MeterRegistry metrics;

  public Ledger(MeterRegistry metrics) {
    this.metrics = metrics;
  }

  /**
   * Waits until no other transaction decides on these affiliates, in a fixed order.
   *
   * <p>It also keeps the order of their events: those of one affiliate are written by one
   * transaction at a time.
   */
  public void lockAffiliates(JdbcClient sql, Collection<TenantAffiliate> affiliates) {
    if (affiliates.isEmpty()) {
      return;
    }
    sql.sql(
            """
            select count(pg_advisory_xact_lock(k)::text)
            from (
              select distinct hashtextextended(a, 0) as k
              from unnest(cast(:affiliates as text[])) as a
              order by 1
            ) as ordered
            """)
        .param(
            "affiliates",
            affiliates.stream().map(TenantAffiliate::lockName).distinct().toArray(String[]::new))
        .query(Long.class)
        .single();
  }

  /** Those of the affiliates that no other transaction decides on now; they are locked. */
  public Set<AffiliateId> tryLockAffiliates(
      JdbcClient sql, TenantId tenant, Collection<AffiliateId> affiliates) {
    Map<String, AffiliateId> byName =
        affiliates.stream()
            .collect(
                Collectors.toMap(
                    affiliate -> new TenantAffiliate(tenant, affiliate).lockName(),
                    affiliate -> affiliate));
    return sql
        .sql(
            """
            select a
            from unnest(cast(:names as text[])) as a
            where pg_try_advisory_xact_lock(hashtextextended(a, 0))
            """)
        .param("names", byName.keySet().toArray(String[]::new))
        .query(String.class)
        .stream()
        .map(byName::get)
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Writes one posting.
   *
   * @throws PostingRefused if its key was used with other content
   */
  public Posted post(JdbcClient sql, TenantId tenant, Posting posting) {
    return post(sql, tenant, List.of(posting)).getFirst();
  }

  /**
   * Writes postings together; those that are there already change nothing.
   *
   * @return one result per posting, in order
   * @throws PostingRefused if a key was used with other content
   */
  public List<Posted> post(JdbcClient sql, TenantId tenant, List<Posting> postings) {
    if (postings.isEmpty()) {
      return List.of();
    }
    if (postings.size() > MAX_POSTINGS) {
      throw new IllegalArgumentException("more than " + MAX_POSTINGS + " postings at once");
    }
    Map<String, Posting> distinct = distinct(postings);
    Map<AccountKey, Long> accounts = accounts(sql, tenant, distinct.values());
    Map<String, Long> opened = new HashMap<>();
    // What undoes another transaction comes after it, even within one call.
    open(
        sql,
        tenant,
        distinct.values().stream().filter(p -> p.reversesKey() == null).toList(),
        opened);
    open(
        sql,
        tenant,
        distinct.values().stream().filter(p -> p.reversesKey() != null).toList(),
        opened);
    Map<String, Long> replayed =
        replayed(
            sql,
            tenant,
            distinct.values().stream().filter(p -> !opened.containsKey(p.key())).toList());
    List<Posting> fresh =
        distinct.values().stream().filter(p -> opened.containsKey(p.key())).toList();
    write(sql, tenant, fresh, opened, accounts);
    count(fresh, "posted");
    count(
        distinct.values().stream().filter(p -> replayed.containsKey(p.key())).toList(), "replayed");
    return postings.stream()
        .map(
            posting -> {
              Long id = opened.get(posting.key());
              return id == null
                  ? new Posted(replayed.getOrDefault(posting.key(), 0L), true)
                  : new Posted(id, false);
            })
        .toList();
  }

  private Map<String, Posting> distinct(List<Posting> postings) {
    Map<String, Posting> distinct = new LinkedHashMap<>();
    for (Posting posting : postings) {
      Posting same = distinct.putIfAbsent(posting.key(), posting);
      if (same != null && !Arrays.equals(same.fingerprint(), posting.fingerprint())) {
        throw reused(posting);
      }
    }
    return distinct;
  }

  /** The ids of all accounts that the postings touch; those that are new are opened. */
  private static Map<AccountKey, Long> accounts(
      JdbcClient sql, TenantId tenant, Collection<Posting> postings) {
    TreeMap<AccountKey, Account> wanted = new TreeMap<>();
    for (Posting posting : postings) {
      for (Line line : posting.lines()) {
        wanted.put(AccountKey.of(line), line.account());
      }
    }
    Map<AccountKey, Long> known = find(sql, tenant, wanted.keySet());
    List<AccountKey> missing =
        wanted.keySet().stream().filter(key -> !known.containsKey(key)).toList();
    if (missing.isEmpty()) {
      return known;
    }
    sql.sql(
            """
            with opened as (
              insert into reward.account (tenant_id, code, kind, currency, guard)
              select :tenant, code, kind, currency, guard
              from unnest(
                cast(:codes as text[]), cast(:kinds as text[]), cast(:currencies as text[]),
                cast(:guards as text[])) as a (code, kind, currency, guard)
              order by code, currency
              on conflict (tenant_id, code, currency) do nothing
              returning id, tenant_id, guard
            )
            insert into reward.balance (account_id, tenant_id, guard)
            select id, tenant_id, guard
            from opened
            """)
        .param("tenant", tenant.value())
        .param("codes", strings(missing, AccountKey::code))
        .param("kinds", strings(missing, key -> account(wanted, key).kind().label()))
        .param("currencies", strings(missing, AccountKey::currency))
        .param("guards", strings(missing, key -> account(wanted, key).guard().label()))
        .update();
    return find(sql, tenant, wanted.keySet());
  }

  private static Account account(Map<AccountKey, Account> wanted, AccountKey key) {
    Account account = wanted.get(key);
    if (account == null) {
      throw new IllegalStateException("no account " + key);
    }
    return account;
  }

  private static Map<AccountKey, Long> find(
      JdbcClient sql, TenantId tenant, Collection<AccountKey> keys) {
    Map<AccountKey, Long> found = new HashMap<>();
    sql.sql(
            """
            select a.id, a.code, a.currency
            from unnest(cast(:codes as text[]), cast(:currencies as text[])) as k (code, currency)
            join reward.account a
              on a.tenant_id = :tenant
             and a.code = k.code
             and a.currency = k.currency
            """)
        .param("tenant", tenant.value())
        .param("codes", strings(keys, AccountKey::code))
        .param("currencies", strings(keys, AccountKey::currency))
        .query(
            (row, n) ->
                found.put(
                    new AccountKey(row.getString("code"), row.getString("currency")),
                    row.getLong("id")))
        .list();
    return found;
  }

  private static void open(
      JdbcClient sql, TenantId tenant, List<Posting> postings, Map<String, Long> opened) {
    if (postings.isEmpty()) {
      return;
    }
    sql.sql(
            """
            insert into reward.txn
              (tenant_id, event, idem_key, fingerprint, effective_at, reverses, commission_id, payout_id)
            select :tenant, event, key, decode(fingerprint, 'hex'), cast(at as timestamptz),
                   (select r.id from reward.txn r where r.tenant_id = :tenant and r.idem_key = p.reverses),
                   commission, payout
            from unnest(
              cast(:events as text[]), cast(:keys as text[]), cast(:fingerprints as text[]),
              cast(:times as text[]), cast(:reverses as text[]), cast(:commissions as text[]),
              cast(:payouts as text[]))
              as p (event, key, fingerprint, at, reverses, commission, payout)
            on conflict (tenant_id, idem_key) do nothing
            returning id, idem_key
            """)
        .param("tenant", tenant.value())
        .param("events", strings(postings, posting -> posting.event().label()))
        .param("keys", strings(postings, Posting::key))
        .param("fingerprints", strings(postings, p -> HEX.formatHex(p.fingerprint())))
        .param("times", strings(postings, posting -> posting.effectiveAt().toString()))
        .param("reverses", postings.stream().map(Posting::reversesKey).toArray(String[]::new))
        .param(
            "commissions",
            postings.stream()
                .map(p -> p.commissionId() == null ? null : p.commissionId().value())
                .toArray(String[]::new))
        .param(
            "payouts",
            postings.stream()
                .map(p -> p.payoutId() == null ? null : p.payoutId().value())
                .toArray(String[]::new))
        .query((row, n) -> opened.put(row.getString("idem_key"), row.getLong("id")))
        .list();
  }

  private Map<String, Long> replayed(JdbcClient sql, TenantId tenant, List<Posting> postings) {
    Map<String, Long> ids = new HashMap<>();
    for (Posting posting : postings) {
      Stored first =
          sql.sql(
                  """
                  select id, fingerprint
                  from reward.txn
                  where tenant_id = :tenant
                    and idem_key = :key
                  """)
              .param("tenant", tenant.value())
              .param("key", posting.key())
              .query((row, n) -> new Stored(row.getLong("id"), row.getBytes("fingerprint")))
              .single();
      if (!Arrays.equals(first.fingerprint(), posting.fingerprint())) {
        throw reused(posting);
      }
      ids.put(posting.key(), first.id());
    }
    return ids;
  }

  private static void write(
      JdbcClient sql,
      TenantId tenant,
      List<Posting> postings,
      Map<String, Long> opened,
      Map<AccountKey, Long> accounts) {
    List<Long> txns = new ArrayList<>();
    List<Integer> numbers = new ArrayList<>();
    List<Long> holders = new ArrayList<>();
    List<String> currencies = new ArrayList<>();
    List<Long> amounts = new ArrayList<>();
    TreeMap<Long, Sums> sums = new TreeMap<>();
    for (Posting posting : postings) {
      int number = 0;
      for (Line line : posting.lines()) {
        long account = accounts.getOrDefault(AccountKey.of(line), 0L);
        long amount = line.amount().minor();
        txns.add(opened.getOrDefault(posting.key(), 0L));
        numbers.add(++number);
        holders.add(account);
        currencies.add(line.amount().currency().value());
        amounts.add(amount);
        sums.merge(account, Sums.of(amount), Sums::plus);
      }
    }
    if (txns.isEmpty()) {
      return;
    }
    lock(sql, sums.keySet());
    sql.sql(
            """
            insert into reward.entry (txn_id, line, tenant_id, account_id, currency, amount)
            select txn, line, :tenant, account, currency, amount
            from unnest(
              cast(:txns as bigint[]), cast(:lines as int[]), cast(:accounts as bigint[]),
              cast(:currencies as text[]), cast(:amounts as bigint[]))
              as e (txn, line, account, currency, amount)
            """)
        .param("tenant", tenant.value())
        .param("txns", txns.toArray(Long[]::new))
        .param("lines", numbers.toArray(Integer[]::new))
        .param("accounts", holders.toArray(Long[]::new))
        .param("currencies", currencies.toArray(String[]::new))
        .param("amounts", amounts.toArray(Long[]::new))
        .update();
    sql.sql(
            """
            update reward.balance b
            set debits = b.debits + s.debits,
                credits = b.credits + s.credits,
                version = b.version + 1
            from unnest(cast(:accounts as bigint[]), cast(:debits as bigint[]), cast(:credits as bigint[]))
              as s (account_id, debits, credits)
            where b.account_id = s.account_id
              and b.shard = 0
            """)
        .param("accounts", sums.keySet().toArray(Long[]::new))
        .param("debits", sums.values().stream().map(Sums::debits).toArray(Long[]::new))
        .param("credits", sums.values().stream().map(Sums::credits).toArray(Long[]::new))
        .update();
  }

  private static void lock(JdbcClient sql, Set<Long> accounts) {
    sql.sql(
            """
            select account_id
            from reward.balance
            where account_id = any(cast(:accounts as bigint[]))
            order by account_id, shard
            for update
            """)
        .param("accounts", accounts.toArray(Long[]::new))
        .query(Long.class)
        .list();
  }

  /** What an account holds, debit positive; 0 where it was never used. */
  public long balance(JdbcClient sql, TenantId tenant, Account account, CurrencyCode currency) {
    return sql.sql(
            """
            select coalesce(sum(b.debits - b.credits), 0)
            from reward.account a
            join reward.balance b on b.account_id = a.id
            where a.tenant_id = :tenant
              and a.code = :code
              and a.currency = :currency
            """)
        .param("tenant", tenant.value())
        .param("code", account.code())
        .param("currency", currency.value())
        .query(Long.class)
        .single();
  }

  private void count(Collection<Posting> postings, String result) {
    postings.forEach(posting -> count(posting, result));
  }

  private void count(Posting posting, String result) {
    Counter.builder("ledger_postings_total")
        .description("Transactions asked of the ledger, by event and by what became of them")
        .tags("event", posting.event().label(), "result", result)
        .register(metrics)
        .increment();
  }

  private PostingRefused reused(Posting posting) {
    count(posting, "refused");
    return new PostingRefused(
        PostingRefused.KEY_REUSED, "key " + posting.key() + " was used with other content");
  }

  private static <T> String[] strings(
      Collection<T> items, java.util.function.Function<T, String> text) {
    return items.stream().map(text).toArray(String[]::new);
  }

  /** Whose money it is. */
  public record TenantAffiliate(TenantId tenant, AffiliateId affiliate) {

    String lockName() {
      return tenant + ":" + affiliate;
    }
  }

  private record AccountKey(String code, String currency) implements Comparable<AccountKey> {

    static AccountKey of(Line line) {
      return new AccountKey(line.account().code(), line.amount().currency().value());
    }

    @Override
    public int compareTo(AccountKey other) {
      int byCode = code.compareTo(other.code);
      return byCode == 0 ? currency.compareTo(other.currency) : byCode;
    }
  }

  private record Sums(long debits, long credits) {

    static Sums of(long amount) {
      return amount > 0 ? new Sums(amount, 0) : new Sums(0, Math.negateExact(amount));
    }

    Sums plus(Sums other) {
      return new Sums(Math.addExact(debits, other.debits), Math.addExact(credits, other.credits));
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // Only carried from the query to the comparison.
  private record Stored(long id, byte[] fingerprint) {}
}
