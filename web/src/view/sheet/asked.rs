//! The questions of a sheet. Each is made when it is first looked at, and kept.

use std::cell::RefCell;
use std::rc::Rc;

use quiz::Task;
use quiz::sheet::{Given, Item, Sheet};

use crate::library;

/// A sheet with its questions.
pub(super) struct Asked {
    pub(super) sheet: Sheet,
    items: Vec<Item>,
    tasks: RefCell<Vec<Option<Rc<Task>>>>,
}

/// Two of the same sheet are the same.
impl PartialEq for Asked {
    fn eq(&self, other: &Asked) -> bool {
        self.sheet == other.sheet
    }
}

impl Asked {
    /// The questions of `sheet`, if its lessons are in the page.
    pub(super) fn new(sheet: Sheet) -> Option<Asked> {
        let are_there = sheet.lessons.iter().all(|id| library::find(id).is_some());
        are_there.then(|| {
            let items = sheet.items(library::find);
            let tasks = RefCell::new(vec![None; items.len()]);
            Asked { sheet, items, tasks }
        })
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.items.len()
    }

    /// The question at `place`, from 0.
    pub(super) fn at(&self, place: usize) -> Option<(&Item, Rc<Task>)> {
        let item = self.items.get(place)?;
        let known = self.tasks.borrow().get(place).cloned().flatten();
        let task = known.unwrap_or_else(|| {
            let task = Rc::new(item.task());
            if let Some(kept) = self.tasks.borrow_mut().get_mut(place) {
                *kept = Some(task.clone());
            }
            task
        });
        Some((item, task))
    }

    /// Whether what was answered to the question at `place` is not right, and may be answered again.
    pub(super) fn may_be_answered_again(&self, place: usize, given: &Given) -> bool {
        let is_right = self.at(place).is_some_and(|(_, task)| given.right(&task) == task.asked().len());
        !is_right && self.sheet.allows_another(given.attempts)
    }

    /// All of them.
    pub(super) fn all(&self) -> Vec<(&Item, Rc<Task>)> {
        (0..self.count()).filter_map(|place| self.at(place)).collect()
    }
}
