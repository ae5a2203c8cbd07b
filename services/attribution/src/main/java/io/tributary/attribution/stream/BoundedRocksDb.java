package io.tributary.attribution.stream;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * One bounded piece of memory for all stores of the process; by default each store of each
 * partition takes its own.
 *
 * <p>Public because Kafka Streams creates it by its name.
 */
public final class BoundedRocksDb implements RocksDBConfigSetter {

  private static final long ALL_MEMORY = 64L << 20;
  private static final long OF_IT_WRITE_BUFFERS = 24L << 20;
  private static final long ONE_WRITE_BUFFER = 4L << 20;
  private static final int WRITE_BUFFERS_OF_A_STORE = 2;
  private static final double FOR_INDEX_AND_FILTER = 0.2;
  private static final Shared SHARED = Shared.create();

  @Override
  public void setConfig(String storeName, Options options, Map<String, Object> configs) {
    BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
    table.setBlockCache(SHARED.cache());
    table.setCacheIndexAndFilterBlocks(true);
    table.setCacheIndexAndFilterBlocksWithHighPriority(true);
    table.setPinTopLevelIndexAndFilter(true);
    options.setTableFormatConfig(table);
    options.setWriteBufferManager(SHARED.writeBuffers());
    options.setWriteBufferSize(ONE_WRITE_BUFFER);
    options.setMaxWriteBufferNumber(WRITE_BUFFERS_OF_A_STORE);
  }

  @Override
  public void close(String storeName, Options options) {
    // What is shared lives as long as the process.
  }

  private record Shared(Cache cache, WriteBufferManager writeBuffers) {

    static Shared create() {
      RocksDB.loadLibrary();
      Cache cache = new LRUCache(ALL_MEMORY, -1, false, FOR_INDEX_AND_FILTER);
      return new Shared(cache, new WriteBufferManager(OF_IT_WRITE_BUFFERS, cache));
    }
  }
}
