//! What is done on a place that cannot be written, and what should come of it.

/// What lies on the bad medium; the rest is on a good one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum On {
    /// The workspace.
    Workspace,
    /// The user's folder with the journal and the versions.
    State,
    /// What is made or published, outside the workspace.
    Elsewhere,
}

/// What should come of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Then {
    /// Nothing is saved, and it says so: a sentence with this file and a way out.
    Refused(&'static str),
    /// It is saved, and said with these words what is not.
    SavedWithout(&'static [&'static str]),
    /// It works as on any medium: it only reads.
    Works,
}

/// One thing that is done.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scenario {
    pub(super) what: &'static str,
    pub(super) on: On,
    /// What `roundtable` is called with; [`BAD`] is the folder on the bad medium.
    pub(super) words: &'static [&'static str],
    pub(super) then: Then,
    /// What the journal holds afterwards, where that is on the good medium.
    pub(super) journal: &'static str,
    /// The files that it would change.
    pub(super) changes: &'static [&'static str],
}

/// The folder on the bad medium, in the words of a scenario.
pub(super) const BAD: &str = "BAD";

/// The script of several files.
pub(super) const GROUP: &str =
    "set-status UK0063 limited\nset-status UK0064 complete\nadd-milestone UK0065 A new step\n";

/// The script that makes a file.
pub(super) const CREATE: &str = "new-meeting 2018-09-10\n";

/// What was done and not saved before.
pub(super) const LEFT: &str = "set-status UK0067 complete\n";

const NO_UNDO: &[&str] = &[
    "u will not take this back",
    "H will not show what was saved",
];

/// The table. Undo, which is a key, is tried on the screen.
pub(super) const SCENARIOS: [Scenario; 10] = [
    Scenario {
        what: "save",
        on: On::Workspace,
        words: &["set", "UK0063", "limited"],
        then: Then::Refused("uk0063.ron"),
        journal: "UK0063: no status",
        changes: &["commitments/uk0063.ron"],
    },
    Scenario {
        what: "create",
        on: On::Workspace,
        words: &["apply", "create.txt"],
        then: Then::Refused("2018-09-10.ron"),
        journal: "2018-09-10",
        changes: &["meetings/2018-09-10.ron"],
    },
    Scenario {
        what: "several files",
        on: On::Workspace,
        words: &["apply", "group.txt"],
        then: Then::Refused("uk0065.ron"),
        journal: "A new step",
        changes: &[
            "commitments/uk0063.ron",
            "commitments/uk0064.ron",
            "commitments/uk0065.ron",
        ],
    },
    Scenario {
        what: "save without a journal",
        on: On::State,
        words: &["set", "UK0063", "limited"],
        then: Then::SavedWithout(NO_UNDO),
        journal: "",
        changes: &["commitments/uk0063.ron"],
    },
    Scenario {
        what: "several files without a journal",
        on: On::State,
        words: &["apply", "group.txt"],
        then: Then::SavedWithout(NO_UNDO),
        journal: "",
        changes: &[
            "commitments/uk0063.ron",
            "commitments/uk0064.ron",
            "commitments/uk0065.ron",
        ],
    },
    Scenario {
        what: "publish",
        on: On::Elsewhere,
        words: &["minutes", "last", "--out", "BAD/minutes.md"],
        then: Then::Refused("minutes.md"),
        journal: "",
        changes: &[],
    },
    Scenario {
        what: "init",
        on: On::Elsewhere,
        words: &["init", "--sample", "BAD/new"],
        then: Then::Refused("BAD/new"),
        journal: "",
        changes: &[],
    },
    Scenario {
        what: "recover",
        on: On::Workspace,
        words: &["recover", "--restore"],
        then: Then::Refused("uk0067.ron"),
        journal: "UK0067: ",
        changes: &["commitments/uk0067.ron"],
    },
    Scenario {
        what: "look at versions",
        on: On::State,
        words: &["history", "UK0070"],
        then: Then::Works,
        journal: "",
        changes: &[],
    },
    Scenario {
        what: "take a version back",
        on: On::Workspace,
        words: &["history", "UK0070", "--at", "1", "--restore"],
        then: Then::Refused("uk0070.ron"),
        journal: "UK0070: ",
        changes: &["commitments/uk0070.ron"],
    },
];
