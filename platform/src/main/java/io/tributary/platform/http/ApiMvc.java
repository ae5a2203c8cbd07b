package io.tributary.platform.http;

import io.tributary.platform.security.CallerResolver;
import java.util.List;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The parameters and problem documents that controllers share. */
@Configuration(proxyBeanMethods = false)
@Import({GivenAnswers.class, ProblemAdvice.class})
public class ApiMvc implements WebMvcConfigurer {

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(new CallerResolver());
    resolvers.add(new PageQueryResolver());
    resolvers.add(new IdempotencyKeyResolver());
  }

  @Override
  public void addFormatters(FormatterRegistry formats) {
    formats.addConverterFactory(new PrefixedIds());
  }
}
