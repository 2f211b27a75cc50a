package dev.roster.xds;

import static dev.roster.envoy.ResourceType.ROUTE;
import static dev.roster.envoy.ResourceType.VIRTUAL_HOST;
import static dev.roster.snapshot.World.alias;
import static dev.roster.snapshot.World.refersTo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.snapshot.World;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Virtual hosts on demand (P50). */
class VirtualHostTest {
    private final World world = new World()
            .ready()
            .put(VIRTUAL_HOST, "r/shop", "1", alias("r/shop.example", "r/www.shop.example"))
            .put(VIRTUAL_HOST, "r/blog", "1", alias("r/blog.example"));
    private final Server server = new Server(world.snapshots());
    private final DeltaTranscript envoy = server.delta();

    @Test
    void P50_theEmptyFirstRequestIsAnsweredAndAsksForNothing() {
        envoy.subscribes(VIRTUAL_HOST).receives(VIRTUAL_HOST).acks();
        world.put(VIRTUAL_HOST, "r/shop", "2", alias("r/shop.example"));
        envoy.receivesNothing();
    }

    @Test
    void P50_anAsteriskAsksForNothing() {
        envoy.subscribes(VIRTUAL_HOST, "*").receives(VIRTUAL_HOST).acks();
        world.put(VIRTUAL_HOST, "r/shop", "2", alias("r/shop.example"));
        envoy.receivesNothing();
        envoy.subscribes(VIRTUAL_HOST, "*").receives(VIRTUAL_HOST).acks();
    }

    @Test
    void P50_aHostIsAskedForByADomainAndAnsweredWithAllItsDomains() {
        connected();
        envoy.subscribes(VIRTUAL_HOST, "r/shop.example");

        DeltaReceived answer = envoy.receives(VIRTUAL_HOST).resources("r/shop");
        assertThat(answer.resource("r/shop").getAliasesList()).containsExactly("r/shop.example", "r/www.shop.example");
        answer.acks().receivesNothing();
    }

    @Test
    void P50_anUnknownHostIsAResourceWithNameAndAliasAndNoBody() {
        connected();
        envoy.subscribes(VIRTUAL_HOST, "r/unknown.example");

        DeltaReceived answer = envoy.receives(VIRTUAL_HOST).withoutBody("r/unknown.example");
        assertThat(answer.resource("r/unknown.example").getAliasesList()).containsExactly("r/unknown.example");
        answer.acks().receivesNothing();
    }

    @Test
    void P50_aHostThatAppearsIsPushedToWhoAskedForItsDomain() {
        connected();
        envoy.subscribes(VIRTUAL_HOST, "r/new.example")
                .receives(VIRTUAL_HOST)
                .withoutBody("r/new.example")
                .acks();

        world.put(VIRTUAL_HOST, "r/new", "1", alias("r/new.example"));
        envoy.receives(VIRTUAL_HOST).resources("r/new").acks();
        envoy.receivesNothing();
    }

    @Test
    void P50_theRouteEndsAtTheLastSlash() {
        world.put(VIRTUAL_HOST, "a/b/shop", "1", alias("a/b/*.example")).put(VIRTUAL_HOST, "a/shop", "1", alias("a/*"));
        connected();

        envoy.subscribes(VIRTUAL_HOST, "a/b/x.example")
                .receives(VIRTUAL_HOST)
                .resources("a/b/shop")
                .acks();
    }

    @Test
    void P50_domainsMatchAsEnvoyMatchesThem() {
        world.put(VIRTUAL_HOST, "m/suffix", "1", alias("m/*.example"))
                .put(VIRTUAL_HOST, "m/longer", "1", alias("m/*.shop.example"))
                .put(VIRTUAL_HOST, "m/dash", "1", alias("m/*-api.example"))
                .put(VIRTUAL_HOST, "m/prefix", "1", alias("m/shop.*"))
                .put(VIRTUAL_HOST, "m/any", "1", alias("m/*"))
                .put(VIRTUAL_HOST, "m/exact", "1", alias("m/a.shop.example"));
        connected();

        assertAnswer("m/a.shop.example", "m/exact");
        assertAnswer("m/b.shop.example", "m/longer");
        assertAnswer("m/x-api.example", "m/dash");
        assertAnswer("m/x.example", "m/suffix");
        assertAnswer("m/shop.example", "m/suffix");
        assertAnswer("m/shop.test", "m/prefix");
        assertAnswer("m/.example", "m/any");
        assertAnswer("m/other.test:8080", "m/any");
    }

    private void assertAnswer(String asked, String host) {
        envoy.subscribes(VIRTUAL_HOST, asked);
        DeltaReceived answer = envoy.receives(VIRTUAL_HOST).resources(host);
        assertThat(answer.resource(host).getAliasesList()).contains(asked);
        answer.acks();
    }

    @Test
    void P50_oneHostAnswersTwoNamesInOneResource() {
        world.put(VIRTUAL_HOST, "r/wild", "1", alias("r/*.example"));
        connected();
        envoy.subscribes(VIRTUAL_HOST, "r/a.example", "r/b.example");

        DeltaReceived answer = envoy.receives(VIRTUAL_HOST).resources("r/wild");
        assertThat(answer.resource("r/wild").getAliasesList())
                .containsExactlyInAnyOrder("r/*.example", "r/a.example", "r/b.example");
        answer.acks();
        world.put(VIRTUAL_HOST, "r/wild", "2", alias("r/*.example"));
        envoy.receives(VIRTUAL_HOST).resources("r/wild").acks();
        envoy.receivesNothing();
    }

    @Test
    void P50_aChangeIsPushedUnderTheClientsName() {
        connected();
        asks("r/shop.example", "r/shop");

        world.put(VIRTUAL_HOST, "r/shop", "2", alias("r/shop.example"));
        envoy.receives(VIRTUAL_HOST).resources("r/shop").acks();
        envoy.receivesNothing();
    }

    @Test
    void P50_aHostThatGoesIsRemovedByItsOwnName() {
        connected();
        asks("r/shop.example", "r/shop");

        world.remove(VIRTUAL_HOST, "r/shop");
        envoy.receives(VIRTUAL_HOST).removed("r/shop").acks();
        envoy.receivesNothing();
        world.put(VIRTUAL_HOST, "r/shop", "1", alias("r/shop.example"));
        envoy.receives(VIRTUAL_HOST).resources("r/shop").acks();
    }

    @Test
    void P50_aMoreSpecificHostTakesOverAndTheOtherIsRemoved() {
        world.put(VIRTUAL_HOST, "r/wild", "1", alias("r/*.example"));
        connected();
        asks("r/a.example", "r/wild");

        world.put(VIRTUAL_HOST, "r/a", "1", alias("r/a.example"));
        envoy.receives(VIRTUAL_HOST).resources("r/a").removed("r/wild").acks();
        world.remove(VIRTUAL_HOST, "r/a");
        envoy.receives(VIRTUAL_HOST).resources("r/wild").removed("r/a").acks();
        envoy.receivesNothing();
    }

    @Test
    void P50_aWildcardThatAppearsAnswersWhatWasUnknown() {
        connected();
        envoy.subscribes(VIRTUAL_HOST, "r/a.test")
                .receives(VIRTUAL_HOST)
                .withoutBody("r/a.test")
                .acks();

        world.put(VIRTUAL_HOST, "r/any", "1", alias("r/*"));
        envoy.receives(VIRTUAL_HOST).resources("r/any").acks();
    }

    @Test
    void P50_aDomainThatMovesFromOneHostToAnotherIsOneResponse() {
        connected();
        asks("r/shop.example", "r/shop");
        asks("r/blog.example", "r/blog");

        world.change(change -> change.put(VIRTUAL_HOST, "r/shop", "2", alias("r/www.shop.example"))
                .put(VIRTUAL_HOST, "r/blog", "2", alias("r/blog.example", "r/shop.example")));
        envoy.receives(VIRTUAL_HOST).resources("r/blog").removed("r/shop").acks();
        envoy.receivesNothing();
    }

    @Test
    void P01_aHostAskedForAgainIsAnsweredAgain() {
        connected();
        asks("r/shop.example", "r/shop");
        asks("r/shop.example", "r/shop");
    }

    @Test
    void P07_aDomainUnsubscribedIsHeardOfNoMore() {
        connected();
        asks("r/shop.example", "r/shop");
        envoy.unsubscribes(VIRTUAL_HOST, "r/shop.example")
                .receives(VIRTUAL_HOST)
                .removed("r/shop")
                .acks();

        world.put(VIRTUAL_HOST, "r/shop", "2", alias("r/shop.example"));
        envoy.receivesNothing();
    }

    @Test
    void P12_aRejectedHostIsNotSentAgainUntilItChanges() {
        connected();
        asks("r/shop.example", "r/shop");
        world.put(VIRTUAL_HOST, "r/shop", "bad", alias("r/shop.example"));
        envoy.receives(VIRTUAL_HOST).resources("r/shop").nacks("no");
        envoy.receivesNothing();

        world.put(VIRTUAL_HOST, "r/shop", "good", alias("r/shop.example"));
        envoy.receives(VIRTUAL_HOST).resources("r/shop").acks();
    }

    @Test
    void P82_hostsThatAreRejectedTogetherAreSentAgainOneByOne() {
        connected();
        envoy.subscribes(VIRTUAL_HOST, "r/shop.example", "r/blog.example")
                .receives(VIRTUAL_HOST)
                .resources("r/shop", "r/blog")
                .nacks("no");

        envoy.receives(VIRTUAL_HOST).resources("r/shop").nacks("no cluster");
        envoy.receives(VIRTUAL_HOST).resources("r/blog").acks().receivesNothing();
        assertThat(rejected()).containsExactly("r/shop.example");
        world.put(VIRTUAL_HOST, "r/shop", "repaired", alias("r/shop.example"));
        envoy.receives(VIRTUAL_HOST).resources("r/shop").acks();
    }

    @Test
    void P82_oneHostThatIsRejectedUnderTwoNamesIsNotSentAgain() {
        world.put(VIRTUAL_HOST, "r/wild", "1", alias("r/*.example"));
        connected();
        envoy.subscribes(VIRTUAL_HOST, "r/a.example", "r/b.example")
                .receives(VIRTUAL_HOST)
                .resources("r/wild")
                .nacks("no");

        envoy.receivesNothing();
        assertThat(rejected()).containsExactlyInAnyOrder("r/a.example", "r/b.example");
    }

    @Test
    void P82_aHostIsSentAloneUnderAllItsNamesAndSoIsOneThatDoesNotExist() {
        world.put(VIRTUAL_HOST, "r/wild", "1", alias("r/*.example"));
        connected();
        envoy.subscribes(VIRTUAL_HOST, "r/a.example", "r/unknown.test", "r/b.example")
                .receives(VIRTUAL_HOST)
                .resources("r/wild")
                .withoutBody("r/unknown.test")
                .nacks("no");

        DeltaReceived alone = envoy.receives(VIRTUAL_HOST).resources("r/wild");
        assertThat(alone.resource("r/wild").getAliasesList()).contains("r/a.example", "r/b.example");
        alone.nacks("no");
        envoy.receives(VIRTUAL_HOST).withoutBody("r/unknown.test").acks().receivesNothing();
        assertThat(rejected()).containsExactlyInAnyOrder("r/a.example", "r/b.example");
    }

    private List<String> rejected() {
        return server.describe().getFirst().types().getFirst().unsettled().resources().stream()
                .filter(resource -> resource.standing() == Standing.ERROR)
                .map(ResourceDescription::name)
                .toList();
    }

    @Test
    void P04_aReconnectIsSentOnlyTheHostsThatDiffer() {
        world.put(VIRTUAL_HOST, "r/gone", "1", alias("r/gone.example"));
        Map<String, String> shown = Map.of(
                "r/shop", world.version(VIRTUAL_HOST, "r/shop"),
                "r/blog", world.version(VIRTUAL_HOST, "r/blog"),
                "r/gone", world.version(VIRTUAL_HOST, "r/gone"));
        world.put(VIRTUAL_HOST, "r/blog", "2", alias("r/blog.example")).remove(VIRTUAL_HOST, "r/gone");

        envoy.reconnects(VIRTUAL_HOST, shown, "*", "r/shop.example", "r/blog.example", "r/gone.example")
                .receives(VIRTUAL_HOST)
                .resources("r/blog")
                .removed("r/gone")
                .withoutBody("r/gone.example")
                .acks();
        world.put(VIRTUAL_HOST, "r/shop", "2", alias("r/shop.example"));
        envoy.receives(VIRTUAL_HOST).resources("r/shop").acks();
        envoy.receivesNothing();
    }

    @Test
    void P04_aReconnectHearsNothingOfAHostThatIsStillUnknown() {
        envoy.reconnects(VIRTUAL_HOST, Map.of("r/x.example", "absent"), "r/x.example")
                .receives(VIRTUAL_HOST)
                .acks();

        world.put(VIRTUAL_HOST, "r/x", "1", alias("r/x.example"));
        envoy.receives(VIRTUAL_HOST).resources("r/x").acks();
    }

    @Test
    void P50_aHostThatTheClientShowsAndAsksForByNoNameIsRemoved() {
        envoy.reconnects(VIRTUAL_HOST, Map.of("r/shop", world.version(VIRTUAL_HOST, "r/shop")))
                .receives(VIRTUAL_HOST)
                .removed("r/shop")
                .acks();
    }

    @Test
    void P42_aChangedRouteHasTheHostsSentAgainThatTheClientAskedFor() {
        world.put(ROUTE, "r", "1", refersTo(VIRTUAL_HOST, "r/*"));
        envoy.subscribes(ROUTE, "r").receives(ROUTE).resources("r").acks();
        envoy.subscribes(VIRTUAL_HOST).receives(VIRTUAL_HOST).removed("r/*").acks();
        asks("r/shop.example", "r/shop");

        world.put(ROUTE, "r", "2", refersTo(VIRTUAL_HOST, "r/*"));
        envoy.receives(ROUTE).resources("r").acks();
        envoy.receives(VIRTUAL_HOST).resources("r/shop").acks();
        envoy.receivesNothing();
    }

    @Test
    void P50_aRouteThatComesLaterIsToldThatNothingIsKnownOfItsHosts() {
        connected();
        envoy.subscribes(ROUTE, "r").receives(ROUTE).removed("r").acks();

        world.put(ROUTE, "r", "1", refersTo(VIRTUAL_HOST, "r/*"));
        envoy.receives(ROUTE).resources("r").acks();
        envoy.receives(VIRTUAL_HOST).removed("r/*").acks();
        envoy.receivesNothing();
    }

    @Test
    void P50_aStreamOfHostsAloneIsToldOfTheRoutesThatItsClientMaySee() {
        world.put(ROUTE, "r", "1", refersTo(VIRTUAL_HOST, "r/*"));
        DeltaTranscript hosts = server.delta(VIRTUAL_HOST);

        hosts.subscribes(VIRTUAL_HOST).receives(VIRTUAL_HOST).removed("r/*").acks();
        hosts.subscribes(VIRTUAL_HOST, "r/shop.example")
                .receives(VIRTUAL_HOST)
                .resources("r/shop")
                .acks();
    }

    @Test
    void aHostOfTheClientsGroupShadowsTheOneForEveryone() {
        DeltaTranscript edge = server.delta().of("edge").subscribes(VIRTUAL_HOST);
        edge.receives(VIRTUAL_HOST).acks();
        edge.subscribes(VIRTUAL_HOST, "r/shop.example")
                .receives(VIRTUAL_HOST)
                .resources("r/shop")
                .acks();

        world.put(VIRTUAL_HOST, "r/shop", "edge", alias("r/other.example"), World.group("edge"));
        edge.receives(VIRTUAL_HOST).removed("r/shop").acks();
        edge.subscribes(VIRTUAL_HOST, "r/other.example")
                .receives(VIRTUAL_HOST)
                .resources("r/shop")
                .acks();
    }

    private void connected() {
        envoy.subscribes(VIRTUAL_HOST).receives(VIRTUAL_HOST).acks();
    }

    private void asks(String name, String host) {
        envoy.subscribes(VIRTUAL_HOST, name)
                .receives(VIRTUAL_HOST)
                .resources(host)
                .acks();
    }
}
