package dev.roster.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DatabaseUrlTest {
    @ParameterizedTest
    @CsvSource({
        "postgresql://db/roster,                             jdbc:postgresql://db/roster",
        "postgresql://db:5433/roster,                        jdbc:postgresql://db:5433/roster",
        "postgres://db/roster,                               jdbc:postgresql://db/roster",
        "vertx-reactive:postgresql://db:5432/roster,         jdbc:postgresql://db:5432/roster",
        "postgresql://[::1]:5432/roster,                     jdbc:postgresql://[::1]:5432/roster",
        "postgresql://db/roster?sslmode=require,             jdbc:postgresql://db/roster?sslmode=require",
        "postgresql://me@db/roster,                          jdbc:postgresql://db/roster?user=me",
        "postgresql://me:a%40b@db/roster,                    jdbc:postgresql://db/roster?user=me&password=a%40b",
        "postgresql://me:x@db/roster?sslmode=require, jdbc:postgresql://db/roster?sslmode=require&user=me&password=x",
    })
    void flywaysUrlFollowsTheReactiveOne(String reactive, String jdbc) {
        assertThat(DatabaseUrl.parse(reactive).jdbc()).isEqualTo(jdbc);
    }

    @ParameterizedTest
    @CsvSource({
        "postgresql://me:secret@db/roster,          postgresql://db/roster",
        "postgresql://db/roster?password=secret,    postgresql://db/roster",
    })
    void whatIsShownHoldsNoCredentials(String reactive, String shown) {
        assertThat(DatabaseUrl.parse(reactive).shown()).isEqualTo(shown);
    }

    @Test
    void anotherDatabasesUrlIsRefusedWithoutBeingRepeated() {
        assertThatThrownBy(() -> DatabaseUrl.parse("mysql://me:secret@db/roster"))
                .hasMessageContaining("quarkus.datasource.reactive.url")
                .hasMessageNotContaining("secret");
    }

    @Test
    void theConfigurationDerivesFlywaysUrl() {
        assertThat(config(Map.of("quarkus.datasource.reactive.url", "postgresql://db/roster"))
                        .getValue("quarkus.datasource.jdbc.url", String.class))
                .isEqualTo("jdbc:postgresql://db/roster");
    }

    @Test
    void withoutAReactiveUrlTheConfigurationIsLeftAlone() {
        assertThat(config(Map.of("quarkus.datasource.jdbc.url", "jdbc:postgresql://own/roster"))
                        .getValue("quarkus.datasource.jdbc.url", String.class))
                .isEqualTo("jdbc:postgresql://own/roster");
    }

    private static Config config(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .withInterceptors(new JdbcUrlInterceptor())
                .build();
    }
}
