package dev.roster.rest;

import dev.roster.request.BadRequest;
import dev.roster.request.BadRequestException;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Refuses a body that was not announced as soon as it has grown over the limit. Immutable. */
@Provider
public final class BodyReader implements ReaderInterceptor {
    private final BodyLimit limit;

    BodyReader(BodyLimit limit) {
        this.limit = limit;
    }

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext body) throws IOException {
        body.setInputStream(new Counted(body.getInputStream(), limit.bytes()));
        return body.proceed();
    }

    /** Not thread-safe: one reader. */
    private static final class Counted extends FilterInputStream {
        private final long limit;
        private long count;

        private Counted(InputStream body, long limit) {
            super(body);
            this.limit = limit;
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            count(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = super.read(into, offset, length);
            count(Math.max(read, 0));
            return read;
        }

        private void count(int more) {
            count += more;
            if (count > limit) {
                throw new BadRequestException(new BadRequest.TooLarge(count, limit));
            }
        }
    }
}
