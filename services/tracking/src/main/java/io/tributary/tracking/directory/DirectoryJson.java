package io.tributary.tracking.directory;

import io.tributary.contract.id.AdvertiserId;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.json.EventJson;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Reads directory entries such that equal ids are one object. A million links name a few thousand
 * campaigns and affiliates; with an object per mention these would be most of the memory. An id is
 * never forgotten: there are as many as entities that ever were.
 */
final class DirectoryJson {

  private DirectoryJson() {}

  /** A mapper for the entries of one directory. */
  static JsonMapper mapper() {
    SimpleModule module = new SimpleModule("interned ids");
    module.addDeserializer(TenantId.class, new Interned<>(TenantId.class, TenantId::new));
    module.addDeserializer(
        AdvertiserId.class, new Interned<>(AdvertiserId.class, AdvertiserId::new));
    module.addDeserializer(CampaignId.class, new Interned<>(CampaignId.class, CampaignId::new));
    module.addDeserializer(AffiliateId.class, new Interned<>(AffiliateId.class, AffiliateId::new));
    return EventJson.mapper().rebuild().addModule(module).build();
  }

  private static final class Interned<I> extends StdScalarDeserializer<I> {

    private final transient Function<String, I> make;
    private final transient Map<String, I> known = new ConcurrentHashMap<>();

    Interned(Class<I> type, Function<String, I> make) {
      super(type);
      this.make = make;
    }

    @Override
    public I deserialize(JsonParser json, DeserializationContext context) {
      String text = json.getString();
      I id = known.get(text);
      if (id == null) {
        id = make.apply(text);
        known.put(text, id);
      }
      return id;
    }
  }
}
