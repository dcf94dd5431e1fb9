//! How soon a generated question is ready, beside what running its scenario takes: it has to be there within a frame, 16 ms.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use quiz::{Level, QuestionId, Skill, VERSION, generate};

/// Questions of each skill that are made one after the other.
const SEEDS: u64 = 20;

fn questions(criterion: &mut Criterion) {
    let ids: Vec<QuestionId> = Skill::ALL
        .into_iter()
        .flat_map(|skill| {
            let id = move |seed| QuestionId { seed, version: VERSION, index: 0, skill, level: Level::Three };
            (0..SEEDS).map(id)
        })
        .collect();
    let tasks: Vec<_> = ids.iter().map(|id| generate(*id)).collect();
    let mut group = criterion.benchmark_group("300 questions");
    group.bench_function("made", |bench| {
        bench.iter(|| ids.iter().map(|id| generate(*id).asked().len()).sum::<usize>());
    });
    group.bench_function("their scenarios run", |bench| {
        bench.iter(|| {
            for task in &tasks {
                black_box(sim::run(&task.question.scenario));
            }
        });
    });
    group.finish();
    for skill in Skill::ALL {
        let slowest = ids.iter().filter(|id| id.skill == skill).max_by_key(|id| quiz::attempts(**id));
        if let Some(id) = slowest {
            let name = format!("one question/{} of {} draws", skill.id(), quiz::attempts(*id));
            criterion.bench_function(&name, |bench| bench.iter(|| generate(black_box(*id))));
        }
    }
}

criterion_group!(benches, questions);
criterion_main!(benches);
