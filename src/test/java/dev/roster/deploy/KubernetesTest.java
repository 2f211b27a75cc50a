package dev.roster.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapVolumeSource;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The Kubernetes manifests: what they say of each other, of the image and of the application. */
final class KubernetesTest {
    private static final Manifests MANIFESTS = Manifests.read();
    private static final PodTemplateSpec TEMPLATE =
            MANIFESTS.one(Deployment.class).getSpec().getTemplate();
    private static final PodSpec POD = TEMPLATE.getSpec();
    private static final Container ROSTER = POD.getContainers().getFirst();

    @Test
    void kustomizationNamesEveryManifest() {
        var kustomization = Artefacts.yaml(Manifests.FOLDER.resolve(Manifests.KUSTOMIZATION));
        assertThat(Stream.concat(
                        Artefacts.texts(kustomization.path("resources")).stream(), Stream.of(Manifests.KUSTOMIZATION)))
                .containsExactlyInAnyOrderElementsOf(Artefacts.files("kubernetes", ".yaml").stream()
                        .map(Path::getFileName)
                        .map(Path::toString)
                        .toList());
        assertThat(Artefacts.texts(kustomization.at("/configMapGenerator/0/files")))
                .allSatisfy(file -> assertThat(Manifests.FOLDER.resolve(file)).exists());
        assertThat(POD.getVolumes())
                .extracting(Volume::getConfigMap)
                .extracting(ConfigMapVolumeSource::getName)
                .containsExactly(kustomization.at("/configMapGenerator/0/name").asText());
    }

    @Test
    void itsPropertiesAreSomeThatTheReadmeKnows() {
        assertThat(Artefacts.text(Manifests.FOLDER.resolve("application.properties"))
                        .lines()
                        .filter(line -> !line.startsWith("#")))
                .isNotEmpty()
                .allSatisfy(line ->
                        assertThat(Artefacts.text(Path.of("README.md"))).contains("`" + line.split("=", 2)[0] + "`"));
    }

    @Test
    void everythingMeansTheSamePods() {
        var labels = TEMPLATE.getMetadata().getLabels();
        assertThat(Stream.of(
                                MANIFESTS.one(Deployment.class).getSpec().getSelector(),
                                MANIFESTS
                                        .one(PodDisruptionBudget.class)
                                        .getSpec()
                                        .getSelector(),
                                MANIFESTS.one(NetworkPolicy.class).getSpec().getPodSelector())
                        .map(LabelSelector::getMatchLabels))
                .allMatch(labels::equals);
        assertThat(MANIFESTS.all(Service.class))
                .extracting(Service::getSpec)
                .extracting(ServiceSpec::getSelector)
                .allMatch(labels::equals);
        assertThat(POD.getTopologySpreadConstraints())
                .extracting(TopologySpreadConstraint::getLabelSelector)
                .extracting(LabelSelector::getMatchLabels)
                .hasSize(2)
                .allMatch(labels::equals);
    }

    @Test
    void thereAreTwoReplicasOrMoreAndOneAtMostIsMissing() {
        var scaled = MANIFESTS.one(HorizontalPodAutoscaler.class).getSpec();
        assertThat(scaled.getScaleTargetRef().getName())
                .isEqualTo(MANIFESTS.one(Deployment.class).getMetadata().getName());
        assertThat(scaled.getMinReplicas()).isGreaterThanOrEqualTo(2);
        assertThat(MANIFESTS
                        .one(PodDisruptionBudget.class)
                        .getSpec()
                        .getMaxUnavailable()
                        .getIntVal())
                .isEqualTo(1);
    }

    @Test
    void portsAreThoseOfTheApplicationAndEachIsFoundByItsName() {
        assertThat(ROSTER.getPorts())
                .extracting(ContainerPort::getContainerPort)
                .extracting(String::valueOf)
                .isEqualTo(Artefacts.ports());
        List<String> names =
                ROSTER.getPorts().stream().map(ContainerPort::getName).toList();
        assertThat(MANIFESTS.all(Service.class))
                .flatExtracting(service -> service.getSpec().getPorts())
                .extracting(ServicePort::getTargetPort)
                .allSatisfy(port -> assertThat(names).contains(port.getStrVal()));
        assertThat(MANIFESTS.one(NetworkPolicy.class).getSpec().getIngress())
                .flatExtracting(rule -> rule.getPorts())
                .extracting(port -> port.getPort().getStrVal())
                .containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void aMissingDatabaseMakesAReplicaUnreadyAtMostNeverDead() {
        assertThat(Stream.of(ROSTER.getStartupProbe(), ROSTER.getLivenessProbe())
                        .map(Probe::getHttpGet)
                        .map(HTTPGetAction::getPath))
                .containsOnly("/q/health/live");
        assertThat(ROSTER.getReadinessProbe().getHttpGet().getPath()).isEqualTo("/q/health/ready");
        assertThat(Stream.of(ROSTER.getStartupProbe(), ROSTER.getLivenessProbe(), ROSTER.getReadinessProbe())
                        .map(probe -> probe.getHttpGet().getPort().getStrVal()))
                .containsOnly("management");
    }

    @Test
    void aReplicaThatGoesHasTimeToEndItsStreams() {
        long before = ROSTER.getLifecycle().getPreStop().getSleep().getSeconds();
        assertThat(POD.getTerminationGracePeriodSeconds() - before).isGreaterThanOrEqualTo(30);
    }

    @Test
    void theContainerHasNoRights() {
        var pod = POD.getSecurityContext();
        assertThat(pod.getRunAsNonRoot()).isTrue();
        assertThat(pod.getRunAsUser()).isPositive();
        assertThat(pod.getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        var container = ROSTER.getSecurityContext();
        assertThat(container.getReadOnlyRootFilesystem()).isTrue();
        assertThat(container.getAllowPrivilegeEscalation()).isFalse();
        assertThat(container.getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(POD.getAutomountServiceAccountToken()).isFalse();
        assertThat(ROSTER.getResources().getLimits()).containsOnlyKeys("memory");
        assertThat(ROSTER.getResources().getRequests()).containsOnlyKeys("cpu", "memory");
    }

    @Test
    void theDatabaseAndTheKeysComeOutOfSecrets() {
        assertThat(ROSTER.getEnv())
                .extracting(EnvVar::getName)
                .containsExactlyInAnyOrder(
                        "QUARKUS_DATASOURCE_REACTIVE_URL",
                        "QUARKUS_DATASOURCE_USERNAME",
                        "QUARKUS_DATASOURCE_PASSWORD",
                        "ROSTER_SECRETS_KEYS");
        assertThat(ROSTER.getEnv())
                .extracting(
                        variable -> variable.getValueFrom().getSecretKeyRef().getName())
                .containsOnly("roster-database", "roster-secrets");
    }
}
