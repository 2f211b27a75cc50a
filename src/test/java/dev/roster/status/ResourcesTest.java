package dev.roster.status;

import static dev.roster.envoy.ResourceType.CLUSTER;
import static dev.roster.envoy.ResourceType.VIRTUAL_HOST;
import static dev.roster.snapshot.World.alias;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.roster.envoy.ResourceType;
import dev.roster.snapshot.Transport;
import dev.roster.snapshot.World;
import dev.roster.status.Resources.Listing;
import dev.roster.xds.ResourceDescription;
import dev.roster.xds.Standing;
import dev.roster.xds.StreamInfo;
import dev.roster.xds.TypeDescription;
import dev.roster.xds.TypeDescription.Interest;
import dev.roster.xds.TypeDescription.Unsettled;
import io.envoyproxy.envoy.config.core.v3.Node;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which resources a client is shown with, by what it asks for. */
class ResourcesTest {
    private static final String SHOP = name("shop/*");
    private static final String CART = name("shop/cart");
    private static final String STOCK = name("shop/stock");

    private final World world = new World().ready().put(CLUSTER, CART, "1").put(CLUSTER, STOCK, "1");
    private final Resources resources = new Resources(world.snapshots());

    @Test
    void aCollectionIsShownByItsMembersInTheirVersions() {
        Listing listing = listing(true, CLUSTER, SHOP, CART);

        assertThat(listing.resources())
                .extracting(ResourceDescription::name, ResourceDescription::accepted)
                .containsExactly(
                        tuple(CART, world.version(CLUSTER, CART)), tuple(STOCK, world.version(CLUSTER, STOCK)));
        assertThat(listing.more()).isZero();
    }

    @Test
    void aMemberThatWasRejectedIsShownAsThat() {
        var rejected = new ResourceDescription(CART, CART, Standing.ERROR, "2", "1", "2", "no");
        Listing listing =
                resources.of(client(true), type(CLUSTER, Set.of(SHOP), new Unsettled(List.of(rejected), false, 0)));

        assertThat(listing.resources())
                .extracting(ResourceDescription::name, ResourceDescription::standing)
                .containsExactly(tuple(CART, Standing.ERROR), tuple(STOCK, Standing.SYNCED));
    }

    @Test
    void anEmptyCollectionIsShownAsANameUnderWhichThereIsNothing() {
        assertThat(listing(true, CLUSTER, name("none/*")).resources())
                .containsExactly(ResourceDescription.absent(name("none/*")));
    }

    @Test
    void ofACollectionThatIsTooLargeTheRestIsCounted() {
        world.change(change ->
                IntStream.range(0, 1100).forEach(member -> change.put(CLUSTER, name("large/" + member), "1")));

        Listing listing = listing(true, CLUSTER, name("large/*"));
        assertThat(listing.resources()).hasSize(1000);
        assertThat(listing.more()).isEqualTo(100);
    }

    @Test
    void toAStateOfTheWorldClientACollectionIsANameLikeAnother() {
        assertThat(listing(false, CLUSTER, SHOP).resources()).containsExactly(ResourceDescription.absent(SHOP));
    }

    @Test
    void aVirtualHostIsShownUnderEachNameThatItAnswersWithItsOwnBeside() {
        world.put(VIRTUAL_HOST, "r/shop", "1", alias("r/a.example", "r/b.example"));

        assertThat(listing(true, VIRTUAL_HOST, "r/a.example", "r/b.example", "r/none.example")
                        .resources())
                .extracting(ResourceDescription::name, ResourceDescription::ownName)
                .containsExactly(
                        tuple("r/a.example", "r/shop"),
                        tuple("r/b.example", "r/shop"),
                        tuple("r/none.example", "r/none.example"));
    }

    private Listing listing(boolean delta, ResourceType type, String... names) {
        return resources.of(client(delta), type(type, Set.of(names), Unsettled.NOTHING));
    }

    private static TypeDescription type(ResourceType type, Set<String> names, Unsettled unsettled) {
        return new TypeDescription(type.typeUrl(), new Interest(false, names, 0), Set.of(), unsettled);
    }

    private static StreamInfo client(boolean delta) {
        return new StreamInfo(Node.getDefaultInstance(), Transport.ADS, delta);
    }

    private static String name(String id) {
        return "xdstp://roster/envoy.config.cluster.v3.Cluster/" + id;
    }
}
