package dev.roster.deploy;

import static java.util.function.Predicate.not;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.Yaml;

/** The Kubernetes manifests as objects. A field that Kubernetes does not know is an error. */
record Manifests(List<HasMetadata> objects) {
    static final Path FOLDER = Artefacts.DEPLOY.resolve("kubernetes");
    static final String KUSTOMIZATION = "kustomization.yaml";

    private static final List<Class<? extends HasMetadata>> KINDS = List.of(
            Namespace.class,
            ServiceAccount.class,
            Service.class,
            Deployment.class,
            HorizontalPodAutoscaler.class,
            NetworkPolicy.class,
            PodDisruptionBudget.class);

    /** Without the setters by which the model would take any field. */
    private static final ObjectMapper STRICT = JsonMapper.builder()
            .annotationIntrospector(new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1;

                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                    return false;
                }
            })
            .build();

    static Manifests read() {
        return new Manifests(Artefacts.files("kubernetes", ".yaml").stream()
                .filter(not(file -> file.endsWith(KUSTOMIZATION)))
                .flatMap(Manifests::documents)
                .map(Manifests::object)
                .toList());
    }

    private static Stream<JsonNode> documents(Path file) {
        Iterable<Object> documents = new Yaml().loadAll(Artefacts.text(file));
        return StreamSupport.stream(documents.spliterator(), false).map(STRICT::<JsonNode>valueToTree);
    }

    private static HasMetadata object(JsonNode document) {
        Class<? extends HasMetadata> kind = KINDS.stream()
                .filter(known ->
                        HasMetadata.getKind(known).equals(document.path("kind").asText()))
                .filter(known -> Objects.equals(
                        HasMetadata.getApiVersion(known),
                        document.path("apiVersion").asText()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("of no known kind: " + document));
        try {
            return STRICT.treeToValue(document, kind);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    <T extends HasMetadata> List<T> all(Class<T> kind) {
        return objects.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The one object of this kind. */
    <T extends HasMetadata> T one(Class<T> kind) {
        List<T> all = all(kind);
        if (all.size() != 1) {
            throw new AssertionError(all.size() + " objects of the kind " + kind.getSimpleName());
        }
        return all.getFirst();
    }
}
