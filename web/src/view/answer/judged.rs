//! One part of an answer once it is locked: right or not, what was answered, what is right, and why.

use lessons::Lang;
use markup::html;
use quiz::Diagnosis;
use yew::prelude::*;

use crate::labels::answer::answer_labels;
use crate::view::prose::{arithmetic, spans};

/// What is shown of one part.
pub(crate) struct Judgement {
    /// Its name in the page, as its blank had it.
    pub(crate) name: AttrValue,
    /// What it is called.
    pub(crate) label: AttrValue,
    /// What was answered.
    pub(crate) given: String,
    /// What is right, and what says so, where that is not what was answered.
    pub(crate) right: Option<(&'static str, String)>,
    /// The wrong rules that yield what was answered, if some do.
    pub(crate) rule: Option<String>,
    /// What is said of it.
    pub(crate) said: Diagnosis,
}

/// The part as it is shown.
pub(crate) fn judged(part: Judgement, lang: Lang) -> Html {
    let labels = answer_labels(lang);
    let Judgement { name, label, given, right, rule, said } = part;
    let is_right = right.is_none();
    let (class, mark, word) =
        if is_right { ("judged right", "✓", labels.right) } else { ("judged wrong", "✗", labels.wrong) };
    html! {
        <div {class} data-part="judged" data-ask={name} data-right={is_right.to_string()} data-rule={rule}>
            <p class="judged-line">
                <span class="judged-name">{ label }</span>
                <code>{ given }</code>
                <span class="judged-mark">{ mark }{ " " }{ word }</span>
            </p>
            if let Some((says, right)) = right {
                <p class="judged-line">
                    <span class="judged-name">{ says }</span>
                    <code>{ right }</code>
                </p>
            }
            <p class="judged-title">{ said.title }</p>
            <p>{ spans(&said.text) }</p>
            { arithmetic(&said.arithmetic) }
        </div>
    }
}
