package dev.roster.registry.store;

import dev.roster.changelog.Columns;
import dev.roster.changelog.Kind;
import dev.roster.changelog.StateReader;
import dev.roster.registry.Service;
import jakarta.inject.Singleton;

/** Reads the services behind the keys of the change log. Immutable. */
@Singleton
final class ServiceReader implements StateReader<Service> {
    private static final String SELECT = "select name as key, cluster::text as cluster from service";

    @Override
    public Kind<Service> kind() {
        return Service.KIND;
    }

    @Override
    public String selectAll() {
        return SELECT;
    }

    @Override
    public String selectKeys() {
        return SELECT + " where name = any($1::text[])";
    }

    @Override
    public Service read(Columns row) {
        return new Service(row.text("key"), row.textOrNull("cluster"));
    }
}
