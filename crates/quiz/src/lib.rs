//! The quiz: what is asked of an exchange, what is right, and by which wrong rule a wrong answer came about.
//!
//! Everything is plain data and pure functions; whoever shows a quiz keeps a [`Task`], a [`Session`] and a [`Mastery`], and
//! nothing else.
//!
//! # A question
//!
//! A [`Task`] is a question with its run. There are two ways to one:
//!
//! - [`generate()`] makes it from a [`QuestionId`], which a [`Plan`] gives by number or [`Mastery::next`] by what is weak. Seed,
//!   version, index, skill and level decide it whole, the same natively and in WebAssembly; a test pins the questions of a
//!   [`VERSION`].
//! - [`Task::predict`] asks at any segment of any timeline: a lesson's, the lab's, or a capture's. [`askable`] says what can be
//!   asked there; of a capture only what is certain ([`Knows::Seen`]).
//!
//! Whatever its [`Form`], a task is a list of blanks: [`Task::asked`] gives each as a [`What`], [`Task::label`] its name,
//! [`Task::input`] what kind of field it wants, [`Task::judge`] the judgement of a [`Value`], [`Task::explain`] what is said of
//! that, [`Task::hint`] three hints. Before the answer is locked a page shows the entries of the timeline up to
//! [`Task::shown`] that it [`tells`](Task::tells), with [`Task::cover`] in place of what it names; for an order it shows the segments of [`Form::Order`] under
//! names that tell nothing of when they were sent, and for a figure [`Task::way`]. Afterwards it may show the whole run.
//!
//! ```
//! use quiz::{Input, Lang, Plan, Value, generate, read_number};
//!
//! let task = generate(Plan::new(7).question(0));
//! assert!(!task.prompt(Lang::En).is_empty());
//! for what in task.asked() {
//!     let given = match task.input(what) {
//!         Input::Number => Value::Number(read_number("1000+200").expect("a sum").value),
//!         Input::Flags | Input::NumberOrFlags => Value::Flags(quiz::read_flags("syn,ack").expect("names of bits")),
//!         Input::Choice(choices) => choices[0],
//!     };
//!     let judged = task.judge(what, given).expect("it is asked");
//!     let said = task.explain(&judged, Lang::Zh);
//!     assert!(!said.title.is_empty());
//! }
//! ```
//!
//! # What is typed
//!
//! [`read_number`], [`read_flags`] and [`read_state`] read what is typed, or say which character is wrong and what was expected.
//! A number alone may be 2^32 or more: then it is judged as it is, and a missing modulo is told. So is a sum where the modulo is
//! what is practised ([`Task::sums`], [`read_sum`]).
//!
//! # What is wrong
//!
//! A [`WrongRule`] answers from the same timeline as the right answer. A [`Slip`] is one rule or two at once; where several pairs
//! would explain an answer none is named, and [`Task::explain`] shows how the right one comes about.
//!
//! # For a class
//!
//! A [`Sheet`](sheet::Sheet) is a link's worth of questions, with what was answered, what that came to, and an answer key.
//!
//! # A lesson's own questions
//!
//! [`pose`] finds them in a run, [`grade`] judges an [`Answer`] to one, [`explain`] says why. Where a lesson asks nothing,
//! [`every_segment`] asks at each segment.

mod captured;
mod diagnosis;
mod draws;
mod every;
mod generate;
mod help;
mod input;
mod kept;
mod lesson;
mod mastery;
mod numbering;
mod observed;
mod options;
mod predict;
mod prompt;
mod rules;
mod session;
pub mod sheet;
mod skill;
mod task;
mod value;
mod words;

pub use captured::captured_questions;
pub use course::{Ask, Lang};
pub use diagnosis::{Diagnosis, explain, flags_text, right_text};
pub use every::{Every, every_segment};
pub use generate::{Form, Question, attempts, generate, skill_of};
pub use help::Help;
pub use input::{Entered, Expected, InputError, Sums, read_flags, read_number, read_state, read_sum};
pub use lesson::{Answer, Part, Posed, grade, judge, pose};
pub use mastery::{MASTERED, Mastery, ONE, Trace};
pub use observed::Observation;
pub use predict::{Knows, askable};
pub use prompt::{HINTS, situation};
pub use rules::{Slip, WrongRule};
pub use session::{Answered, Given, Moment, Session, SkillSummary, lesson};
pub use skill::{Level, Plan, QuestionId, Skill, VERSION};
pub use task::{Input, Judged, Task, What};
pub use value::{Value, right_value};
pub use words::{ask_text, value_text};
