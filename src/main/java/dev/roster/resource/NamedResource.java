package dev.roster.resource;

import com.google.protobuf.Message;

/** A resource and what it is called. Immutable. */
public record NamedResource(ResourceKey key, Message message) {}
