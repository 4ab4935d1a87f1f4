//! What each attribution lets through.

use std::sync::Arc;

use super::*;
use crate::base::id::Id;
use crate::model::meeting::Presence;
use crate::model::{EntryId, MeetingKind, Settings, Stakeholder, StakeholderId};

fn id<I: Id>(text: &str) -> I {
    I::parse(text).expect("an id")
}

fn stakeholder(name: &str, sector: Sector, person: bool) -> Stakeholder {
    let stakeholder = id::<StakeholderId>(&words::keys(name).join("-"));
    Stakeholder {
        person,
        ..Stakeholder::new(stakeholder, name, sector)
    }
}

/// A workspace with two organisations, a person, and a meeting with a guest of one of them.
fn workspace(attribution: Attribution) -> Workspace {
    let mut workspace = Workspace::new(Settings::new("Ruritania", id("p")));
    for (name, sector, person) in [
        ("Ministry of Justice (MoJ)", Sector::Government, false),
        ("Open Ruritania", Sector::CivilSociety, false),
        ("Anna Kowalska", Sector::CivilSociety, true),
    ] {
        workspace.admit(Arc::new(stakeholder(name, sector, person)));
    }
    let day = jiff::civil::date(2024, 7, 1);
    let mut meeting = Meeting::draft(id("2024-07-01"), id("p"), MeetingKind::Review, day);
    meeting.attribution = attribution;
    let lines = [
        (
            "ministry-of-justice-moj",
            "Hugo Rassendyll",
            Sector::Government,
        ),
        ("open-ruritania", "", Sector::CivilSociety),
        ("anna-kowalska", "", Sector::CivilSociety),
        ("", "Guest Hentzau", Sector::Academia),
    ];
    for (nth, (stakeholder, name, sector)) in lines.into_iter().enumerate() {
        let mut line = Attendance::new(id::<EntryId>(&format!("r{nth}")), sector);
        line.stakeholder = StakeholderId::parse(stakeholder).ok();
        line.name = name.to_owned();
        line.presence = Some(Presence::Present);
        meeting.roll.push(line);
    }
    workspace.admit(Arc::new(meeting));
    workspace
}

#[track_caller]
fn check(attribution: Attribution, roll: &[Option<&str>], said: &str, who: &[Option<&str>]) {
    let workspace = workspace(attribution);
    let meeting = workspace.meetings().values().next().expect("a meeting");
    let censor = Censor::new(&workspace, meeting, Attribution::Named);
    let found: Vec<Option<Outgoing>> = meeting.roll.iter().map(|l| censor.on_roll(l)).collect();
    let found: Vec<Option<&str>> = found
        .iter()
        .map(|name| name.as_ref().map(Outgoing::as_str))
        .collect();
    assert_eq!(found, roll);
    let text = "Hugo Rassendyll of the MoJ, Ms Kowalska and GUEST HENTZAU asked Open Ruritania.";
    assert_eq!(censor.said(text).as_str(), said);
    let asked = [
        ("Anna Kowalska, Open Ruritania", None),
        ("MoJ", None),
        ("Rupert of nowhere", Some(Side::Government)),
        ("", None),
    ];
    let found = asked.map(|(name, side)| censor.who(name, side));
    let found: Vec<Option<&str>> = found
        .iter()
        .map(|name| name.as_ref().map(Outgoing::as_str))
        .collect();
    assert_eq!(found, who);
}

#[test]
fn named_lets_everything_through() {
    check(
        Attribution::Named,
        &[
            Some("Hugo Rassendyll (Ministry of Justice (MoJ))"),
            Some("Open Ruritania"),
            Some("Anna Kowalska"),
            Some("Guest Hentzau"),
        ],
        "Hugo Rassendyll of the MoJ, Ms Kowalska and GUEST HENTZAU asked Open Ruritania.",
        &[
            Some("Anna Kowalska, Open Ruritania"),
            Some("MoJ"),
            Some("Rupert of nowhere"),
            None,
        ],
    );
}

#[test]
fn organisation_keeps_people_back() {
    check(
        Attribution::Organisation,
        &[
            Some("Ministry of Justice (MoJ)"),
            Some("Open Ruritania"),
            None,
            None,
        ],
        "Somebody of Ministry of Justice (MoJ) of the MoJ, somebody of civil society and \
         somebody of academia asked Open Ruritania.",
        &[
            Some("civil society, Open Ruritania"),
            Some("Ministry of Justice (MoJ)"),
            Some("government"),
            None,
        ],
    );
}

#[test]
fn sector_keeps_organisations_back_too() {
    check(
        Attribution::Sector,
        &[None, None, None, None],
        "Somebody of government of somebody of government, somebody of civil society and \
         somebody of academia asked somebody of civil society.",
        &[
            Some("civil society"),
            Some("government"),
            Some("government"),
            None,
        ],
    );
}

#[test]
fn the_chatham_house_rule_tells_of_nobody() {
    check(
        Attribution::ChathamHouse,
        &[None, None, None, None],
        "A participant of a participant, a participant and a participant asked a participant.",
        &[None, None, None, None],
    );
}

#[test]
fn what_was_said_in_another_meeting_stays_under_its_attribution() {
    let mut workspace = workspace(Attribution::ChathamHouse);
    let day = jiff::civil::date(2024, 11, 4);
    let mut later = Meeting::draft(id("2024-11-04"), id("p"), MeetingKind::Review, day);
    later.attribution = Attribution::Named;
    workspace.admit(Arc::new(later));
    let (earlier, later) = (id("2024-07-01"), id::<MeetingId>("2024-11-04"));
    let later = workspace.meetings().get(&later).expect("a meeting");
    let censor = Censor::new(&workspace, later, Attribution::Named);
    let text = "Asked by Open Ruritania.";
    assert_eq!(censor.said(text).as_str(), text);
    assert_eq!(
        censor.said_in(Some(&earlier), text).as_str(),
        "Asked by a participant."
    );
    // Whoever was in another meeting is not told to have been there, not even by organisation.
    let strict = Censor::new(&workspace, later, Attribution::Organisation);
    assert_eq!(
        strict.said("Hugo Rassendyll knows.").as_str(),
        "A participant knows."
    );
}

/// Returns what is told of a meeting whose record is the workspace above with `change` done to it.
fn told(
    attribution: Attribution,
    change: impl FnOnce(&mut Workspace, &mut Meeting),
    ask: impl Fn(&Censor<'_>) -> String,
) -> String {
    let mut workspace = workspace(attribution);
    let mut meeting = Meeting::clone(workspace.meetings().values().next().expect("a meeting"));
    change(&mut workspace, &mut meeting);
    workspace.admit(Arc::new(meeting));
    let meeting = workspace.meetings().values().next().expect("a meeting");
    ask(&Censor::new(&workspace, meeting, Attribution::Named))
}

#[test]
fn a_speaker_of_another_sector_was_told_as_parliament() {
    let on_record = |workspace: &mut Workspace, _: &mut Meeting| {
        workspace.admit(Arc::new(stakeholder("Parliament", Sector::Other, false)));
    };
    let on_roll = |_: &mut Workspace, meeting: &mut Meeting| {
        let mut line = Attendance::new(id::<EntryId>("p"), Sector::Other);
        line.name = "Parliament".to_owned();
        line.presence = Some(Presence::Present);
        meeting.roll.push(line);
    };
    let who = |censor: &Censor<'_>| {
        let told = censor.who("Parliament", None);
        told.map(|told| told.as_str().to_owned())
            .unwrap_or_default()
    };
    assert_eq!(
        told(Attribution::Organisation, on_record, who),
        "Parliament"
    );
    assert_eq!(told(Attribution::Sector, on_record, who), UNSURE);
    assert_eq!(told(Attribution::Organisation, on_roll, who), UNSURE);
    assert_eq!(told(Attribution::Sector, on_roll, who), UNSURE);
    assert_eq!(told(Attribution::Sector, |_, _| {}, who), "parliament");
}

#[test]
fn an_organisation_on_record_had_the_name_of_a_person_on_a_roll() {
    let said = |censor: &Censor<'_>| censor.said("Ada Quill asked.").as_str().to_owned();
    let line = |stakeholder: &'static str, sector: Sector| {
        move |workspace: &mut Workspace, meeting: &mut Meeting| {
            workspace.admit(Arc::new(self::stakeholder(
                "Ada Quill",
                Sector::CivilSociety,
                false,
            )));
            let mut line = Attendance::new(id::<EntryId>("p"), sector);
            line.stakeholder = StakeholderId::parse(stakeholder).ok();
            line.name = "Ada Quill".to_owned();
            line.presence = Some(Presence::Present);
            meeting.roll.push(line);
        }
    };
    let check = |stakeholder, sector, expected: &str| {
        let told = told(Attribution::Organisation, line(stakeholder, sector), said);
        assert_eq!(told, expected, "{stakeholder}");
    };
    let of_justice = "Somebody of Ministry of Justice (MoJ) asked.";
    check("ministry-of-justice-moj", Sector::Government, of_justice);
    check("", Sector::Government, "Somebody of government asked.");
    // Of the sector on record, or named by its id, it is the organisation.
    check("", Sector::CivilSociety, "Ada Quill asked.");
    check("ada-quill", Sector::CivilSociety, "Ada Quill asked.");
}

#[test]
fn the_network_met_the_minister_and_was_a_participant_where_it_was_only_expected() {
    let call = |presence: Option<Presence>| {
        move |_: &mut Workspace, meeting: &mut Meeting| {
            meeting
                .roll
                .iter_mut()
                .for_each(|line| line.presence = presence);
        }
    };
    let text = "Open Ruritania met the minister.";
    let here = |censor: &Censor<'_>| censor.said(text).as_str().to_owned();
    let anywhere = |censor: &Censor<'_>| censor.said_anywhere(text).as_str().to_owned();
    let rule = Attribution::ChathamHouse;
    let hidden = "A participant met the minister.";
    assert_eq!(told(rule, call(Some(Presence::Present)), anywhere), hidden);
    assert_eq!(told(rule, call(None), anywhere), text);
    assert_eq!(told(rule, call(None), here), hidden);
}
