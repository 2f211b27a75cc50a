package dev.roster.bootstrap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.google.protobuf.Message;
import dev.roster.bootstrap.Conversion.Fate;
import dev.roster.bootstrap.Conversion.Left;
import dev.roster.bootstrap.Conversion.Made;
import dev.roster.bootstrap.Conversion.MadeResource;
import dev.roster.bootstrap.Conversion.MadeService;
import dev.roster.envoy.EnvoyJson;
import dev.roster.envoy.EnvoyYaml;
import dev.roster.envoy.InvalidEnvoyJson;
import dev.roster.envoy.ResourceType;
import dev.roster.envoy.Warning;
import dev.roster.resource.ConfigSources;
import dev.roster.resource.NamedClusters;
import io.envoyproxy.envoy.config.bootstrap.v3.Bootstrap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A file, converted. Immutable. */
record Converted(Conversion conversion) {
    static final RosterAddress ROSTER = new RosterAddress("10.9.8.7", 18000, 8080);

    private static final EnvoyJson JSON = new EnvoyJson();
    private static final EnvoyYaml YAML = new EnvoyYaml(JSON);
    private static final YAMLMapper MAPPER = new YAMLMapper();

    static Converted of(String yaml) {
        return of(yaml, Transport.DELTA_ADS);
    }

    static Converted of(String yaml, Transport transport) {
        return of(new ImportRequest(bootstrap(yaml), null, new Uplink(transport, ROSTER, "/etc/roster"), false));
    }

    static Converted of(ImportRequest request) {
        return new Converted(converter().convert(request));
    }

    static Converter converter() {
        return new Converter(JSON, uplinks(), new FileGroups(Optional.of("/files"), Optional.of(List.of("edge"))));
    }

    static Uplinks uplinks() {
        return new Uplinks(new ConfigSources(new NamedClusters()), new NamedClusters());
    }

    static Bootstrap bootstrap(String yaml) {
        Bootstrap.Builder bootstrap = Bootstrap.newBuilder();
        try {
            JSON.parse(MAPPER.readTree(yaml), bootstrap);
        } catch (InvalidEnvoyJson | JsonProcessingException e) {
            throw new IllegalArgumentException(yaml, e);
        }
        return bootstrap.build();
    }

    static String yaml(Message message) {
        return YAML.print(message);
    }

    Bootstrap bootstrap() {
        return conversion.bootstrap();
    }

    MadeService service(String name) {
        return made(MadeService.class).stream()
                .filter(made -> made.service().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not among " + conversion.made()));
    }

    /** The resource of this type and name, as YAML. */
    String resource(ResourceType type, String name) {
        return find(type, name)
                .map(made -> yaml(made.message()))
                .orElseThrow(() -> new AssertionError(name + " is not among " + conversion.made()));
    }

    Optional<MadeResource> find(ResourceType type, String name) {
        return made(MadeResource.class).stream()
                .filter(made -> made.key().type() == type && made.key().name().equals(name))
                .findFirst();
    }

    /** What was made, as {@code <from> → <kind> <name>}. */
    List<String> made() {
        return conversion.made().stream()
                .map(made -> made.from().replace("static_resources.", "") + " → " + what(made))
                .toList();
    }

    private static String what(Made made) {
        return switch (made) {
            case MadeService service -> "service " + service.service().name();
            case MadeResource resource -> resource.key().toString();
        };
    }

    List<String> kept() {
        return left(Fate.KEPT);
    }

    List<String> replaced() {
        return left(Fate.REPLACED);
    }

    @Nullable String reason(String field) {
        return conversion.left().stream()
                .filter(left -> left.field().equals(field))
                .map(Left::reason)
                .findFirst()
                .orElse(null);
    }

    List<String> warnings() {
        return conversion.warnings().stream().map(Warning::reason).toList();
    }

    private List<String> left(Fate fate) {
        return conversion.left().stream()
                .filter(left -> left.fate() == fate)
                .map(Left::field)
                .toList();
    }

    private <T extends Made> List<T> made(Class<T> kind) {
        return conversion.made().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }
}
