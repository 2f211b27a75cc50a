package dev.roster.xds.grpc;

import dev.roster.envoy.ResourceType;
import io.envoyproxy.envoy.service.discovery.v3.AdsProto;
import io.grpc.BindableService;
import io.quarkus.grpc.GrpcService;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.enterprise.inject.build.compatible.spi.Parameters;
import jakarta.enterprise.inject.build.compatible.spi.Synthesis;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticBeanBuilder;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticBeanCreator;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticComponents;
import jakarta.enterprise.inject.literal.NamedLiteral;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Gives the application a bean for each discovery service when it is built: ADS, and that of each type. */
public final class DiscoveryServices implements BuildCompatibleExtension {
    private static final String TYPE = "type";

    @Synthesis
    public void add(SyntheticComponents beans) {
        service("ads", beans).createWith(Aggregated.class);
        for (ResourceType type : ResourceType.values()) {
            service(type.abbreviation(), beans).withParam(TYPE, type).createWith(OfOneType.class);
        }
    }

    private static SyntheticBeanBuilder<BindableService> service(String name, SyntheticComponents beans) {
        return beans.addBean(BindableService.class)
                .type(BindableService.class)
                .qualifier(GrpcService.class)
                .qualifier(NamedLiteral.of(name))
                .scope(Singleton.class);
    }

    /** ADS: all types on one stream. */
    public static final class Aggregated implements SyntheticBeanCreator<BindableService> {
        @Override
        public BindableService create(Instance<Object> beans, Parameters parameters) {
            return new DiscoveryService(
                    AdsProto.getDescriptor().findServiceByName("AggregatedDiscoveryService"),
                    Optional.empty(),
                    beans.select(Streams.class).get());
        }
    }

    /** The service of one type. */
    public static final class OfOneType implements SyntheticBeanCreator<BindableService> {
        @Override
        public BindableService create(Instance<Object> beans, Parameters parameters) {
            ResourceType type = parameters.get(TYPE, ResourceType.class);
            return new DiscoveryService(
                    type.service(),
                    Optional.of(type),
                    beans.select(Streams.class).get());
        }
    }
}
