package dev.roster.registry.api;

import dev.roster.TestPostgres;
import dev.roster.registry.RegistryAlone;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Vertx;
import io.vertx.core.http.*;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(RegistryAlone.class)
@WithTestResource(TestPostgres.class)
class ProbeTest {
    @TestHTTPResource
    URI root;

    @Inject
    Vertx vertx;

    @Inject
    io.vertx.mutiny.sqlclient.Pool pool;

    void run(int clients, int total, String label) throws Exception {
        HttpClient client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setMaxPoolSize(clients)
                        .setDefaultHost(root.getHost())
                        .setDefaultPort(root.getPort()),
                new PoolOptions().setHttp1MaxSize(clients));
        AtomicInteger next = new AtomicInteger();
        AtomicInteger bad = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(total);
        var lat = new ConcurrentLinkedQueue<Long>();
        long start = System.nanoTime();
        class Loop {
            void go() {
                int n = next.getAndIncrement();
                if (n >= total) return;
                long t = System.nanoTime();
                client.request(HttpMethod.POST, "/endpoints")
                        .compose(r -> r.putHeader("content-type", "application/json")
                                .send("{\"service\":\"" + label + "\",\"address\":\"10." + n / 65536 + "."
                                        + n / 256 % 256 + "." + n % 256 + "\",\"port_value\":80}"))
                        .compose(r -> r.body().map(b -> r))
                        .onComplete(r -> {
                            lat.add(System.nanoTime() - t);
                            if (r.failed() || r.result().statusCode() / 100 != 2) bad.incrementAndGet();
                            done.countDown();
                            go();
                        });
            }
        }
        for (int i = 0; i < clients; i++) new Loop().go();
        done.await();
        double s = (System.nanoTime() - start) / 1e9;
        var sorted = lat.stream().sorted().toList();
        System.out.println("PROBE " + label + " clients=" + clients + " rate=" + (int) (total / s) + "/s p50="
                + sorted.get(total / 2) / 1000 + "us p99=" + sorted.get(total * 99 / 100) / 1000 + "us bad=" + bad);
        client.close();
    }

    void floor(int total) throws Exception {
        long start = System.nanoTime();
        var lat = new java.util.ArrayList<Long>();
        for (int n = 0; n < total; n++) {
            long t = System.nanoTime();
            pool.preparedQuery("insert into service(name) values ($1) on conflict do nothing")
                    .execute(io.vertx.mutiny.sqlclient.Tuple.of("f" + start + n))
                    .await()
                    .indefinitely();
            lat.add(System.nanoTime() - t);
        }
        lat.sort(null);
        System.out.println(
                "PROBE floor 1 client p50=" + lat.get(total / 2) / 1000 + "us p99=" + lat.get(total * 99 / 100) / 1000);
    }

    @Test
    void probe() throws Exception {
        for (int i = 0; i < 3; i++) {
            floor(1000);
            run(1, 2000, "one" + i);
            run(64, 20000, "many" + i);
            run(64, 20000, "many" + i);
        }
    }
}
