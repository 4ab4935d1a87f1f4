//! In which meetings an action, a commitment or a milestone was talked about.

use jiff::civil::Date;

use super::action::Action;
use super::ids::{ActionId, MeetingId, Subject};
use super::meeting::{ItemState, Meeting, Topic};
use super::workspace::Workspace;

/// Returns the meetings in which an action was agreed, reported on or talked about, earliest
/// first.
pub fn of_action(workspace: &Workspace, action: &Action) -> Vec<MeetingId> {
    let steps = action.steps.iter().map(|step| step.meeting.as_ref());
    let named: Vec<&MeetingId> = steps.chain([action.meeting.as_ref()]).flatten().collect();
    meetings(workspace, |meeting| {
        named.contains(&&meeting.id) || speaks_of_action(meeting, &action.id)
    })
}

/// Returns the meetings in which a commitment or milestone was reported on or talked about,
/// earliest first. What is said of its milestones is said of a commitment.
pub fn of_subject(workspace: &Workspace, subject: &Subject) -> Vec<MeetingId> {
    let mut named: Vec<&MeetingId> = Vec::new();
    let own = workspace.updates(subject).unwrap_or_default().iter();
    named.extend(own.filter_map(|update| update.meeting.as_ref()));
    if let (None, Some(commitment)) = (
        &subject.milestone,
        workspace.commitments().get(&subject.commitment),
    ) {
        let updates = commitment.live_milestones().flat_map(|m| &m.updates);
        named.extend(updates.filter_map(|update| update.meeting.as_ref()));
    }
    meetings(workspace, |meeting| {
        named.contains(&&meeting.id) || speaks_of_subject(meeting, subject)
    })
}

/// Returns true when `other` is the subject, or one of the milestones of it.
pub fn is_about(subject: &Subject, other: &Subject) -> bool {
    let whole = subject.milestone.is_none() && subject.commitment == other.commitment;
    whole || subject == other
}

fn speaks_of_action(meeting: &Meeting, action: &ActionId) -> bool {
    let on_agenda = |topic: &Topic| matches!(topic, Topic::Action(id) if id == action);
    meeting
        .live_minutes()
        .any(|m| m.action.as_ref() == Some(action))
        || meeting
            .changed
            .iter()
            .any(|c| c.action.as_ref() == Some(action))
        || was_discussed(meeting, on_agenda)
}

fn speaks_of_subject(meeting: &Meeting, subject: &Subject) -> bool {
    let about = |other: &Option<Subject>| other.as_ref().is_some_and(|s| is_about(subject, s));
    let on_agenda = |topic: &Topic| matches!(topic, Topic::Promise(s) if is_about(subject, s));
    meeting.live_minutes().any(|m| about(&m.about))
        || meeting.changed.iter().any(|c| about(&c.about))
        || was_discussed(meeting, on_agenda)
}

/// An item that is only planned, or was put off, was not talked about.
fn was_discussed(meeting: &Meeting, is_it: impl Fn(&Topic) -> bool) -> bool {
    let mut agenda = meeting.live_agenda();
    agenda.any(|item| item.state == ItemState::Discussed && item.topic.as_ref().is_some_and(&is_it))
}

fn meetings(workspace: &Workspace, is_one: impl Fn(&Meeting) -> bool) -> Vec<MeetingId> {
    let live = workspace.meetings().values().map(AsRef::as_ref);
    let mut found: Vec<(Date, &MeetingId)> = live
        .filter(|meeting: &&Meeting| meeting.binned.is_none() && is_one(meeting))
        .map(|meeting| (meeting.date, &meeting.id))
        .collect();
    found.sort_unstable();
    found.into_iter().map(|(_, id)| id.clone()).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::base::id::Id;
    use crate::model::action::{ActionState, ActionStep};
    use crate::model::meeting::{AgendaItem, Changed, MeetingKind, Minute, MinuteKind};
    use crate::model::{Paragraphs, Settings};

    fn id<I: Id>(text: &str) -> I {
        I::parse(text).expect("an id")
    }

    fn meeting(day: &str) -> Meeting {
        let date = day.parse().expect("a day");
        Meeting::draft(id(day), id("p"), MeetingKind::Review, date)
    }

    fn workspace(meetings: [Meeting; 5]) -> Workspace {
        let mut workspace = Workspace::new(Settings::new("Ruritania", id("p")));
        for meeting in meetings {
            workspace.admit(Arc::new(meeting));
        }
        workspace
    }

    fn item(topic: Topic, state: ItemState) -> AgendaItem {
        AgendaItem {
            topic: Some(topic),
            state,
            ..AgendaItem::new(id("i"), "")
        }
    }

    fn named(found: &[MeetingId]) -> Vec<&str> {
        found.iter().map(Id::as_str).collect()
    }

    #[test]
    fn an_action_is_found_wherever_it_was_spoken_of() {
        let [agreed, stepped, mut minuted, mut discussed, mut planned] = [
            "2017-01-01",
            "2017-02-01",
            "2017-03-01",
            "2017-04-01",
            "2017-05-01",
        ]
        .map(meeting);
        let mut minute = Minute::new(id("m"), MinuteKind::Note);
        minute.action = Some(id("a"));
        minuted.minutes.push(minute);
        let topic = Topic::Action(id("a"));
        discussed
            .agenda
            .push(item(topic.clone(), ItemState::Discussed));
        planned.agenda.push(item(topic, ItemState::Waiting));
        let action = Action {
            id: id("a"),
            date: agreed.date,
            text: Paragraphs::from("Do it."),
            owner: String::new(),
            due: None,
            about: None,
            meeting: Some(agreed.id.clone()),
            steps: vec![ActionStep {
                after: None,
                id: id("s"),
                date: stepped.date,
                state: ActionState::Doing,
                note: Paragraphs::default(),
                meeting: Some(stepped.id.clone()),
            }],
            binned: None,
        };
        let workspace = workspace([agreed, stepped, minuted, discussed, planned]);
        assert_eq!(
            named(&of_action(&workspace, &action)),
            ["2017-01-01", "2017-02-01", "2017-03-01", "2017-04-01"]
        );
    }

    #[test]
    fn what_is_said_of_a_milestone_is_said_of_its_commitment() {
        let [mut minuted, mut changed, mut discussed, mut other, silent] = [
            "2017-01-01",
            "2017-02-01",
            "2017-03-01",
            "2017-04-01",
            "2017-05-01",
        ]
        .map(meeting);
        let milestone: Subject = "UK0063.2".parse().expect("a subject");
        let whole: Subject = "UK0063".parse().expect("a subject");
        let mut minute = Minute::new(id("m"), MinuteKind::Note);
        minute.about = Some(milestone.clone());
        minuted.minutes.push(minute);
        changed.changed.push(Changed {
            id: id("c"),
            time: None,
            about: Some(milestone.clone()),
            action: None,
            words: "UK0063.2: limited → substantial".to_owned(),
        });
        let topic = Topic::Promise(whole.clone());
        discussed.agenda.push(item(topic, ItemState::Discussed));
        let mut minute = Minute::new(id("m"), MinuteKind::Note);
        minute.about = "UK0064".parse().ok();
        other.minutes.push(minute);
        let workspace = workspace([minuted, changed, discussed, other, silent]);
        assert_eq!(
            named(&of_subject(&workspace, &whole)),
            ["2017-01-01", "2017-02-01", "2017-03-01"]
        );
        assert_eq!(
            named(&of_subject(&workspace, &milestone)),
            ["2017-01-01", "2017-02-01"]
        );
    }
}
