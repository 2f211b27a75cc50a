package dev.roster.xds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.snapshot.Registered;
import dev.roster.xds.Counted.Cost;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a change costs, counted: what changed times who subscribed to it, and nothing for what there is besides. */
class CostTest {
    private static final int FEW = 1_000;
    private static final int MANY = 100_000;
    private static final int NAMING = 100;
    private static final int NAMES = 20;
    private static final int HOLDING_ALL = 10;

    /** A service that every client names. */
    private static final String POPULAR = Registered.name(0);
    /** A service that two clients name. */
    private static final String RARE = Registered.name(500);

    @Test
    void aChangedEndpointIsEncodedOnceForAllThatNameIt() {
        Cost cost = naming(FEW).costOf(CostTest::anEndpointChanges);

        assertThat(cost.projection().encoded()).isEqualTo(1);
        assertThat(cost.projection().compared()).isEqualTo(1);
        assertThat(cost.sessions().lookedAt()).isEqualTo(NAMING);
        assertThat(cost.sessions().responses()).isEqualTo(NAMING);
        assertThat(cost.sessions().resources()).isEqualTo(NAMING);
    }

    @Test
    void aChangedEndpointIsSentToNobodyWhoDidNotNameIt() {
        Cost cost = naming(FEW).costOf(registered -> registered.weighs(RARE, 2));

        assertThat(cost.sessions().responses()).isEqualTo(2);
    }

    @Test
    void aChangedEndpointIsSentWithLittleAroundIt() {
        Cost cost = naming(FEW).costOf(CostTest::anEndpointChanges);

        assertThat(cost.bytes() / NAMING - cost.projection().bytes()).isBetween(0L, 100L);
    }

    @Test
    void aChangedEndpointCostsTheSameAmongManyForClientsThatNameIt() {
        assertThat(naming(MANY).costOf(CostTest::anEndpointChanges))
                .isEqualTo(naming(FEW).costOf(CostTest::anEndpointChanges));
    }

    @Test
    void aChangeCostsTheSameAmongManyForClientsThatHoldEverything() {
        Counted few = holdingAll(FEW);
        Counted many = holdingAll(MANY);

        Cost changed = many.costOf(CostTest::anEndpointChanges);
        assertThat(changed).isEqualTo(few.costOf(CostTest::anEndpointChanges));
        assertThat(changed.projection().encoded()).isEqualTo(1);
        assertThat(changed.sessions().resources()).isEqualTo(HOLDING_ALL);

        Cost another = many.costOf(CostTest::aServiceAppears);
        assertThat(another).isEqualTo(few.costOf(CostTest::aServiceAppears));
        assertThat(another.projection().encoded()).isEqualTo(2);
        assertThat(another.projection().compared()).isEqualTo(2);
        assertThat(another.sessions().lookedAt()).isEqualTo(HOLDING_ALL);
        assertThat(another.sessions().resources()).isEqualTo(2 * HOLDING_ALL);
    }

    @Test
    void P81_aServiceMoreCostsNothingForClientsThatHoldAllListeners() {
        Counted counted = new Counted(FEW).connectToListeners();

        Cost cost = counted.costOf(CostTest::aServiceAppears);
        assertThat(cost.sessions()).isEqualTo(new Journal.Work(1, 0, 0, 0));
        assertThat(counted.isQuiet()).isTrue();
    }

    @Test
    void C9_nothingNewIsSentToNobody() {
        Counted counted = naming(FEW);

        assertThat(counted.costOf(CostTest::nothingChanges).sessions()).isEqualTo(new Journal.Work(0, 0, 0, 0));
        assertThat(counted.isQuiet()).isTrue();
    }

    @Test
    void C9_nothingNewIsSentToNobodyThatHoldsEverything() {
        Counted counted = holdingAll(FEW);

        assertThat(counted.costOf(CostTest::nothingChanges).sessions()).isEqualTo(new Journal.Work(0, 0, 0, 0));
        assertThat(counted.isQuiet()).isTrue();
    }

    @Test
    void aStateOfTheWorldClientIsSentOnlyTheAssignmentThatChanged() {
        Counted few = new Counted(FEW).connectSotw(names(NAMES));
        Counted many = new Counted(MANY).connectSotw(names(MANY));

        Cost cost = many.costOf(CostTest::anEndpointChanges);
        assertThat(cost).isEqualTo(few.costOf(CostTest::anEndpointChanges));
        assertThat(cost.sessions()).isEqualTo(new Journal.Work(1, 1, 1, 1));
        assertThat(cost.bytes() - cost.projection().bytes()).isBetween(0L, 200L);
    }

    @Test
    void C9_nothingNewIsSentToNoStateOfTheWorldClient() {
        Counted counted = new Counted(FEW).connectSotw(names(NAMES));

        assertThat(counted.costOf(CostTest::nothingChanges).sessions()).isEqualTo(new Journal.Work(0, 0, 0, 0));
        assertThat(counted.costOf(registered -> registered.weighs(RARE, 2)).sessions())
                .isEqualTo(new Journal.Work(1, 0, 0, 0));
        assertThat(counted.isQuiet()).isTrue();
    }

    private static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(Registered::name).toList();
    }

    private static void anEndpointChanges(Registered registered) {
        registered.weighs(POPULAR, 2);
    }

    private static void aServiceAppears(Registered registered) {
        registered.registers("service-another");
    }

    /** The endpoint is written again as it is. */
    private static void nothingChanges(Registered registered) {
        registered.weighs(POPULAR, 1);
    }

    /** Clients of the popular service and of others, of which each is named twice. */
    private static Counted naming(int services) {
        Counted counted = new Counted(services);
        for (int client = 0; client < NAMING; client++) {
            List<String> names = new ArrayList<>(List.of(POPULAR));
            for (int i = 1; i < NAMES; i++) {
                names.add(Registered.name(1 + (client * (NAMES - 1) + i) % (NAMING * (NAMES - 1) / 2)));
            }
            counted.connect(names);
        }
        return counted;
    }

    private static Counted holdingAll(int services) {
        Counted counted = new Counted(services);
        for (int client = 0; client < HOLDING_ALL; client++) {
            counted.connect(List.of("*"));
        }
        return counted;
    }
}
