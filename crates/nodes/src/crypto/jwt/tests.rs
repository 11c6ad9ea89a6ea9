//! Tests of JWT.

use std::sync::Arc;

use sdk::testkit::{self, TestHost};
use sdk::{Authorization, Map, Value, json};

use super::Jwt;

const EC_PRIVATE: &str = "-----BEGIN PRIVATE KEY-----MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgevZzL1gdAFr88hb2OF/2NxApJCzGCEDdfSp6VQO30hyhRANCAAQRWz+jn65BtOMvdyHKcvjBeBSDZH2r1RTwjmYSi9R/zpBnuQ4EiMnCqfMPWiZqB4QdbAd0E7oH50VpuZ1P087G-----END PRIVATE KEY-----";
const EC_PUBLIC: &str = "-----BEGIN PUBLIC KEY-----MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEEVs/o5+uQbTjL3chynL4wXgUg2R9q9UU8I5mEovUf86QZ7kOBIjJwqnzD1omageEHWwHdBO6B+dFabmdT9POxg==-----END PUBLIC KEY-----";

fn host(fields: Value, now_ms: i64) -> Arc<TestHost> {
    let fields = fields.as_object().cloned().unwrap();
    Arc::new(TestHost::new().at(now_ms).with_credential(
        "jwtAuth",
        Authorization {
            fields,
            ..Authorization::default()
        },
    ))
}

fn secret() -> Value {
    json!({ "keyType": "passphrase", "secret": "baz", "algorithm": "HS256" })
}

async fn run(fields: Value, now_ms: i64, params: Value) -> Result<Map, sdk::Error> {
    let out = testkit::run(Jwt)
        .params(params)
        .host(host(fields, now_ms))
        .items([json!({})])
        .await?;
    Ok(out.json(0)[0].as_object().cloned().unwrap())
}

#[tokio::test]
async fn signs_and_verifies() {
    let curve = json!({ "keyType": "pemKey", "privateKey": EC_PRIVATE, "publicKey": EC_PUBLIC, "algorithm": "ES256" });
    for fields in [secret(), curve] {
        let claims = json!({ "audience": "test", "jwtid": "123" });
        let signed = run(
            fields.clone(),
            5_000,
            json!({ "claims": claims, "options": { "kid": "k" } }),
        )
        .await
        .unwrap();
        let token = signed.get("token").unwrap();
        for operation in ["verify", "decode"] {
            let params =
                json!({ "operation": operation, "token": token, "options": { "complete": true } });
            let read = run(fields.clone(), 5_000, params).await.unwrap();
            assert_eq!(
                read.get("payload").unwrap(),
                &json!({ "audience": "test", "jwtid": "123", "iat": 5 })
            );
            assert_eq!(read.get("header").unwrap()["kid"], "k");
        }
        let changed = format!("{}x", token.as_str().unwrap());
        assert!(
            run(
                fields,
                5_000,
                json!({ "operation": "verify", "token": changed })
            )
            .await
            .is_err()
        );
    }
}

#[tokio::test]
async fn a_known_token() {
    let token = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c";
    let fields =
        json!({ "keyType": "passphrase", "secret": "your-256-bit-secret", "algorithm": "HS256" });
    let read = run(fields, 0, json!({ "operation": "verify", "token": token }))
        .await
        .unwrap();
    assert_eq!(read.get("payload").unwrap()["name"], "John Doe");
}

#[tokio::test]
async fn time_counts() {
    let params = json!({ "useJson": true, "claimsJson": "{\"exp\": 100, \"nbf\": 50}" });
    let token = run(secret(), 0, params)
        .await
        .unwrap()
        .get("token")
        .cloned()
        .unwrap();
    for (now, options, good) in [
        (60_000, json!({}), true),
        (100_000, json!({}), false),
        (100_000, json!({ "ignoreExpiration": true }), true),
        (104_000, json!({ "clockTolerance": 5 }), true),
        (49_000, json!({}), false),
        (49_000, json!({ "ignoreNotBefore": true }), true),
    ] {
        let params = json!({ "operation": "verify", "token": &token, "options": &options });
        assert_eq!(
            run(secret(), now, params).await.is_ok(),
            good,
            "{now} {options}"
        );
    }
}

#[tokio::test]
async fn broken_tokens_are_errors() {
    for token in [
        "",
        "a.b",
        "a.b.c",
        "eyJhbGciOiJub25lIn0.e30.",
        "..",
        "💥.💥.💥",
    ] {
        assert!(
            run(
                secret(),
                0,
                json!({ "operation": "verify", "token": token })
            )
            .await
            .is_err(),
            "{token}"
        );
    }
    let none = run(secret(), 0, json!({ "options": { "algorithm": "none" } })).await;
    assert!(none.is_err());
}

#[tokio::test]
async fn reading_a_token_asks_for_no_credential() {
    let signed = run(secret(), 5_000, json!({ "claims": { "jwtid": "7" } }));
    let signed = signed.await.unwrap();
    let params = json!({ "operation": "decode", "token": signed.get("token").unwrap() });
    let read = testkit::run(Jwt).params(params).items([json!({})]).await;
    assert_eq!(read.unwrap().json(0)[0]["payload"]["jwtid"], "7");
    let params = json!({ "operation": "verify", "token": signed.get("token").unwrap() });
    let refused = testkit::run(Jwt).params(params).items([json!({})]).await;
    assert_eq!(refused.err().unwrap().code.as_str(), "credential.missing");
}
