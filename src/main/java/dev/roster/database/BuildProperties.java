package dev.roster.database;

import com.google.common.collect.Iterators;
import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps out of the list of properties those that only the code generator reads, each by its name: Quarkus takes them for
 * mistakes and warns at each start (<a href="https://github.com/quarkusio/quarkus/issues/48106">quarkus#48106</a>). Public
 * because the configuration loads it by name.
 */
public final class BuildProperties implements ConfigSourceInterceptor {
    private static final long serialVersionUID = 1;

    private static final String CODE_GENERATOR = "quarkus.generate-code.";

    @Override
    public @Nullable ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
        return context.proceed(name);
    }

    @Override
    public Iterator<String> iterateNames(ConfigSourceInterceptorContext context) {
        return Iterators.filter(context.iterateNames(), name -> !name.startsWith(CODE_GENERATOR));
    }
}
