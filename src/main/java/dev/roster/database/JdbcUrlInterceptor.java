package dev.roster.database;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import org.jspecify.annotations.Nullable;

/** Gives Flyway the URL that the reactive client has. Public because the configuration loads it by name. */
public final class JdbcUrlInterceptor implements ConfigSourceInterceptor {
    private static final long serialVersionUID = 1;

    private static final String JDBC = "quarkus.datasource.jdbc.url";
    static final String REACTIVE = "quarkus.datasource.reactive.url";

    @Override
    public @Nullable ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
        if (!name.equals(JDBC)) {
            return context.proceed(name);
        }
        ConfigValue reactive = context.proceed(REACTIVE);
        String url = reactive == null ? null : reactive.getValue();
        if (url == null || url.isBlank()) {
            return context.proceed(name);
        }
        return reactive.withName(name).withValue(DatabaseUrl.parse(url).jdbc());
    }
}
