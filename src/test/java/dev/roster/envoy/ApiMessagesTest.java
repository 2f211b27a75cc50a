package dev.roster.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The API jar holds nothing that is not understood here: to be looked at when it is replaced by a newer one. */
class ApiMessagesTest {
    /** Fields named after a cluster that lead to none. */
    private static final Set<String> NO_REFERENCES = Set.of(
            "envoy.config.core.v3.Node.cluster",
            "envoy.config.endpoint.v3.ClusterLoadAssignment.cluster_name",
            "envoy.config.endpoint.v3.ClusterStats.cluster_name",
            "envoy.config.route.v3.RouteAction.cluster_specifier_plugin",
            "envoy.extensions.filters.http.fault.v3.HTTPFault.upstream_cluster");

    private final List<Descriptor> messages;

    ApiMessagesTest() throws Exception {
        messages = ApiMessages.all();
    }

    @Test
    void everyMessageIsFoundByItsName() {
        assertThat(messages)
                .hasSizeGreaterThan(1000)
                .allSatisfy(type -> assertThat(MessageTypes.find("type.googleapis.com/" + type.getFullName()))
                        .hasValue(type));
    }

    @Test
    void theMessagesOfVersionTwoAreNotFound() {
        assertThat(MessageTypes.find("type.googleapis.com/envoy.api.v2.Cluster"))
                .isEmpty();
    }

    @Test
    void neitherAreThoseThatAreNone() {
        assertThat(Stream.of(
                        "", "/", "envoy", "envoy.config.cluster.v3.Cluster.Builder", "java.lang.String", "envoy..A"))
                .allSatisfy(name -> assertThat(MessageTypes.find(name)).isEmpty());
    }

    @Test
    void everyFieldNamedAfterAClusterIsAReferenceOrKnownNotToBe() {
        assertThat(messages.stream()
                        .filter(type -> type.getFullName().matches("envoy\\.(config|extensions)\\..*"))
                        .flatMap(type -> type.getFields().stream())
                        .filter(field -> field.getJavaType() == JavaType.STRING)
                        .map(FieldDescriptor::getFullName)
                        .filter(name -> name.matches(".*\\.\\w*cluster(s|_name|_names)?"))
                        .filter(name -> !NO_REFERENCES.contains(name)))
                .isSubsetOf(ReferenceTable.CLUSTERS);
    }

    @Test
    void everyNameInTheTableOfReferencesIsAField() {
        List<String> fields = messages.stream()
                .flatMap(type -> type.getFields().stream())
                .map(FieldDescriptor::getFullName)
                .toList();
        assertThat(fields)
                .containsAll(ReferenceTable.CLUSTERS)
                .containsAll(ReferenceTable.OTHERS.keySet())
                .containsAll(ReferenceTable.DISCOVERED.keySet());
    }
}
