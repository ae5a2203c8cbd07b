package io.tributary.tracking.agent;

/** What a bot is for. */
public enum BotKind {
  /** Reads pages for a search engine, an archive or an advertiser. */
  CRAWLER,
  /** Tests whether, and how fast, a page answers. */
  MONITOR,
  /** Looks for weaknesses. */
  SCANNER,
  /** Fetches a link that a person posted, to show what is behind it. */
  PREVIEW_FETCHER,
  /** Reads pages for a language model, to train it or to answer with. */
  AI_FETCHER
}
