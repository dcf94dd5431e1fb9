//! The same scenario gives the same timeline, to the last octet, natively and in WebAssembly.
//!
//! `TIMELINES` is a folder that the native example `timelines` has written. Built for WebAssembly, this test makes the
//! same timelines there and compares. Built natively, it makes them twice.

mod support;

#[cfg(not(target_arch = "wasm32"))]
#[test]
fn the_same_scenarios_give_the_same_timelines_again() {
    assert!(support::timelines() == support::timelines());
}

#[cfg(target_arch = "wasm32")]
#[wasm_bindgen_test::wasm_bindgen_test]
fn webassembly_gives_what_the_native_build_gave() {
    const NATIVE: &[u8] = include_bytes!(concat!(env!("TIMELINES"), "/timelines.json"));
    let here = support::timelines();
    assert!(NATIVE.len() > 100_000);
    let differs = NATIVE.iter().zip(&here).position(|(native, here)| native != here);
    assert_eq!(differs, None, "the first octet that differs");
    assert_eq!(here.len(), NATIVE.len());
}
