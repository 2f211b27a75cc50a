package dev.roster.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map.Entry;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The files whose formats no library models, held to schemas; and the schemas, held to find what somebody mistyped. */
final class SchemaTest {
    /** A file, its schema, and the places in it at which any name may stand. */
    enum File {
        COMPOSE(
                "compose/compose.yaml",
                "compose",
                "/x-.*|/(services|volumes)/[^/]+|.*/(environment|networks|depends_on)/[^/]+"),
        ALERTS("monitoring/alerts.yaml", "rules", ".*/(labels|annotations)/[^/]+"),
        DASHBOARD("monitoring/dashboard.json", "dashboard", "-"),
        KUSTOMIZATION("kubernetes/kustomization.yaml", "kustomization", "-"),
        UNIT("systemd/roster.service", "systemd", "-"),
        FILES_DROP_IN("systemd/roster.service.d/files.conf", "systemd", "-"),
        NATIVE_DROP_IN("systemd/roster.service.d/native.conf", "systemd", "-");

        private final Path path;
        private final String schema;
        private final Pattern open;

        File(String path, String schema, String open) {
            this.path = Artefacts.DEPLOY.resolve(path);
            this.schema = schema;
            this.open = Pattern.compile(open);
        }

        Schema rules() {
            return Schema.of(schema);
        }

        JsonNode content() {
            if (path.toString().endsWith(".json")) {
                return Artefacts.json(path);
            }
            return path.toString().endsWith(".yaml")
                    ? Artefacts.yaml(path)
                    : UnitFile.read(path).json();
        }
    }

    /** Text, a number, a list and an object: no value may be all of them. */
    private static final List<JsonNode> OTHERS = List.of(
            JsonNodeFactory.instance.textNode("\t?"),
            JsonNodeFactory.instance.numberNode(-1.5),
            JsonNodeFactory.instance.arrayNode().add(true),
            JsonNodeFactory.instance.objectNode().put("?", true));

    @ParameterizedTest
    @EnumSource(File.class)
    void itSaysWhatItsFormatKnows(File file) {
        assertThat(file.rules().violations(file.content())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(File.class)
    void aNameThatIsMistypedIsFound(File file) {
        Schema rules = file.rules();
        JsonNode content = file.content();
        List<String> unfound = new ArrayList<>();
        for (Place place : places(content, "", file)) {
            JsonNode value = place.object().remove(place.name());
            place.object().set(place.name() + "x", value);
            if (rules.violations(content).isEmpty()) {
                unfound.add(place.path());
            }
            place.object().remove(place.name() + "x");
            place.object().set(place.name(), value);
        }
        assertThat(unfound).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(File.class)
    void aValueOfAnotherTypeIsFound(File file) {
        Schema rules = file.rules();
        JsonNode content = file.content();
        List<String> unfound = new ArrayList<>();
        for (Place place : places(content, "", file)) {
            JsonNode value = place.object().get(place.name());
            boolean takesAll = OTHERS.stream().allMatch(other -> {
                place.object().set(place.name(), other);
                return rules.violations(content).isEmpty();
            });
            place.object().set(place.name(), value);
            if (takesAll) {
                unfound.add(place.path());
            }
        }
        assertThat(unfound).isEmpty();
    }

    /** A name in an object, where the format says which there are. */
    private record Place(String path, ObjectNode object, String name) {}

    private static List<Place> places(JsonNode node, String path, File file) {
        List<Place> places = new ArrayList<>();
        for (Entry<String, JsonNode> child : node.properties()) {
            String below = path + "/" + child.getKey();
            if (!file.open.matcher(below).matches()) {
                places.add(new Place(below, (ObjectNode) node, child.getKey()));
            }
            places.addAll(places(child.getValue(), below, file));
        }
        if (node.isArray()) {
            node.forEach(item -> places.addAll(places(item, path, file)));
        }
        return places;
    }
}
