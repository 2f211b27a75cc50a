package dev.roster.system;

import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ServerCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A real gRPC server that answers every call with its own name. */
final class GrpcUpstream implements AutoCloseable {
    /** The one method that such servers have: nothing is asked, a name is answered. */
    static final MethodDescriptor<String, String> NAME = MethodDescriptor.<String, String>newBuilder()
            .setType(MethodType.UNARY)
            .setFullMethodName("roster.test.Upstream/Name")
            .setRequestMarshaller(new Text())
            .setResponseMarshaller(new Text())
            .build();

    private final String name;
    private final Server server;

    private GrpcUpstream(String name, Server server) {
        this.name = name;
        this.server = server;
    }

    static GrpcUpstream start(String name) {
        ServerServiceDefinition service = ServerServiceDefinition.builder("roster.test.Upstream")
                .addMethod(NAME, ServerCalls.asyncUnaryCall((nothing, answer) -> {
                    answer.onNext(name);
                    answer.onCompleted();
                }))
                .build();
        try {
            Server server = Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
                    .addService(service)
                    .build()
                    .start();
            return new GrpcUpstream(name, server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return name;
    }

    int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    /** A message that is a text and nothing else. */
    private static final class Text implements Marshaller<String> {
        @Override
        public InputStream stream(String value) {
            return new ByteArrayInputStream(value.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String parse(InputStream stream) {
            try {
                return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
