package dev.roster;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Packages by feature, and what each may know. */
class ArchitectureTest {
    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.roster");

    private static final JavaClasses MAIN_AND_TESTS = new ClassFileImporter().importPackages("dev.roster");

    /** Each feature with the features that it knows; the order is that of the data flow. */
    private static final Map<String, Set<String>> KNOWS = Map.ofEntries(
            Map.entry("request", Set.of()),
            Map.entry("rest", Set.of()),
            Map.entry("store", Set.of()),
            Map.entry("changelog", Set.of()),
            Map.entry("registry", Set.of("changelog")),
            Map.entry("envoy", Set.of()),
            Map.entry("envoy.rules", Set.of("envoy")),
            Map.entry("resource", Set.of("envoy", "changelog")),
            Map.entry("snapshot", Set.of("registry", "resource", "envoy", "changelog")),
            Map.entry("xds", Set.of("snapshot", "resource", "envoy")),
            Map.entry("bootstrap", Set.of("resource", "registry", "envoy")),
            Map.entry("status", Set.of("xds", "snapshot", "resource", "registry", "envoy", "changelog")),
            Map.entry("security", Set.of()),
            Map.entry("database", Set.of("changelog")));

    /** What any feature may know. */
    private static final String REQUESTS = within("request");

    /** What any edge may ask, and what the REST edges and the stores share. */
    private static final DescribedPredicate<JavaClass> FOR_EDGES =
            resideInAnyPackage(within("security"), within("rest"), within("store"));

    /** Packages that CDI wires and nobody depends on. */
    private static final List<String> EDGES = List.of(
            "dev.roster.registry.api",
            "dev.roster.registry.store",
            "dev.roster.resource.api",
            "dev.roster.resource.store",
            "dev.roster.changelog.store",
            "dev.roster.xds.grpc",
            "dev.roster.xds.rest",
            "dev.roster.xds.file",
            "dev.roster.bootstrap.api",
            "dev.roster.status.api",
            "dev.roster.status.grpc",
            "dev.roster.status.store",
            "dev.roster.database");

    @Test
    void everyPackageIsOneOfTheDesign() {
        String[] known = Stream.concat(KNOWS.keySet().stream().map(feature -> "dev.roster." + feature), EDGES.stream())
                .toArray(String[]::new);
        classes().should().resideInAnyPackage(known).check(MAIN);
    }

    @Test
    void featuresKnowOnlyWhatLiesBelowThem() {
        KNOWS.forEach((feature, known) -> {
            noClasses()
                    .that()
                    .resideInAPackage(within(feature))
                    .and()
                    .resideOutsideOfPackages(EDGES.toArray(String[]::new))
                    .should()
                    .dependOnClassesThat(otherThan(feature, known))
                    .because(feature + " knows " + known)
                    .allowEmptyShould(true)
                    .check(MAIN);
            noClasses()
                    .that()
                    .resideInAPackage(within(feature))
                    .should()
                    .dependOnClassesThat(otherThan(feature, known).and(not(FOR_EDGES)))
                    .because("besides what every edge may ask, " + feature + " knows " + known)
                    .allowEmptyShould(true)
                    .check(MAIN);
        });
    }

    @Test
    void messagesKnowNothingOfTheRulesForThem() {
        noClasses()
                .that()
                .resideInAPackage("dev.roster.envoy")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(within("envoy.rules"))
                .check(MAIN);
    }

    @Test
    void nobodyDependsOnAnEdge() {
        EDGES.forEach(edge -> noClasses()
                .that()
                .resideOutsideOfPackage(edge + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(edge + "..")
                .check(MAIN));
    }

    @Test
    void jaxRsStaysAtTheRestEdges() {
        onlyIn(
                List.of("jakarta.ws.rs..", "org.jboss.resteasy.."),
                "dev.roster.*.api..",
                "dev.roster.xds.rest..",
                "dev.roster.rest..");
    }

    @Test
    void whatTheRestEdgesShareIsKnownToNobodyElse() {
        onlyIn(List.of("dev.roster.rest.."), "dev.roster.*.api..", "dev.roster.xds.rest..", "dev.roster.rest..");
    }

    @Test
    void whatTheStoresShareIsKnownToNobodyElse() {
        onlyIn(List.of("dev.roster.store.."), "dev.roster.*.store..", "dev.roster.store..");
    }

    @Test
    void grpcStaysAtTheGrpcEdges() {
        onlyIn(List.of("io.grpc..", "io.quarkus.grpc.."), "dev.roster.*.grpc..");
    }

    @Test
    void databaseClientsStayInTheStores() {
        onlyIn(
                List.of(
                        "jakarta.persistence..",
                        "org.hibernate.reactive..",
                        "io.quarkus.hibernate..",
                        "io.quarkus.panache..",
                        "io.vertx.sqlclient..",
                        "io.vertx.pgclient..",
                        "io.vertx.mutiny.sqlclient..",
                        "io.vertx.mutiny.pgclient.."),
                "dev.roster.*.store..",
                "dev.roster.store..");
    }

    @Test
    void theRegistryKnowsNoProtoAndNoSql() {
        noClasses()
                .that()
                .resideInAPackage("dev.roster.registry..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.google.protobuf..", "io.envoyproxy..")
                .check(MAIN);
        noClasses()
                .that()
                .resideInAPackage("dev.roster.registry")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..")
                .check(MAIN);
    }

    @Test
    void noPackageIsADrawerForOddsAndEnds() {
        noClasses()
                .should()
                .resideInAnyPackage("..util..", "..utils..", "..common..", "..helper..", "..helpers..")
                .check(MAIN_AND_TESTS);
    }

    @Test
    void noClassIsNamedAfterNothing() {
        noClasses()
                .should()
                .haveNameMatching(".*(Util|Utils|Helper|Helpers|Manager|Impl)")
                .check(MAIN_AND_TESTS);
    }

    @Test
    void everyPackageSaysWhatItIsForAndWhereNullMayBe() {
        List<String> bare = MAIN.getPackage("dev.roster").getSubpackagesInTree().stream()
                .filter(found -> !found.getClasses().isEmpty())
                .filter(found -> !found.isAnnotatedWith(NullMarked.class))
                .map(JavaPackage::getName)
                .toList();
        assertThat(bare).as("packages without a @NullMarked package-info").isEmpty();
    }

    @Test
    void nobodySleeps() {
        noClasses()
                .should()
                .callMethodWhere(target(owner(name(Thread.class.getName())))
                        .or(target(owner(name(TimeUnit.class.getName()))))
                        .and(target(name("sleep"))))
                .check(MAIN_AND_TESTS);
    }

    private static void onlyIn(List<String> libraries, String... packages) {
        noClasses()
                .that()
                .resideOutsideOfPackages(packages)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(libraries.toArray(String[]::new))
                .check(MAIN);
    }

    /** Roster's own classes outside a feature and what it knows. */
    private static DescribedPredicate<JavaClass> otherThan(String feature, Set<String> known) {
        String[] allowed = Stream.concat(Stream.of(feature), known.stream())
                .map(ArchitectureTest::within)
                .toArray(String[]::new);
        return resideInAPackage("dev.roster..")
                .and(not(resideInAnyPackage(allowed)))
                .and(not(resideInAPackage(REQUESTS)));
    }

    private static String within(String feature) {
        return "dev.roster." + feature + "..";
    }
}
