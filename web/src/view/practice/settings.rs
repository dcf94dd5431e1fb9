//! What is to be practised, and what is thought of each skill: skills, level and seed are chosen beside that.

use lessons::Lang;
use markup::html;
use quiz::{Level, Skill};
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::keeping;
use super::wanted::Wanted;
use crate::labels::practice::practice;

/// What was chosen.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Chosen {
    seed: String,
    /// None is all of them.
    skills: Vec<Skill>,
    level: Option<Level>,
}

impl Chosen {
    /// The options as a link has them, in the order of `OPTIONS`: what was not chosen here is as it is without a link.
    pub(super) fn values(&self) -> [Option<AttrValue>; 5] {
        let skills = Wanted { skills: self.skills.clone(), ..Wanted::default() }.skills_text();
        let text = |text: &str| (!text.is_empty()).then(|| AttrValue::from(text.to_owned()));
        let level = self.level.map(|level| level.number().to_string().into());
        [text(self.seed.trim()), text(&skills), level, None, None]
    }
}

#[derive(PartialEq, Properties)]
pub(super) struct SettingsProps {
    pub(super) lang: Lang,
    /// What is chosen to begin with.
    pub(super) wanted: Wanted,
    pub(super) seed: u64,
    /// How many questions were answered so far: with that, what is thought of the learner changes.
    pub(super) answered: u32,
    pub(super) on_begin: Callback<Chosen>,
}

#[component]
pub(super) fn Settings(props: &SettingsProps) -> Html {
    let SettingsProps { lang, wanted, .. } = props;
    let labels = practice(*lang);
    let chosen = {
        let wanted = wanted.clone();
        use_state(move || Chosen {
            seed: wanted.seed.map(|seed| seed.to_string()).unwrap_or_default(),
            skills: wanted.skills.clone(),
            level: wanted.level,
        })
    };
    let mastery = keeping::mastery();
    let onsubmit = {
        let (chosen, on_begin) = (chosen.clone(), props.on_begin.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            on_begin.emit((*chosen).clone());
        }
    };
    let skill = |skill: Skill| {
        let trace = mastery.trace(skill, keeping::today());
        let is_chosen = chosen.skills.contains(&skill);
        let onchange = {
            let chosen = chosen.clone();
            move |_: Event| {
                let mut next = (*chosen).clone();
                next.skills.retain(|other| *other != skill);
                next.skills.extend((!is_chosen).then_some(skill));
                next.skills.sort_unstable();
                chosen.set(next);
            }
        };
        let percent = (trace.known() / 10_000).to_string();
        html! {
            <tr data-skill={skill.id()} data-known={trace.known().to_string()} data-level={trace.level().number().to_string()} data-asked={trace.asked.to_string()}>
                <th scope="row">
                    <label><input type="checkbox" checked={is_chosen} {onchange} />{ skill.name(*lang) }</label>
                </th>
                if trace.asked == 0 {
                    <td>{ "–" }</td>
                } else {
                    <td>
                        <meter min="0" max="100" value={percent.clone()} aria-hidden="true"></meter>
                        { percent.clone() }{ " %" }
                        if trace.is_mastered() {
                            { " ✓" }
                        }
                    </td>
                }
                <td>{ trace.asked.to_string() }</td>
                <td>{ trace.right.to_string() }</td>
            </tr>
        }
    };
    let on_level = {
        let chosen = chosen.clone();
        move |event: Event| {
            if let Some(select) = event.target_dyn_into::<HtmlSelectElement>() {
                let level = select.value().parse().ok().and_then(Level::parse);
                chosen.set(Chosen { level, ..(*chosen).clone() });
            }
        }
    };
    let on_seed = {
        let chosen = chosen.clone();
        move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                chosen.set(Chosen { seed: input.value(), ..(*chosen).clone() });
            }
        }
    };
    html! {
        <details class="practice-settings panel" data-part="quiz-settings">
            <summary>{ labels.settings }</summary>
            <form {onsubmit}>
                <div class="task-scroll" role="region" tabindex="0" aria-labelledby="skills-caption">
                    <table class="skills" data-part="skills">
                        <caption id="skills-caption">{ labels.skills }</caption>
                        <thead>
                            <tr>
                                <th scope="col">{ labels.skill }</th>
                                <th scope="col">{ labels.known }</th>
                                <th scope="col">{ labels.asked }</th>
                                <th scope="col">{ labels.right }</th>
                            </tr>
                        </thead>
                        <tbody>{ for Skill::ALL.into_iter().map(skill) }</tbody>
                    </table>
                </div>
                <p class="hint" data-part="uncalibrated">{ labels.uncalibrated }</p>
                <p class="hint">{ labels.kept_here }</p>
                <label>
                    { labels.level }
                    <select data-control="quiz-level" onchange={on_level}>
                        <option value="" selected={chosen.level.is_none()}>{ labels.level_adapts }</option>
                        { for Level::ALL.into_iter().map(|level| html! {
                            <option value={level.number().to_string()} selected={chosen.level == Some(level)}>
                                { (labels.level_is)(level.number()) }
                            </option>
                        }) }
                    </select>
                </label>
                <label>
                    { labels.seed_field }
                    <input data-control="quiz-seed" class="mono" type="text" inputmode="numeric" autocomplete="off"
                        maxlength="20" value={chosen.seed.clone()} oninput={on_seed} aria-describedby="quiz-seed-hint" />
                </label>
                <p class="hint" id="quiz-seed-hint">{ labels.seed_hint }</p>
                <button type="submit" class="strong" data-control="quiz-begin">{ labels.begin }</button>
            </form>
        </details>
    }
}
