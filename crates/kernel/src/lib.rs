//! Our endpoint against the TCP of this machine's own kernel, through a TUN device in a network namespace.
//!
//! There is no library here, only `tests/kernel`: `cargo xtask test --only kernel` runs them where the machine allows
//! it (Linux, and the right to make a namespace). An endpoint that agrees with another of its own kind may share its
//! mistakes; the kernel's was written by others.
