//! Which edges this learner has seen taken. It is kept in the browser, and done without where nothing can be kept.

use lessons::states::{EdgeId, Standing};
use yew::prelude::*;

use crate::browser::{keep, kept};

/// Under which name the browser keeps it.
const NAME: &str = "synackademy.edges";

/// A set of edges.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Edges(u64);

impl Edges {
    pub(super) fn insert(&mut self, edge: EdgeId) {
        self.0 |= 1 << edge.index();
    }

    pub(super) fn contains(self, edge: EdgeId) -> bool {
        self.0 & (1 << edge.index()) != 0
    }

    /// How many of them the figure draws, or how many it does not.
    pub(super) fn count(self, drawn: bool) -> usize {
        EdgeId::all().filter(|edge| self.contains(*edge) && is_drawn(*edge) == drawn).count()
    }

    /// The names of its edges. Those that nothing is known of are left out when it is read.
    fn text(self) -> String {
        let names: Vec<String> = EdgeId::all().filter(|edge| self.contains(*edge)).map(EdgeId::slug).collect();
        names.join(" ")
    }

    fn read(text: &str) -> Edges {
        let mut edges = Edges::default();
        text.split(' ').filter_map(EdgeId::find).for_each(|edge| edges.insert(edge));
        edges
    }
}

impl FromIterator<EdgeId> for Edges {
    fn from_iter<T: IntoIterator<Item = EdgeId>>(edges: T) -> Edges {
        let mut set = Edges::default();
        edges.into_iter().for_each(|edge| set.insert(edge));
        set
    }
}

/// Whether the figure draws this edge.
pub(super) fn is_drawn(edge: EdgeId) -> bool {
    edge.edge().standing == Standing::Drawn
}

/// How many edges the figure draws, or how many there are besides.
pub(super) fn all(drawn: bool) -> usize {
    EdgeId::all().filter(|edge| is_drawn(*edge) == drawn).count()
}

/// The edges that were seen, now that those of `taken` are, and how they are forgotten.
#[hook]
pub(super) fn use_seen(taken: Edges) -> (Edges, Callback<MouseEvent>) {
    let seen = use_state_eq(|| kept(NAME).map(|text| Edges::read(&text)).unwrap_or_default());
    let before = use_mut_ref(Edges::default);
    {
        let seen = seen.clone();
        use_effect_with(taken, move |taken| {
            // What was taken before is not seen again, so that what is forgotten stays so.
            let new = Edges(taken.0 & !before.replace(*taken).0);
            let all = Edges(seen.0 | new.0);
            if all != *seen {
                keep(NAME, &all.text());
                seen.set(all);
            }
        });
    }
    let now = *seen;
    let forget = use_callback((), move |_, ()| {
        keep(NAME, "");
        seen.set(Edges::default());
    });
    (now, forget)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_read_again_and_what_is_unknown_left_out() {
        let edges: Edges = EdgeId::all().step_by(3).collect();
        assert_eq!(Edges::read(&edges.text()), edges);
        assert_eq!(Edges::read("closed.listen closed.moon"), EdgeId::find("closed.listen").into_iter().collect());
        assert_eq!(Edges::read("").count(true), 0);
    }

    #[test]
    fn edges_of_the_figure_and_beyond_it_are_counted_apart() {
        let whole: Edges = EdgeId::all().collect();
        assert_eq!((whole.count(true), whole.count(false)), (all(true), all(false)));
        assert_eq!((all(true), all(false)), (20, EdgeId::COUNT - 20));
    }
}
