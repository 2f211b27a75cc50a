package dev.roster.system;

import java.util.List;
import java.util.stream.IntStream;

/** Several upstreams of one service: {@code <service>-1}, {@code <service>-2} and so on. */
record Upstreams(List<Upstream> all) implements AutoCloseable {
    Upstreams {
        all = List.copyOf(all);
    }

    static Upstreams start(String service, int count) {
        return new Upstreams(IntStream.rangeClosed(1, count)
                .mapToObj(number -> Upstream.start(service + "-" + number))
                .toList());
    }

    Upstream get(int index) {
        return all.get(index);
    }

    List<String> names() {
        return all.stream().map(Upstream::name).toList();
    }

    @Override
    public void close() {
        all.forEach(Upstream::close);
    }
}
