//! Encrypted connections: rustls with ring, certificates judged by the system's
//! own store.
//!
//! ring rather than aws-lc: it needs only a C compiler, neither cmake nor nasm.
//! The system's certificates are read when the first certificate has to be
//! judged, not before, so that plain HTTP costs nothing and a machine without
//! any certificates fails with a sentence, at the host that needed them.

use std::sync::{Arc, OnceLock};

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, WebPkiSupportedAlgorithms, ring};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, DigitallySignedStruct, Error, SignatureScheme};
use rustls_platform_verifier::Verifier;

/// What every TLS connection of a client is made with. The system's certificates
/// are read once for all of them.
pub(crate) struct Trust {
    provider: Arc<CryptoProvider>,
    strict: Arc<SystemJudge>,
}

impl Trust {
    /// The system's certificates and these, in DER.
    pub fn new(extra_roots: &[Vec<u8>]) -> Self {
        let provider = Arc::new(ring::default_provider());
        let strict = SystemJudge {
            provider: provider.clone(),
            algorithms: provider.signature_verification_algorithms,
            extra_roots: extra_roots
                .iter()
                .cloned()
                .map(CertificateDer::from)
                .collect(),
            verifier: OnceLock::new(),
        };
        Self {
            provider,
            strict: Arc::new(strict),
        }
    }

    /// Settings for a connection whose certificate is judged, or not.
    pub fn config(&self, verify: bool, alpn: &[&str]) -> Result<ClientConfig, Error> {
        let judge: Arc<dyn ServerCertVerifier> = if verify {
            self.strict.clone()
        } else {
            Arc::new(NoJudge {
                algorithms: self.strict.algorithms,
            })
        };
        let mut config = ClientConfig::builder_with_provider(self.provider.clone())
            .with_safe_default_protocol_versions()?
            .dangerous()
            .with_custom_certificate_verifier(judge)
            .with_no_client_auth();
        config.alpn_protocols = alpn.iter().map(|name| name.as_bytes().to_vec()).collect();
        Ok(config)
    }
}

/// Asks the system's verifier, made at the first question.
#[derive(Debug)]
struct SystemJudge {
    provider: Arc<CryptoProvider>,
    algorithms: WebPkiSupportedAlgorithms,
    extra_roots: Vec<CertificateDer<'static>>,
    verifier: OnceLock<Result<Verifier, Error>>,
}

impl SystemJudge {
    fn verifier(&self) -> Result<&Verifier, Error> {
        let make = || {
            let roots = self.extra_roots.iter().cloned();
            Verifier::new_with_extra_roots(roots, self.provider.clone())
        };
        self.verifier
            .get_or_init(make)
            .as_ref()
            .map_err(Clone::clone)
    }
}

impl ServerCertVerifier for SystemJudge {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        self.verifier()?.verify_server_cert(
            end_entity,
            intermediates,
            server_name,
            ocsp_response,
            now,
        )
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        rustls::crypto::verify_tls12_signature(message, cert, dss, &self.algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        rustls::crypto::verify_tls13_signature(message, cert, dss, &self.algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.algorithms.supported_schemes()
    }
}

/// Accepts any certificate, for the person who ticked "ignore certificate
/// problems". Signatures are still checked: whoever answers must own the key of
/// the certificate shown.
#[derive(Debug)]
struct NoJudge {
    algorithms: WebPkiSupportedAlgorithms,
}

impl ServerCertVerifier for NoJudge {
    fn verify_server_cert(
        &self,
        _end_entity: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _server_name: &ServerName<'_>,
        _ocsp_response: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        rustls::crypto::verify_tls12_signature(message, cert, dss, &self.algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        rustls::crypto::verify_tls13_signature(message, cert, dss, &self.algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.algorithms.supported_schemes()
    }
}
