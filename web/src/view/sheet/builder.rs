//! The form in which a sheet is made. What is chosen stands in the address at once, so that nothing of it is lost; what it
//! comes to is a link and a sheet of paper.

use std::rc::Rc;

use lessons::Lang;
use markup::html;
use quiz::sheet::{Attempts, Feedback, MOST_ATTEMPTS, MOST_MINUTES, MOST_QUESTIONS, Sheet, Warning};
use quiz::{Level, Skill};
use web_sys::{Element, HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::chosen::ChosenLessons;
use super::link::{came_by_button, in_the_making, leave, to_sheet};
use super::package::Package;
use super::paper::Paper;
use crate::labels::sheet::{SheetLabels, sheet};
use crate::model::Action;
use crate::view::ViewProps;
use crate::view::answer::take_focus;
use crate::view::copied::Copied;

#[derive(Clone, PartialEq, Properties)]
pub(super) struct BuilderProps {
    pub(super) shown: ViewProps,
}

/// What the parts of the form need.
struct Form<'a> {
    lang: Lang,
    labels: &'static SheetLabels,
    sheet: &'a Sheet,
    warnings: &'a [Warning],
    act: &'a Callback<Action>,
}

/// The form with what it comes to.
#[component]
pub(super) fn Builder(props: &BuilderProps) -> Html {
    let ViewProps { model, act } = &props.shown;
    let lang = model.view.lang;
    let labels = sheet(lang);
    let node = use_node_ref();
    let previewed = use_state(|| None::<Sheet>);
    {
        let (node, act) = (node.clone(), act.clone());
        let has_seed = model.options.get("seed").is_some();
        use_effect_with((), move |()| {
            // What led here is gone, and the focus with it.
            if let Some(node) = node.cast::<Element>().filter(|_| came_by_button()) {
                take_focus(&node, "h2");
            }
            if !has_seed {
                act.emit(Action::Option("seed", Some(any_seed())));
            }
        });
    }
    let (made, warnings) = in_the_making(model);
    let form = Form { lang, labels, sheet: &made, warnings: &warnings, act };
    let typed = |name: &str, usual: String| model.options.get(name).cloned().unwrap_or(AttrValue::from(usual));
    let on_preview = {
        let (previewed, made) = (previewed.setter(), made.clone());
        move |_: MouseEvent| previewed.set(Some(made.clone()))
    };
    // Without a lesson there is nothing else to ask.
    let least = u32::from(made.lessons.is_empty());
    let lessons: Rc<[String]> = made.lessons.clone().into();
    html! {
        <div class="sheet-maker" data-part="sheet-maker" ref={node}>
            <section class="panel sheet-form" aria-labelledby="sheet-heading">
                <h2 id="sheet-heading" tabindex="-1">{ labels.make }</h2>
                <p>{ labels.intro }</p>
                { honest(labels) }
                <form onsubmit={|event: SubmitEvent| event.prevent_default()}>
                    { form.text("title", labels.title, "", typed("title", String::new()), Keyboard::Letters) }
                    <fieldset>
                        <legend>{ labels.generated }</legend>
                        { form.text("count", labels.count, &format!("{least}–{MOST_QUESTIONS}"), typed("count", made.count.to_string()), Keyboard::Digits) }
                        { form.level() }
                        { form.seed(typed("seed", String::new())) }
                        { form.skills() }
                    </fieldset>
                    <fieldset>
                        <legend>{ labels.of_lessons }</legend>
                        <ChosenLessons {lang} chosen={lessons} act={act.clone()} />
                        { form.problem("lessons") }
                    </fieldset>
                    <fieldset>
                        <legend>{ labels.rules }</legend>
                        { form.feedback() }
                        if made.feedback == Feedback::Now {
                            { form.attempts() }
                        }
                        { form.text("minutes", labels.minutes, &format!("1–{MOST_MINUTES}. {}", labels.minutes_hint), typed("minutes", String::new()), Keyboard::Digits) }
                        { form.text("pass", labels.pass, &format!("1–100. {}", labels.pass_hint), typed("pass", String::new()), Keyboard::Digits) }
                    </fieldset>
                </form>
                { link(to_sheet(&made, lang), lang) }
                <Package lang={lang} sheet={made.clone()} />
                <p class="sheet-buttons">
                    <button type="button" data-control="sheet-preview" onclick={on_preview}>{ labels.preview }</button>
                    <button type="button" data-control="sheet-leave" onclick={leave(act)}>{ labels.back }</button>
                </p>
            </section>
            // What is shown is always what would be asked.
            if previewed.as_ref() == Some(&made) {
                <Paper lang={lang} sheet={made.clone()} />
            }
        </div>
    }
}

/// Where answers are judged, and what follows from that.
pub(super) fn honest(labels: &SheetLabels) -> Html {
    html! { <p class="sheet-honest" data-part="honest">{ labels.honest }</p> }
}

/// A seed that is easily read out.
fn any_seed() -> AttrValue {
    format!("{:.0}", 1000.0 + (js_sys::Math::random() * 999_000.0).floor()).into()
}

/// What is typed into a field.
#[derive(Clone, Copy)]
enum Keyboard {
    Letters,
    Digits,
}

impl Form<'_> {
    /// A field of text for the parameter `name`.
    fn text(&self, name: &'static str, label: &'static str, hint: &str, value: AttrValue, keyboard: Keyboard) -> Html {
        let (id, hint_id) = (format!("sheet-{name}"), format!("sheet-{name}-hint"));
        let is_wrong = self.warnings.iter().any(|warning| warning.parameter == name);
        let keeps_empty = name == "count";
        let oninput = self.act.reform(move |event: InputEvent| {
            let typed = event.target_dyn_into::<HtmlInputElement>().map(|input| input.value()).unwrap_or_default();
            Action::Option(name, Some(typed).filter(|typed| keeps_empty || !typed.is_empty()).map(AttrValue::from))
        });
        let (inputmode, class) = match keyboard {
            Keyboard::Letters => ("text", "sheet-field wide"),
            Keyboard::Digits => ("numeric", "sheet-field"),
        };
        html! {
            <div {class}>
                <label for={id.clone()}>{ label }</label>
                <input {id} type="text" {inputmode} autocomplete="off" spellcheck="false" maxlength="200" {value} {oninput}
                    data-field={name} aria-invalid={is_wrong.to_string()} aria-describedby={hint_id.clone()} />
                <div class="hint" id={hint_id}>{ hint.to_owned() }{ self.problem(name) }</div>
            </div>
        }
    }

    /// What is wrong with the parameter `name`.
    fn problem(&self, name: &'static str) -> Html {
        let wrong = self.warnings.iter().filter(|warning| warning.parameter == name);
        html! { { for wrong.map(|warning| html! {
            <p class="field-error" data-part="sheet-problem">{ warning.beside(self.called(name), self.lang) }</p>
        }) } }
    }

    /// What the field of the parameter `name` is called.
    fn called(&self, name: &str) -> &'static str {
        let labels = self.labels;
        match name {
            "title" => labels.title,
            "count" => labels.count,
            "level" => labels.level,
            "seed" => labels.seed,
            "skills" => labels.skills,
            "lessons" => labels.of_lessons,
            "feedback" => labels.feedback,
            "attempts" => labels.attempts,
            "pass" => labels.pass,
            _ => labels.minutes,
        }
    }

    /// The seed, with a button beside it that draws another.
    fn seed(&self, value: AttrValue) -> Html {
        let labels = self.labels;
        html! {
            <div class="sheet-seed">
                { self.text("seed", labels.seed, labels.seed_hint, value, Keyboard::Digits) }
                <button type="button" data-control="other-seed"
                    onclick={self.act.reform(|_| Action::Option("seed", Some(any_seed())))}>{ labels.other_seed }</button>
            </div>
        }
    }

    fn level(&self) -> Html {
        let labels = self.labels;
        let chosen = self.sheet.level.map_or(String::new(), |level| level.number().to_string());
        let options = Level::ALL.map(|level| (level.number().to_string(), (labels.level_is)(level.number())));
        self.choice(
            "level",
            labels.level,
            [(String::new(), labels.level_rises.to_owned())].into_iter().chain(options),
            &chosen,
        )
    }

    fn attempts(&self) -> Html {
        let labels = self.labels;
        let unlimited = "unlimited".to_owned();
        let chosen = match self.sheet.attempts {
            Attempts::AtMost(most) => most.to_string(),
            Attempts::Unlimited => unlimited.clone(),
        };
        let options = (1..=MOST_ATTEMPTS).map(|most| (most.to_string(), most.to_string()));
        let options = options.chain([(unlimited, labels.unlimited.to_owned())]);
        self.choice("attempts", labels.attempts, options, &chosen)
    }

    /// One of several values for the parameter `name`; an empty one takes it away.
    fn choice(
        &self,
        name: &'static str,
        label: &'static str,
        options: impl Iterator<Item = (String, String)>,
        chosen: &str,
    ) -> Html {
        let id = format!("sheet-{name}");
        let onchange = self.act.reform(move |event: Event| {
            let value = event.target_dyn_into::<HtmlSelectElement>().map(|select| select.value());
            Action::Option(name, value.filter(|value| !value.is_empty()).map(AttrValue::from))
        });
        html! {
            <div class="sheet-field">
                <label for={id.clone()}>{ label }</label>
                <select {id} data-field={name} {onchange}>
                    { for options.map(|(value, text)| html! {
                        <option selected={value == chosen} {value}>{ text }</option>
                    }) }
                </select>
                <div class="hint">{ self.problem(name) }</div>
            </div>
        }
    }

    fn skills(&self) -> Html {
        let chosen = &self.sheet.skills;
        let one = |skill: Skill| {
            let is_chosen = chosen.contains(&skill);
            let others: Vec<&str> = Skill::ALL
                .into_iter()
                .filter(|other| chosen.contains(other) != (*other == skill))
                .map(Skill::id)
                .collect();
            let skills = Some(AttrValue::from(others.join(","))).filter(|skills| !skills.is_empty());
            html! {
                <label class="sheet-tick">
                    <input type="checkbox" data-skill={skill.id()} checked={is_chosen}
                        onchange={self.act.reform(move |_: Event| Action::Option("skills", skills.clone()))} />
                    <span>{ skill.name(self.lang) }</span>
                </label>
            }
        };
        html! {
            <fieldset class="sheet-skills">
                <legend>{ self.labels.skills }</legend>
                <p class="hint">{ self.labels.skills_hint }</p>
                <div class="sheet-ticks">{ for Skill::ALL.into_iter().map(one) }</div>
                { self.problem("skills") }
            </fieldset>
        }
    }

    fn feedback(&self) -> Html {
        let one = |feedback: Feedback, value: &'static str, text: &'static str| {
            html! {
                <label class="sheet-tick">
                    <input type="radio" name="sheet-feedback" {value} checked={self.sheet.feedback == feedback}
                        onchange={self.act.reform(move |_: Event| Action::Option("feedback", Some(value.into())))} />
                    <span>{ text }</span>
                </label>
            }
        };
        html! {
            <fieldset class="sheet-feedback">
                <legend>{ self.labels.feedback }</legend>
                <div class="sheet-ticks">
                    { one(Feedback::Now, "now", self.labels.feedback_now) }
                    { one(Feedback::AtEnd, "end", self.labels.feedback_end) }
                </div>
                { self.problem("feedback") }
            </fieldset>
        }
    }
}

/// The link to the sheet, to be copied or opened.
fn link(address: String, lang: Lang) -> Html {
    let labels = sheet(lang);
    html! {
        <div class="sheet-link">
            <Copied {lang} hook="sheet-link" name={labels.link} text={AttrValue::from(address.clone())} rows="3" />
            <a class="button strong" data-control="sheet-open" href={address} target="_blank">{ labels.open }</a>
        </div>
    }
}
