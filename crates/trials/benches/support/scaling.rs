//! What one segment costs where much else is: measured for several sizes and held beside each other.
#![allow(dead_code, reason = "not every benchmark measures this")]

use std::time::Duration;

use criterion::{BenchmarkId, Criterion, Throughput};

use super::median;

/// Few samples, each short: what is looked for is a cost that grows, not its third digit.
pub(crate) fn criterion() -> Criterion {
    Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(1))
        .measurement_time(Duration::from_millis(500))
        .configure_from_args()
}

/// How long it took, and for how many segments.
pub(crate) type Cost = (Duration, u32);

/// Measures what one segment costs for each size, and prints it with the ratio of the largest to the smallest.
pub(crate) fn measure(criterion: &mut Criterion, name: &str, sizes: &[u32], run: impl Fn(u32) -> Cost) {
    let mut group = criterion.benchmark_group(name);
    group.throughput(Throughput::Elements(1));
    let mut costs = Vec::new();
    for size in sizes {
        let mut samples = Vec::new();
        group.bench_with_input(BenchmarkId::from_parameter(size), size, |bencher, size| {
            bencher.iter_custom(|times| {
                let (time, segments) = run(*size);
                samples.push(time / segments);
                // So much would it take to do this with as many segments as criterion asks for.
                time.mul_f64(times as f64 / f64::from(segments))
            });
        });
        costs.push((*size, median(samples)));
    }
    group.finish();
    println!("Cost per segment, {name}:");
    for (size, cost) in &costs {
        println!("  {size:>9}  {:>8.1} ns", cost.as_secs_f64() * 1e9);
    }
    let all = || costs.iter().map(|(_, cost)| cost.as_secs_f64());
    let ratio = all().fold(0.0, f64::max) / all().fold(f64::INFINITY, f64::min);
    println!("{name}: the largest cost is {ratio:.2} x the smallest");
}
