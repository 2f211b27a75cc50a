package dev.roster.xds;

import static dev.roster.envoy.ResourceType.CLUSTER;

import dev.roster.snapshot.World;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Names of the form {@code xdstp://}, and collections of them (P53); clusters on demand (P52). */
class DeltaCollectionTest {
    private static final String CART = name("shop/cart");
    private static final String STOCK = name("shop/stock");
    private static final String BLOG = name("blog/posts");
    private static final String SHOP = name("shop/*");

    private final World world =
            new World().ready().put(CLUSTER, CART, "1").put(CLUSTER, STOCK, "1").put(CLUSTER, BLOG, "1");
    private final Server server = new Server(world.snapshots());
    private final DeltaTranscript client = server.delta(CLUSTER);

    @Test
    void P53_aCollectionIsAllThatIsDirectlyUnderIt() {
        world.put(CLUSTER, name("shop/back/office"), "1");

        subscribed();
        client.receivesNothing();
    }

    @Test
    void P53_anEmptyCollectionIsAnsweredByItsOwnName() {
        client.subscribes(CLUSTER, name("none/*"))
                .receives(CLUSTER)
                .removed(name("none/*"))
                .acks();

        world.put(CLUSTER, name("none/one"), "1");
        client.receives(CLUSTER).resources(name("none/one")).acks();
    }

    @Test
    void P53_newMembersArePushedAndThoseThatGoAreRemoved() {
        subscribed();

        world.put(CLUSTER, name("shop/new"), "1");
        client.receives(CLUSTER).resources(name("shop/new")).acks();
        world.put(CLUSTER, CART, "2");
        client.receives(CLUSTER).resources(CART).acks();
        world.remove(CLUSTER, CART, STOCK, BLOG);
        server.loop().advance(Server.RETIREMENT);
        client.receives(CLUSTER).removed(CART, STOCK).acks();
        client.receivesNothing();
    }

    @Test
    void P53_contextParametersSelectTheMembers() {
        world.put(CLUSTER, CART + "?env=test", "1");
        client.subscribes(CLUSTER, SHOP + "?env=test")
                .receives(CLUSTER)
                .resources(CART + "?env=test")
                .acks();

        world.put(CLUSTER, CART, "2");
        client.receivesNothing();
    }

    @Test
    void P53_theOrderOfContextParametersMakesNoDifference() {
        world.put(CLUSTER, CART + "?a=1&b=2", "1");
        client.subscribes(CLUSTER, CART + "?b=2&a=1")
                .receives(CLUSTER)
                .resources(CART + "?a=1&b=2")
                .acks();

        client.unsubscribes(CLUSTER, CART + "?b=%32&a=1");
        world.put(CLUSTER, CART + "?a=1&b=2", "2");
        client.receivesNothing();
    }

    @Test
    void P53_aStateOfTheWorldClientFindsTheNameInAnyOrder() {
        world.put(CLUSTER, CART + "?a=1&b=2", "1");
        server.sotw(CLUSTER)
                .wants(CLUSTER, CART + "?b=2&a=1")
                .receives(CLUSTER)
                .resources(CART + "?a=1&b=2")
                .acks();
    }

    @Test
    void P01_aCollectionSubscribedAgainIsAnsweredWithEverything() {
        subscribed();
        subscribed();
        client.receivesNothing();
    }

    @Test
    void P04_aReconnectIsSentTheMembersThatDiffer() {
        client.reconnects(CLUSTER, Map.of(CART, world.version(CLUSTER, CART), name("shop/gone"), "1"), SHOP)
                .receives(CLUSTER)
                .resources(STOCK)
                .acks();
        server.loop().advance(Server.RETIREMENT);
        client.receives(CLUSTER).removed(name("shop/gone")).acks();
        client.receivesNothing();
    }

    @Test
    void P16_anUnsubscribedCollectionLeavesTheNamesAskedForOneByOne() {
        subscribed();
        client.subscribes(CLUSTER, CART).receives(CLUSTER).resources(CART).acks();
        client.unsubscribes(CLUSTER, SHOP).receives(CLUSTER).resources(CART).acks();

        world.put(CLUSTER, STOCK, "2").put(CLUSTER, CART, "2");
        client.receives(CLUSTER).resources(CART).acks();
        client.receivesNothing();
    }

    @Test
    void P15_aNameUnsubscribedUnderItsCollectionIsAnswered() {
        subscribed();
        client.subscribes(CLUSTER, CART).receives(CLUSTER).resources(CART).acks();

        client.unsubscribes(CLUSTER, CART).receives(CLUSTER).resources(CART).acks();
        world.put(CLUSTER, CART, "2");
        client.receives(CLUSTER).resources(CART).acks();
    }

    @Test
    void P53_theMembersAreThoseThatTheClientsGroupSees() {
        world.put(CLUSTER, name("shop/edge"), "1", World.group("edge")).put(CLUSTER, CART, "edge", World.group("edge"));

        server.delta(CLUSTER)
                .of("edge")
                .subscribes(CLUSTER, SHOP)
                .receives(CLUSTER)
                .resources(CART, STOCK, name("shop/edge"))
                .acks();
        subscribed();
    }

    @Test
    void P52_anUnknownClusterIsAnsweredAtOnce() {
        client.subscribes(CLUSTER, "unknown", name("shop/unknown"))
                .receives(CLUSTER)
                .removed("unknown", name("shop/unknown"))
                .acks();

        world.put(CLUSTER, "unknown", "1");
        client.receives(CLUSTER).resources("unknown").acks();
    }

    private void subscribed() {
        client.subscribes(CLUSTER, SHOP)
                .receives(CLUSTER)
                .resources(CART, STOCK)
                .acks();
    }

    private static String name(String id) {
        return "xdstp://roster/envoy.config.cluster.v3.Cluster/" + id;
    }
}
