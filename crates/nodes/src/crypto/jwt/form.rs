//! The fields of JWT.

use sdk::{Param, ParamKind, Show, ShowRule};

use super::ALGORITHMS;

pub(super) fn params() -> Vec<Param> {
    let when = |operations: &[&str]| Show::when("operation", operations);
    let json = |on: bool| when(&["sign"]).and(ShowRule::Is("useJson".to_owned(), vec![on.into()]));
    let algorithms: Vec<_> = ALGORITHMS.iter().map(|name| (*name, *name)).collect();
    let claims = vec![
        Param::text("audience", "Audience")
            .help("Who the token is for.")
            .example("https://example.com"),
        Param::number("expiresIn", "Expires in", 3600.0)
            .help("How long the token lasts, in seconds.")
            .example("3600"),
        Param::text("issuer", "Issuer")
            .help("Who made the token.")
            .example("https://example.com"),
        Param::text("jwtid", "Token ID")
            .help("Tells the token from all others.")
            .example("123456"),
        Param::number("notBefore", "Not before", 0.0)
            .help("When the token begins to count, in seconds since 1970.")
            .example("1767225600"),
        Param::text("subject", "Subject")
            .help("Whom the token speaks of.")
            .example("user-7"),
    ];
    vec![
        Param::choice(
            "operation",
            "What to do",
            &[
                ("sign", "Sign"),
                ("verify", "Verify"),
                ("decode", "Read without verifying"),
            ],
        )
        .help("What happens with the token."),
        Param::switch("useJson", "Write the claims as JSON", false)
            .help("Gives the claims as JSON instead of single fields.")
            .show(when(&["sign"])),
        Param::fields("claims", "Claims", claims)
            .help("What the token says.")
            .show(json(false)),
        Param::new("claimsJson", "Claims as JSON", ParamKind::Json)
            .or("{\n  \"my_field_1\": \"value 1\",\n  \"my_field_2\": \"value 2\"\n}\n")
            .help("What the token says.")
            .example("{ \"iss\": \"me\" }")
            .show(json(true)),
        Param::new("token", "Token", ParamKind::Secret)
            .or("")
            .required()
            .help("The token to verify or read.")
            .show(when(&["verify", "decode"])),
        Param::fields(
            "options",
            "Options",
            vec![
                Param::switch("complete", "Return header and signature too", false)
                    .help("Gives the whole token, not only its claims."),
                Param::switch("ignoreExpiration", "Ignore expiration", false)
                    .help("Takes tokens that have run out."),
                Param::switch("ignoreNotBefore", "Ignore not before", false)
                    .help("Takes tokens that do not count yet."),
                Param::number("clockTolerance", "Clock tolerance", 0.0)
                    .help("How many seconds clocks may differ.")
                    .example("5"),
                Param::text("kid", "Key ID")
                    .help("Says in the token which key signed it.")
                    .example("123456"),
                Param::choice("algorithm", "Override algorithm", &algorithms)
                    .help("Signs or verifies in another way than the credential says."),
            ],
        )
        .help("More about signing and verifying."),
    ]
}
