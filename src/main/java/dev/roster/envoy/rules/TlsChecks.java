package dev.roster.envoy.rules;

import com.google.common.base.Utf8;
import dev.roster.envoy.FieldPath;
import dev.roster.envoy.Findings;
import io.envoyproxy.envoy.config.core.v3.DataSource;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CertificateValidationContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CommonTlsContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.Secret;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.Secret.TypeCase;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.TlsCertificate;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.TlsSessionTicketKeys;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext;
import java.util.List;

/** Certificates, keys, and who needs them. What they hold is not looked at but for its length. */
final class TlsChecks {
    static final List<MessageCheck<?>> ALL = List.of(
            MessageCheck.on(DownstreamTlsContext.getDefaultInstance(), TlsChecks::server),
            MessageCheck.on(UpstreamTlsContext.getDefaultInstance(), TlsChecks::client),
            MessageCheck.on(CommonTlsContext.getDefaultInstance(), TlsChecks::names),
            MessageCheck.on(TlsCertificate.getDefaultInstance(), TlsChecks::certificate),
            MessageCheck.on(TlsSessionTicketKeys.getDefaultInstance(), TlsChecks::ticketKeys),
            MessageCheck.on(Secret.getDefaultInstance(), TlsChecks::secret));

    private static final int TICKET_KEY = 80;

    private TlsChecks() {}

    private static void server(DownstreamTlsContext context, FieldPath at, Findings findings) {
        CommonTlsContext common = context.getCommonTlsContext();
        FieldPath field = at.field("common_tls_context");
        boolean written = common.getTlsCertificatesCount() > 0;
        boolean discovered = common.getTlsCertificateSdsSecretConfigsCount() > 0;
        if (written && discovered) {
            findings.violate(
                    field.field("tls_certificates"), "", "must not be set beside tls_certificate_sds_secret_configs");
        } else if (!written && !discovered && !isProvided(common)) {
            findings.violate(field, "", "must have a certificate");
        }
    }

    private static boolean isProvided(CommonTlsContext context) {
        return context.hasTlsCertificateProviderInstance() || context.hasCustomTlsCertificateSelector();
    }

    private static void client(UpstreamTlsContext context, FieldPath at, Findings findings) {
        CommonTlsContext common = context.getCommonTlsContext();
        int certificates = common.getTlsCertificatesCount() + common.getTlsCertificateSdsSecretConfigsCount();
        if (certificates > 1) {
            findings.violate(
                    at.field("common_tls_context"), certificates + " certificates", "must have at most 1 certificate");
        }
    }

    /** A name is worth what its issuer is. */
    private static void names(CommonTlsContext context, FieldPath at, Findings findings) {
        CertificateValidationContext validation = context.getValidationContext();
        boolean anyIssuer = !validation.hasTrustedCa()
                && !validation.hasSystemRootCerts()
                && !validation.hasCaCertificateProviderInstance()
                && !validation.hasCustomValidatorConfig();
        if (anyIssuer && validation.getMatchTypedSubjectAltNamesCount() > 0) {
            findings.violate(at.field("validation_context").field("trusted_ca"), "", "is required to check names by");
        }
    }

    private static void certificate(TlsCertificate certificate, FieldPath at, Findings findings) {
        if (certificate.hasPkcs12()) {
            return;
        }
        if (!certificate.hasCertificateChain()) {
            findings.violate(at.field("certificate_chain"), "", "is required");
        }
        if (!certificate.hasPrivateKey() && !certificate.hasPrivateKeyProvider()) {
            findings.violate(at.field("private_key"), "", "is required");
        }
    }

    private static void ticketKeys(TlsSessionTicketKeys keys, FieldPath at, Findings findings) {
        for (int i = 0; i < keys.getKeysCount(); i++) {
            DataSource key = keys.getKeys(i);
            int length = key.hasInlineBytes() ? key.getInlineBytes().size() : Utf8.encodedLength(key.getInlineString());
            if ((key.hasInlineBytes() || key.hasInlineString()) && length != TICKET_KEY) {
                findings.violate(at.field("keys").item(i), "", "must be 80 bytes long");
            }
        }
    }

    private static void secret(Secret secret, FieldPath at, Findings findings) {
        if (secret.getTypeCase() == TypeCase.TYPE_NOT_SET) {
            findings.violate(
                    at.field("type"),
                    "",
                    "is required: one of tls_certificate, session_ticket_keys, validation_context, generic_secret");
        }
    }
}
