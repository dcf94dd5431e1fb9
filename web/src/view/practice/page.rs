//! The page of the quiz: the round that the link asks for, its question, and what is known of the learner.

use std::rc::Rc;

use markup::html;
use quiz::sheet::Attempts;
use quiz::{QuestionId, Task, generate};
use yew::prelude::*;

use super::keeping;
use super::round::{Locked, Round};
use super::settings::{Chosen, Settings};
use super::summary::Summary;
use super::task::{Feedback, Onward, TaskView};
use super::wanted::{OPTIONS, Problem, Wanted};
use super::watch;
use crate::browser::say_verdict;
use crate::labels::practice::practice;
use crate::labels::sheet::sheet;
use crate::labels::shell::shell;
use crate::model::{Action, Options};
use crate::view::ViewProps;
use crate::view::sheet::make;

/// What a round is begun with, as one text.
fn link_of(options: &Options) -> String {
    OPTIONS.map(|name| options.get(name).map_or("", |value| value)).join("&")
}

/// How many seeds there are to draw from for a fixed series: such a seed is easily read out.
const SEEDS: u64 = 1_000_000;

/// A number that nobody chose.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn drawn() -> u64 {
    const MOST: f64 = 4_294_967_296.0;
    format!("{:.0}", (js_sys::Math::random() * MOST).floor()).parse().unwrap_or(1)
}

/// A round from its beginning.
fn begun(link: String, wanted: &Wanted) -> Round {
    Round::begin(link, wanted, &keeping::mastery(), drawn(), keeping::today())
}

#[component]
pub(super) fn Page(props: &ViewProps) -> Html {
    let ViewProps { model, act } = props;
    let lang = model.view.lang;
    let labels = practice(lang);
    let (wanted, problems) = Wanted::read(&model.options);
    let link = link_of(&model.options);
    let round = {
        let (link, wanted) = (link.clone(), wanted.clone());
        use_state(|| Rc::new(keeping::round(&link).unwrap_or_else(|| begun(link.clone(), &wanted))))
    };
    // Whether the learner asked for the question that is shown, and does not only open the page.
    let is_asked_for = use_state_eq(|| false);
    {
        let (round, wanted) = (round.clone(), wanted.clone());
        use_effect_with(link.clone(), move |link| {
            if round.link != *link {
                round.set(Rc::new(keeping::round(link).unwrap_or_else(|| begun(link.clone(), &wanted))));
            }
        });
    }
    use_effect_with((problems.clone(), lang), move |(problems, lang)| {
        if !problems.is_empty() {
            say_verdict(&told(problems, *lang).join(" "));
        }
    });
    let task: Rc<Rc<Task>> = use_memo(round.current, |id| Rc::new(generate(*id)));
    let put = {
        let round = round.setter();
        Callback::from(move |next: Round| {
            keeping::keep_round(&next);
            round.set(Rc::new(next));
        })
    };
    let on_judged = {
        let (round, task, put) = (round.clone(), task.clone(), put.clone());
        Callback::from(move |locked: Locked| {
            let (mut next, mut mastery) = ((**round).clone(), keeping::mastery());
            next.lock(&task, locked, &mut mastery, keeping::today());
            keeping::keep_mastery(&mastery);
            put.emit(next);
        })
    };
    let on_tried = {
        let (round, put) = (round.clone(), put.clone());
        Callback::from(move |locked: Locked| {
            let mut next = (**round).clone();
            next.tried(locked);
            put.emit(next);
        })
    };
    let go_on = {
        let (round, wanted, put, is_asked_for) = (round.clone(), wanted.clone(), put.clone(), is_asked_for.clone());
        Callback::from(move |()| {
            let mut next = (**round).clone();
            next.go_on(&wanted, &keeping::mastery(), keeping::today());
            is_asked_for.set(true);
            put.emit(next);
        })
    };
    let sum_up = {
        let (round, put, is_asked_for) = (round.clone(), put.clone(), is_asked_for.clone());
        Callback::from(move |_: MouseEvent| {
            is_asked_for.set(true);
            put.emit(Round { is_over: true, ..(**round).clone() });
        })
    };
    // From a summary before the end one goes back to where one was.
    let resume = {
        let (round, wanted, put) = (round.clone(), wanted.clone(), put.clone());
        let is_done = round.is_last(&wanted);
        let go = move |()| {
            let mut next = Round { is_over: false, ..(**round).clone() };
            if next.locked.is_some() {
                next.go_on(&wanted, &keeping::mastery(), keeping::today());
            }
            put.emit(next);
        };
        (!is_done).then(|| Callback::from(go))
    };
    let begin = {
        let (act, put, is_asked_for) = (act.clone(), put.clone(), is_asked_for.clone());
        Callback::from(move |chosen: Chosen| {
            let mut options = Options::default();
            for (name, value) in OPTIONS.into_iter().zip(chosen.values()) {
                options.set(name, value.clone());
                act.emit(Action::Option(name, value));
            }
            is_asked_for.set(true);
            put.emit(begun(link_of(&options), &Wanted::read(&options).0));
        })
    };
    // The same is wanted, but for other questions: a fixed series gets another seed.
    let again = {
        let (act, put, options, is_asked_for) = (act.clone(), put.clone(), model.options.clone(), is_asked_for.clone());
        Callback::from(move |()| {
            let mut options = options.clone();
            if options.get("seed").is_some() {
                let seed = AttrValue::from((drawn() % SEEDS).to_string());
                options.set("seed", Some(seed.clone()));
                act.emit(Action::Option("seed", Some(seed)));
            }
            is_asked_for.set(true);
            put.emit(begun(link_of(&options), &Wanted::read(&options).0));
        })
    };
    // What is told at the end is not to be found out by trying.
    let attempts = match wanted.attempts {
        _ if wanted.feedback == Feedback::AtTheEnd => Some(1),
        Attempts::AtMost(most) => Some(most),
        Attempts::Unlimited => None,
    };
    let onward = Onward { name: if round.is_last(&wanted) { labels.to_summary } else { labels.next }, go: go_on };
    let level = round.current.level.number();
    let answered = round.session.answers.len();
    html! {
        <section class="practice" data-part="practice" data-seed={round.seed.to_string()}
            data-number={round.number().to_string()} data-over={round.is_over.to_string()} aria-labelledby="practice-heading">
            <header class="practice-head">
                <h2 id="practice-heading" tabindex="-1">{ shell(lang).quiz }</h2>
                if !round.is_over {
                    <p class="question-number">
                        { (labels.question)(round.number(), wanted.questions()) }
                        // What is practised would be a hint.
                        if round.locked.is_some() && wanted.feedback == Feedback::Now {
                            { " · " }{ (labels.about)(task.question.skill.name(lang), level) }
                        }
                    </p>
                }
                if answered > 0 && (round.is_over || wanted.feedback == Feedback::Now) {
                    <p class="score" data-part="score">{ (labels.right_so_far)(round.right(), answered) }</p>
                }
                <p class="hint" data-part="seed" title={wanted.seed.map(|_| labels.series)}>{ (labels.seed)(round.seed) }</p>
                if answered > 0 && !round.is_over {
                    <button type="button" data-control="quiz-sum-up" onclick={sum_up}>{ labels.sum_up }</button>
                }
            </header>
            if !problems.is_empty() {
                <section class="notices" data-part="quiz-notices" aria-label={labels.notices}>
                    <ul>{ for told(&problems, lang).into_iter().map(|text| html! { <li>{ text }</li> }) }</ul>
                </section>
            }
            if round.is_over {
                <Summary model={props.clone()} session={Rc::new(round.session.clone())} {resume} again={again}
                    takes_focus={*is_asked_for} />
            } else {
                <TaskView key={key_of(&round)} task={(*task).clone()} {lang} numbering={model.view.numbering} {attempts}
                    hints=true feedback={wanted.feedback} locked={round.locked.clone()} takes_focus={*is_asked_for}
                    watch={round.locked.as_ref().map(|_| watch::run(model, &task))} {onward} {on_tried} {on_judged}
                    tries={round.tried.as_ref().map_or(0, |tried| tried.times)} />
            }
            <Settings {lang} {wanted} seed={round.seed} answered={keeping::mastery().answered()} on_begin={begin} />
            <p class="practice-sheet">
                <button type="button" data-control="make-sheet" onclick={make(act)}>{ sheet(lang).make }</button>
            </p>
        </section>
    }
}

/// What tells a question from the one before it.
fn key_of(round: &Round) -> String {
    let QuestionId { seed, index, skill, level, .. } = round.current;
    format!("{} {seed} {index} {} {}", round.number(), skill.id(), level.number())
}

fn told(problems: &[Problem], lang: lessons::Lang) -> Vec<String> {
    problems.iter().map(|problem| problem.text(lang)).collect()
}
