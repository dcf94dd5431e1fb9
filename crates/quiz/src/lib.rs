//! The quiz: what is asked of an exchange, what is right, and by which wrong rule a wrong answer came about.

mod captured;
mod diagnosis;
mod draws;
mod generate;
mod input;
mod lesson;
mod mastery;
mod predict;
mod prompt;
mod rules;
mod session;
mod skill;
mod task;
mod value;
mod words;

pub use captured::captured_questions;
pub use course::{Ask, Question as LessonQuestion};
pub use diagnosis::{Diagnosis, explain, flags_text, right_text};
pub use generate::{Form, Question, attempts, generate, skill_of};
pub use input::{Entered, Expected, InputError, read_flags, read_number, read_state};
pub use lesson::{Answer, Part, Posed, grade, judge, pose};
pub use mastery::{MASTERED, Mastery, ONE, Trace};
pub use predict::{Knows, askable};
pub use prompt::HINTS;
pub use rules::{Slip, WrongRule};
pub use session::{Answered, Session, SkillSummary, lesson};
pub use skill::{Level, Plan, QuestionId, Skill, VERSION};
pub use task::{Input, Judged, Task, What};
pub use value::{Value, right_value};
pub use words::{ask_text, value_text};
