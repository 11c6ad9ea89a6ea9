//! The worker as a program of its own, for the tests of this crate and of those that use it.

fn main() {
    sandbox::worker_main()
}
