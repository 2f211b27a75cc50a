package dev.roster.xds.grpc;

import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.Message;
import dev.roster.envoy.ResourceType;
import dev.roster.xds.StreamKind;
import dev.roster.xds.Variant;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.grpc.BindableService;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.protobuf.ProtoServiceDescriptorSupplier;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import java.util.List;
import java.util.Optional;

/**
 * One of Envoy's discovery services, made of its descriptor: they differ in names alone. Its streams are served; what fetches
 * once is for REST. Immutable.
 *
 * @param only the one type of the service; none on the aggregated one
 */
record DiscoveryService(ServiceDescriptor service, Optional<ResourceType> only, Streams streams)
        implements BindableService {
    @Override
    public ServerServiceDefinition bindService() {
        List<? extends ServerMethodDefinition<?, ?>> methods = service.getMethods().stream()
                .filter(MethodDescriptor::isServerStreaming)
                .map(this::method)
                .toList();
        io.grpc.ServiceDescriptor.Builder described =
                io.grpc.ServiceDescriptor.newBuilder(service.getFullName()).setSchemaDescriptor(new Schema(service));
        methods.forEach(method -> described.addMethod(method.getMethodDescriptor()));
        ServerServiceDefinition.Builder bound = ServerServiceDefinition.builder(described.build());
        methods.forEach(bound::addMethod);
        return bound.build();
    }

    private ServerMethodDefinition<?, ?> method(MethodDescriptor method) {
        return method.getInputType().equals(DeltaDiscoveryRequest.getDescriptor())
                ? method(
                        method,
                        Variant.DELTA,
                        DeltaDiscoveryRequest.getDefaultInstance(),
                        DeltaDiscoveryResponse.getDefaultInstance())
                : method(
                        method,
                        Variant.SOTW,
                        DiscoveryRequest.getDefaultInstance(),
                        DiscoveryResponse.getDefaultInstance());
    }

    private <Q extends Message, R extends Message> ServerMethodDefinition<Q, R> method(
            MethodDescriptor method, Variant<Q, R> variant, Q request, R response) {
        StreamKind<Q, R> kind = new StreamKind<>(variant, only);
        return ServerMethodDefinition.create(
                io.grpc.MethodDescriptor.<Q, R>newBuilder()
                        .setType(MethodType.BIDI_STREAMING)
                        .setFullMethodName(io.grpc.MethodDescriptor.generateFullMethodName(
                                service.getFullName(), method.getName()))
                        .setRequestMarshaller(ProtoUtils.marshaller(request))
                        .setResponseMarshaller(ProtoUtils.marshaller(response))
                        .build(),
                ServerCalls.asyncBidiStreamingCall(
                        responses -> streams.open(kind, (ServerCallStreamObserver<R>) responses)));
    }

    /** What reflection tells of the service. */
    private record Schema(ServiceDescriptor service) implements ProtoServiceDescriptorSupplier {
        @Override
        public ServiceDescriptor getServiceDescriptor() {
            return service;
        }

        @Override
        public FileDescriptor getFileDescriptor() {
            return service.getFile();
        }
    }
}
