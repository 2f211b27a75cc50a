package dev.roster.resource;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.roster.envoy.EnvoyJson;
import dev.roster.envoy.InvalidEnvoyJson;
import dev.roster.envoy.ResourceType;
import jakarta.inject.Singleton;

/** Resources as the database holds them: Envoy's JSON, sealed where it is a secret. Thread-safe. */
@Singleton
public final class StoredForm {
    private final EnvoyJson json;
    private final Secrets secrets;

    public StoredForm(EnvoyJson json, Secrets secrets) {
        this.json = json;
        this.secrets = secrets;
    }

    /** Fails when what is stored is no such message, or a secret that cannot be opened here. */
    public Resource read(StoredResource stored) throws InvalidEnvoyJson {
        if (stored.key().type() != ResourceType.SECRET) {
            return read(stored, stored.body(), ByteString.EMPTY);
        }
        Secrets.Opened secret = secrets.open(stored.key(), stored.body());
        try {
            return read(stored, secret.body(), secret.salt());
        } catch (InvalidEnvoyJson e) {
            throw new InvalidEnvoyJson("what it holds is no Secret"); // and what it is instead is nobody's business
        }
    }

    private Resource read(StoredResource stored, String body, ByteString salt) throws InvalidEnvoyJson {
        Message.Builder message = stored.key().type().prototype().newBuilderForType();
        json.parse(body, message);
        return new Resource(stored.key(), message.build(), stored.ttl(), salt);
    }

    StoredResource write(Resource resource) {
        String body = json.print(resource.message());
        return new StoredResource(
                resource.key(),
                resource.key().type() == ResourceType.SECRET
                        ? secrets.seal(resource.key(), new Secrets.Opened(resource.salt(), body))
                        : body,
                resource.ttl());
    }
}
