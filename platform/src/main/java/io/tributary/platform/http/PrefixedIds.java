package io.tributary.platform.http;

import io.tributary.contract.id.PrefixedId;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import org.springframework.core.convert.converter.Converter;
import org.springframework.core.convert.converter.ConverterFactory;

/**
 * Reads ids from paths and parameters. Without it Spring would call the static {@code of}, which
 * takes a bare ULID.
 */
final class PrefixedIds implements ConverterFactory<String, PrefixedId> {

  @Override
  public <T extends PrefixedId> Converter<String, T> getConverter(Class<T> type) {
    Constructor<T> constructor;
    try {
      constructor = type.getConstructor(String.class);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(type + " is no one-field record", e);
    }
    return text -> read(constructor, text);
  }

  private static <T> T read(Constructor<T> constructor, String text) {
    try {
      return constructor.newInstance(text);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException("not an id", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
