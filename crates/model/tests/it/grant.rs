//! Grants on tricky input: what is not clearly allowed is not.

use model::{Grant, Grants};

fn grants(texts: &[&str]) -> Grants {
    texts
        .iter()
        .map(|text| {
            text.parse::<Grant>()
                .unwrap_or_else(|error| panic!("{error}"))
        })
        .collect()
}

#[test]
fn grants_are_read_and_written() {
    for (text, plain) in [
        ("host:localhost", "host:localhost"),
        ("host:LocalHost.:8080", "host:localhost:8080"),
        ("host:10.0.0.5:80", "host:10.0.0.5:80"),
        ("host:[::1]", "host:[::1]"),
        ("host:::1", "host:[::1]"),
        ("host:[::FFFF:127.0.0.1]:80", "host:127.0.0.1:80"),
        ("host:[2001:DB8:0::1]:443", "host:[2001:db8::1]:443"),
        ("host:*.Example.com", "host:*.example.com"),
        ("host:*", "host:*"),
        ("host:*:443", "host:*:443"),
        ("dir:/home/ada/data", "dir:/home/ada/data"),
        ("dir:/home/ada/../bob//x/./:ro", "dir:/home/bob/x:ro"),
        ("dir:/", "dir:/"),
        ("dir:c:\\data\\x:ro", "dir:C:\\data\\x:ro"),
        ("dir:C:/data", "dir:C:\\data"),
        ("dir:\\\\nas\\share\\x", "dir:\\\\nas\\share\\x"),
        ("command:git", "command:git"),
        ("command:*", "command:*"),
        (" env ", "env"),
    ] {
        let grant: Grant = text
            .parse()
            .unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(grant.to_string(), plain);
        assert_eq!(plain.parse(), Ok(grant));
    }
}

#[test]
fn what_is_no_grant_is_refused_in_words() {
    for text in [
        "",
        "localhost",
        "host",
        "host:",
        "host:a b",
        "host:a:99999",
        "host:a:0",
        "host:a:x",
        "host:a:+1",
        "host:[::1",
        "host:[x]",
        "host:::1:80:",
        "host:*.*.com",
        "host:*.",
        "host:a*.com",
        "host:*.127.0.0.1",
        "host:127.1",
        "host:0x7f000001",
        "host:a..b",
        "host:http://localhost",
        "host:bücher.example",
        "host:user@a",
        "dir:",
        "dir:data",
        "dir:./data",
        "dir:~/data",
        "dir:C:data",
        "dir://server/x",
        "dir:\\\\?\\C:\\x",
        "dir:\\\\.\\pipe\\x",
        "dir:/a\0b",
        "command:",
        "command: ",
        "command:a\nb",
        "env:HOME",
        "file:/x",
    ] {
        let error = text.parse::<Grant>().expect_err(text).to_string();
        assert!(error.ends_with('.') && error.contains('`'), "{error}");
    }
}

fn check_host(grant: &str, host: &str, port: u16, allowed: bool) {
    assert_eq!(
        grants(&[grant]).allows_host(host, port),
        allowed,
        "{grant} for {host} port {port}"
    );
}

#[test]
fn hosts() {
    for (grant, host, port, allowed) in [
        ("host:localhost", "localhost", 1, true),
        ("host:localhost", "LOCALHOST", 1, true),
        ("host:localhost", "localhost.", 1, true),
        ("host:localhost", "localhost..", 1, false),
        ("host:localhost", "notlocalhost", 1, false),
        ("host:localhost", "localhost.evil.example", 1, false),
        ("host:localhost", "127.0.0.1", 1, false),
        ("host:localhost:80", "localhost", 80, true),
        ("host:localhost:80", "localhost", 81, false),
        ("host:*.example.com", "a.example.com", 1, true),
        ("host:*.example.com", "a.b.EXAMPLE.com.", 1, true),
        ("host:*.example.com", "example.com", 1, false),
        ("host:*.example.com", "evilexample.com", 1, false),
        ("host:*.example.com", "a.example.com.evil.example", 1, false),
        ("host:*.example.com", ".example.com", 1, false),
        ("host:[::1]", "::1", 1, true),
        ("host:[::1]", "[::1]", 1, true),
        ("host:[::1]", "0:0:0:0:0:0:0:1", 1, true),
        ("host:127.0.0.1", "::ffff:127.0.0.1", 1, true),
        ("host:127.0.0.1", "[::ffff:7f00:1]", 1, true),
        ("host:127.0.0.1", "127.1", 1, false),
        ("host:127.0.0.1", "2130706433", 1, false),
        ("host:127.0.0.1", "0x7f.0.0.1", 1, false),
        ("host:10.0.0.5", "10.0.0.50", 1, false),
        ("host:*", "anything at all", 1, true),
        ("host:*:443", "169.254.169.254", 80, false),
        ("dir:/", "localhost", 1, false),
        ("env", "localhost", 1, false),
    ] {
        check_host(grant, host, port, allowed);
    }
}

#[test]
fn paths() {
    for (grant, path, write, allowed) in [
        ("dir:/data", "/data", true, true),
        ("dir:/data", "/data/a/b.csv", true, true),
        ("dir:/data", "/data/../data/x", false, true),
        ("dir:/data", "/data/../etc/passwd", false, false),
        ("dir:/data", "/data/a/../../etc", false, false),
        ("dir:/data", "/../data/x", false, true),
        ("dir:/data", "/database/x", false, false),
        ("dir:/data", "/DATA/x", false, false),
        ("dir:/data", "data/x", false, false),
        ("dir:/data", "./data/x", false, false),
        ("dir:/data", "", false, false),
        ("dir:/data", "/data/x\0/../../etc", false, false),
        ("dir:/data", "//data/x", false, false),
        ("dir:/data/", "/data//x/./y", true, true),
        ("dir:/data", "/data\\..\\x", false, false),
        ("dir:/data:ro", "/data/x", false, true),
        ("dir:/data:ro", "/data/x", true, false),
        ("dir:/", "/etc/passwd", true, true),
        ("dir:C:\\data", "c:/DATA/x", true, true),
        ("dir:C:\\data", "C:\\data\\..\\x", false, false),
        ("dir:C:\\data", "C:\\data.\\x", false, true),
        ("dir:C:\\data", "D:\\data\\x", false, false),
        ("dir:C:\\data", "C:data\\x", false, false),
        ("dir:C:\\data", "\\\\?\\C:\\data\\x", false, false),
        ("dir:C:\\data", "/data/x", false, false),
        ("dir:\\\\nas\\share", "\\\\NAS\\share\\x", false, true),
        (
            "dir:\\\\nas\\share",
            "\\\\nas\\share\\..\\..\\other\\x",
            false,
            true,
        ),
        ("dir:\\\\nas\\share", "\\\\nas\\other\\x", false, false),
        ("host:*", "/data", false, false),
    ] {
        assert_eq!(
            grants(&[grant]).allows_path(path, write),
            allowed,
            "{grant} for {path:?}, write: {write}"
        );
    }
}

#[cfg(not(windows))]
#[test]
fn commands() {
    for (given, line, allowed) in [
        (&["command:git"][..], "git log --oneline", true),
        (&["command:git"], "  git\tlog  ", true),
        (&["command:git"], "'git' log", true),
        (&["command:git"], "git log 'a; b' \"c && d\"", true),
        (
            &["command:git"],
            "git log $HOME --format=%H a=b *.txt",
            true,
        ),
        (&["command:git"], "git log \\\n --oneline", true),
        (
            &["command:git", "command:wc"],
            "git log | wc -l && git status; wc x &",
            true,
        ),
        (&["command:/usr/bin/git"], "/usr/bin/git log", true),
        (&["command:*"], "anything | $(at all) > there", true),
        (&["command:*"], "", false),
        (&[], "git", false),
        (&["command:git"], "", false),
        (&["command:git"], ";", false),
        (&["command:git"], "gitx", false),
        (&["command:git"], "/tmp/git log", false),
        (&["command:git"], "./git log", false),
        (&["command:git"], "git log; rm -rf /", false),
        (&["command:git"], "git log\nrm -rf /", false),
        (&["command:git"], "git log & rm x", false),
        (&["command:git"], "git log || rm x", false),
        (&["command:git"], "git log | sh", false),
        (&["command:git"], "git $(rm x)", false),
        (&["command:git"], "git \"$(rm x)\"", false),
        (&["command:git"], "git `rm x`", false),
        (&["command:git"], "git \"`rm x`\"", false),
        (&["command:git"], "git ${x:-y}", false),
        (&["command:git"], "git <(rm x)", false),
        (&["command:git"], "git > /etc/passwd", false),
        (&["command:git"], "git < /etc/passwd", false),
        (&["command:git"], "(git; rm x)", false),
        (&["command:git"], "{ git; }", false),
        (&["command:git"], "LD_PRELOAD=x git log", false),
        (&["command:git"], "$GIT log", false),
        (&["command:git"], "g\\it log", false),
        (&["command:git"], "g?t log", false),
        (&["command:git"], "\"$GIT\" log", false),
        (&["command:git"], "git 'unclosed", false),
        (&["command:git"], "git \"unclosed", false),
        (&["command:git"], "if true; then git; fi", false),
        (&["command:git"], "! git", false),
        (&["command:git"], "git\u{a0}log", false),
        (&["command:git"], "git log\r\nrm x", false),
        (&["command:git"], "git $'\\x3b'", false),
        (&["env"], "git", false),
    ] {
        assert_eq!(
            grants(given).allows_command(line),
            allowed,
            "{given:?} for {line:?}"
        );
    }
}

#[test]
fn the_environment() {
    assert!(grants(&["env"]).allows_env());
    assert!(!grants(&["command:env", "host:env", "dir:/env"]).allows_env());
    assert!(Grants::default().is_empty());
    assert_eq!(grants(&["env", "env"]).iter().len(), 1);
}
