//! Shows, copies and writes what would be published: of a meeting, and of the plan.

use super::App;
use super::command::{Check, all_read};
use super::event::Effect;
use super::key::{Key, KeyCode};
use super::modal::Page;
use super::modal::page::About;
use super::naming::Leaving;
use super::session::Trouble;
use crate::model::requirements::Report;
use crate::model::self_assessment::Draft;
use crate::model::{Meeting, MeetingId, PlanId};
use crate::publish::{
    Format, Paper, Shown, View, file_name, publish, publish_self_assessment, report_file_name,
    show, show_self_assessment,
};

impl App {
    /// Opens the preview of a meeting's minutes.
    pub(super) fn open_preview(&mut self, meeting: &MeetingId) {
        self.preview(Paper::Meeting(meeting.clone(), View::Minutes));
    }

    /// Opens the preview of the self-assessment that is to be written next.
    pub(super) fn open_self_assessment(&mut self) {
        let today = self.session.clerk.today();
        if let Some(plan) = self.session.workspace.current_plan() {
            let report = Report::to_write(plan, today);
            self.preview(Paper::SelfAssessment(plan.id.clone(), report));
        }
    }

    /// Says whether the current plan has a self-assessment to draft.
    pub(super) fn can_draft(&self) -> Check {
        self.can_judge()?;
        self.can_publish()
    }

    fn preview(&mut self, paper: Paper) {
        match self.can_publish().and_then(|()| self.shown(&paper)) {
            Ok(shown) => {
                let names = self.names_in(&paper).unwrap_or_default();
                self.open_page(Page::new(paper.name(), About::Published(paper), shown));
                match names.len() {
                    0 => {}
                    1 => self.tell("1 word may be somebody's name: n shows it"),
                    n => self.tell(format!("{n} words may be somebody's names: n shows them")),
                }
            }
            Err(why) => self.refuse(why),
        }
    }

    pub(super) fn shown(&self, paper: &Paper) -> Result<Vec<Shown>, String> {
        Ok(match paper {
            Paper::Meeting(id, view) => {
                let meeting = self.meeting_of(id)?;
                let workspace = &self.session.workspace;
                show(workspace, meeting, *view, meeting.attribution)
            }
            Paper::SelfAssessment(plan, report) => {
                show_self_assessment(&self.draft_of(plan, *report)?)
            }
        })
    }

    /// Returns the name and the text of the file in a format.
    fn written(&self, paper: &Paper, format: Format) -> Result<(String, String), String> {
        Ok(match paper {
            Paper::Meeting(id, view) => {
                let meeting = self.meeting_of(id)?;
                let (workspace, asked) = (&self.session.workspace, meeting.attribution);
                let text = publish(workspace, meeting, *view, format, asked);
                (file_name(meeting, *view, format), text)
            }
            Paper::SelfAssessment(plan, report) => {
                let text = publish_self_assessment(&self.draft_of(plan, *report)?, format);
                (report_file_name(plan, *report, format), text)
            }
        })
    }

    pub(super) fn meeting_of(&self, id: &MeetingId) -> Result<&Meeting, String> {
        let meeting = self.session.workspace.meetings().get(id);
        let meeting = meeting.ok_or_else(|| format!("the meeting {id} is not there any more"))?;
        Ok(meeting)
    }

    pub(super) fn draft_of(&self, plan: &PlanId, report: Report) -> Result<Draft<'_>, String> {
        let (workspace, today) = (&self.session.workspace, self.session.clerk.today());
        let known = workspace.plans().get(plan);
        let known = known.ok_or_else(|| format!("the plan {plan} is not there any more"))?;
        Draft::of(workspace, known, report, today)
    }

    /// Takes a key that means something to the preview of what is published.
    pub(super) fn press_in_preview(&mut self, key: Key, paper: &Paper) {
        match key.code {
            KeyCode::Tab | KeyCode::BackTab => {
                let before = self.modals.len();
                self.preview(paper.other());
                // One that cannot be made leaves this one where it is.
                if self.modals.len() > before {
                    self.modals.remove(before - 1);
                }
            }
            KeyCode::Char('y') => self.leave_once_seen(paper, Leaving::Copy),
            KeyCode::Char('w') => self.leave_once_seen(paper, Leaving::Write),
            KeyCode::Char('n') => self.open_names(paper, None),
            KeyCode::Char('P') => _ = self.modals.pop(),
            _ => self
                .refuse("Tab other view, w write files, y copy, n names, arrows move, Esc closes"),
        }
    }

    /// Lets what is looked at leave; where words of it may be somebody's name, shows them first.
    fn leave_once_seen(&mut self, paper: &Paper, how: Leaving) {
        match self.names_in(paper) {
            Ok(names) if names.is_empty() => self.let_leave(paper, how),
            Ok(_) => self.open_names(paper, Some(how)),
            Err(why) => self.refuse(why),
        }
    }

    /// Writes or copies what would be published.
    pub(super) fn let_leave(&mut self, paper: &Paper, how: Leaving) {
        match how {
            Leaving::Write => self.write_published(paper),
            Leaving::Copy => self.copy_published(paper),
        }
    }

    /// Asks for it to be put on the clipboard, as Markdown.
    fn copy_published(&mut self, paper: &Paper) {
        let text = self.can_publish();
        match text.and_then(|()| self.written(paper, Format::Markdown)) {
            Ok((_, text)) => {
                self.memory.effects.push(Effect::Copy(text));
                self.tell("copied, if the terminal lets programs copy; w writes a file");
            }
            Err(why) => self.refuse(why),
        }
    }

    /// Asks for it to be written in every format.
    fn write_published(&mut self, paper: &Paper) {
        let file = |format| self.written(paper, format);
        let files: Result<Vec<_>, String> = Format::ALL.into_iter().map(file).collect();
        match self.can_publish().and(files) {
            Ok(files) => {
                let paper = paper.clone();
                self.memory.effects.push(Effect::Publish { paper, files });
                self.tell("writing");
            }
            Err(why) => self.refuse(why),
        }
    }

    /// Says what became of files that were to be written.
    pub(super) fn published(&mut self, written: Result<Vec<String>, String>) {
        match written {
            Ok(paths) => self.tell(format!("written: {}", paths.join(", "))),
            Err(why) => self.refuse(why),
        }
    }

    /// Says whether a view can be made: all must be read, and no file be left out that may say what
    /// is internal or who is not to be named.
    pub(super) fn can_publish(&self) -> Check {
        if self.back_then.is_some() {
            return Err("what is published is as of today; Esc goes back to it".to_owned());
        }
        all_read(self)?;
        let workspace = &self.session.workspace;
        let mut beside = self.session.beside.iter();
        if let Some(beside) = beside.find(|beside| beside.bars_publishing(workspace)) {
            return Err(format!(
                "{} is in two versions, of which one may say what must stay inside; g v decides",
                beside.of
            ));
        }
        let mut troubles = self.session.troubles.iter();
        match troubles.find(|trouble| trouble.bars_publishing) {
            None => Ok(()),
            Some(Trouble { place, .. }) => Err(format!(
                "{place} could not be read, and may say what must stay inside; g x shows why"
            )),
        }
    }

    /// Returns the meeting whose minutes are meant: the one looked at, in the list the one under the
    /// cursor, else the latest.
    pub(super) fn meeting_to_publish(&self) -> Option<&Meeting> {
        self.meeting_shown()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use jiff::civil::date;

    use super::*;
    use crate::app::keymap::Keymap;
    use crate::app::session::{Loading, Session};
    use crate::app::{Message, command};
    use crate::model::verbs::tests::workspace;
    use crate::model::{Clerk, Meeting, MeetingKind, MeetingState};

    /// Returns the program on a workspace with a closed meeting, and the id of that.
    fn app() -> (App, MeetingId) {
        use crate::base::id::Id as _;
        let mut workspace = workspace();
        let (day, plan) = (date(2018, 4, 9), workspace.settings().current.clone());
        let id = MeetingId::parse("2018-04-09").expect("an id");
        let mut meeting = Meeting::draft(id.clone(), plan, MeetingKind::Review, day);
        meeting.state = MeetingState::Closed;
        workspace.admit(Arc::new(meeting));
        let session = Session::new(workspace, Clerk::new(day.at(12, 0, 0, 0), 1), "uk");
        let app = App::new(session, Keymap::built_in().expect("keys"));
        (app, id)
    }

    #[track_caller]
    fn check_refused(app: &mut App, id: &MeetingId, why: &str) {
        app.open_preview(id);
        assert_eq!(app.message.text, why);
        assert!(app.modals.is_empty(), "no preview");
        let paper = Paper::Meeting(id.clone(), View::Minutes);
        for act in [App::copy_published, App::write_published] {
            act(app, &paper);
            assert_eq!(app.message.text, why);
        }
        assert!(app.memory.effects.is_empty(), "{:?}", app.memory.effects);
    }

    #[test]
    fn nothing_is_published_closed_or_made_final_while_the_workspace_is_still_read() {
        let (mut app, id) = app();
        app.session.loading = Some(Loading { read: 80, all: 97 });
        let why = "still reading, 80 of 97; this waits until all are read";
        check_refused(&mut app, &id, why);
        for end in [App::open_closing, App::open_finalise] {
            app.message = Message::default();
            end(&mut app, &id);
            assert_eq!(app.message.text, why);
            assert!(app.modals.is_empty(), "nothing is asked");
        }
        let held = app.session.workspace.meetings().get(&id);
        assert_eq!(held.map(|held| held.state), Some(MeetingState::Closed));
        for command in ["preview", "finalise", "add-commitment"] {
            let command = command::find(command).expect("a command");
            assert_eq!(command.check(&app), Err(why.to_owned()), "{}", command.id);
        }
    }

    #[test]
    fn nothing_is_published_while_a_file_is_left_out_that_says_what_is_internal() {
        let (mut app, id) = app();
        let mut trouble = Trouble {
            unread: None,
            place: "stakeholders.ron:4:11".to_owned(),
            what: "text is expected".to_owned(),
            hint: "quote it".to_owned(),
            bars_publishing: true,
        };
        app.session.troubles.push(trouble.clone());
        let why = "stakeholders.ron:4:11 could not be read, and may say what must stay inside; \
                   g x shows why";
        check_refused(&mut app, &id, why);
        trouble.bars_publishing = false;
        app.session.troubles = vec![trouble];
        app.open_preview(&id);
        assert_eq!(app.modals.len(), 1);
    }
}
