//! Stretches, counts and which of several in other languages than English: `letzten Freitag`, `dans deux
//! semaines`, `hace 3 días`. Months and weekdays of those languages are among the [`words`](super::words).
//!
//! All are written as [`fold`](crate::base::text::fold) leaves them. A word is left out where it is an
//! English one of another meaning (`an`, `due`, `to`).

use super::words::{Unit, Which};

const UNITS: [(Unit, &[&str]); 4] = [
    (
        Unit::Day,
        &[
            "tag",
            "tage",
            "tagen",
            "jour",
            "jours",
            "dia",
            "dias",
            "giorno",
            "giorni",
            "dag",
            "dagen",
            "dagar",
            "dage",
            "dzien",
            "dni",
            "zi",
            "zile",
            "день",
            "дні",
            "днів",
            "ημερα",
            "ημερεσ",
            "μερεσ",
        ],
    ),
    (
        Unit::Week,
        &[
            "woche",
            "wochen",
            "semaine",
            "semaines",
            "semana",
            "semanas",
            "settimana",
            "settimane",
            "weken",
            "tydzien",
            "tygodnie",
            "tygodni",
            "tygodniu",
            "vecka",
            "veckan",
            "veckor",
            "uge",
            "uger",
            "uke",
            "uker",
            "saptamana",
            "saptamani",
            "тиждень",
            "тижні",
            "тижня",
            "εβδομαδα",
            "εβδομαδεσ",
        ],
    ),
    (
        Unit::Month,
        &[
            "monat",
            "monate",
            "monaten",
            "mois",
            "mes",
            "meses",
            "mese",
            "mesi",
            "maand",
            "maanden",
            "miesiac",
            "miesiace",
            "miesiecy",
            "miesiacu",
            "manad",
            "manader",
            "maned",
            "maneder",
            "luna",
            "luni",
            "місяць",
            "місяці",
            "місяця",
            "μηνα",
            "μηνεσ",
        ],
    ),
    (
        Unit::Year,
        &[
            "jahr",
            "jahre",
            "jahren",
            "ans",
            "annee",
            "anos",
            "anno",
            "anni",
            "jaar",
            "rok",
            "roku",
            "lata",
            "рік",
            "роки",
            "χρονο",
            "χρονια",
        ],
    ),
];

const WHICH: [(Which, &[&str]); 3] = [
    (
        Which::Last,
        &[
            "letzte",
            "letzten",
            "letzter",
            "letztes",
            "letztem",
            "vorige",
            "vorigen",
            "voriges",
            "vergangene",
            "vergangenen",
            "vergangenes",
            "dernier",
            "derniere",
            "passe",
            "passee",
            "pasado",
            "pasada",
            "ultimo",
            "ultima",
            "scorso",
            "scorsa",
            "passado",
            "passada",
            "afgelopen",
            "verleden",
            "jongstleden",
            "jl",
            "zeszly",
            "zeszla",
            "zeszlym",
            "zeszlego",
            "ubiegly",
            "ubiegla",
            "ostatni",
            "ostatnia",
            "forra",
            "sidste",
            "forrige",
            "siste",
            "trecut",
            "trecuta",
            "минулии",
            "минулого",
            "минулоі",
            "минулу",
            "περασμενη",
            "περασμενο",
            "προηγουμενη",
        ],
    ),
    (
        Which::Next,
        &[
            "nachste",
            "nachsten",
            "nachster",
            "nachstes",
            "nachstem",
            "prochain",
            "prochaine",
            "proximo",
            "proxima",
            "prossimo",
            "prossima",
            "volgende",
            "przyszly",
            "przyszla",
            "przyszlym",
            "nastepny",
            "nastepna",
            "nasta",
            "naeste",
            "neste",
            "viitor",
            "viitoare",
            "наступнии",
            "наступного",
            "наступноі",
            "наступну",
            "επομενη",
            "επομενο",
        ],
    ),
    (
        Which::This,
        &[
            "diese",
            "diesen",
            "dieser",
            "dieses",
            "diesem",
            "kommende",
            "kommenden",
            "komende",
            "ce",
            "cet",
            "cette",
            "este",
            "esta",
            "questo",
            "questa",
            "deze",
            "dit",
            "ten",
            "te",
            "denna",
            "denne",
            "dette",
            "цеи",
            "цього",
            "цієі",
        ],
    ),
];

const NUMBERS: [(i64, &[&str]); 5] = [
    (
        1,
        &[
            "ein", "eine", "einem", "einen", "einer", "un", "une", "una", "um", "uma", "een",
        ],
    ),
    (
        2,
        &[
            "zwei", "deux", "dos", "duas", "dois", "twee", "dwa", "dwie", "tva", "doua", "два",
            "дві", "δυο",
        ],
    ),
    (
        3,
        &[
            "drei",
            "trois",
            "tres",
            "tre",
            "drie",
            "trzy",
            "trei",
            "три",
            "τρεισ",
        ],
    ),
    (
        4,
        &[
            "vier", "quatre", "cuatro", "quatro", "quattro", "cztery", "fyra", "fire", "patru",
        ],
    ),
    (
        5,
        &[
            "funf", "cinq", "cinco", "cinque", "vijf", "piec", "fem", "cinci",
        ],
    ),
];

/// Words before a distance to come: `in zwei Wochen` is the English one.
const AHEAD: [&str; 9] = [
    "dans",
    "tra",
    "fra",
    "om",
    "over",
    "za",
    "peste",
    "через",
    "σε",
];
/// Words before a distance back, and those behind it.
const BACK_BEFORE: [&[&str]; 7] = [
    &["vor"],
    // `il` is an article where it stands alone.
    &["y", "a"],
    &["il", "y", "a"],
    &["hace"],
    &["ha"],
    &["acum"],
    &["πριν"],
];
const BACK_BEHIND: [&str; 8] = [
    "fa", "geleden", "temu", "sedan", "siden", "atras", "тому", "πριν",
];

/// Words for the end of a month or year, and those that may stand behind them.
const END: [&str; 12] = [
    "ende", "fin", "fine", "eind", "einde", "konca", "koniec", "slutet", "fim", "final", "finales",
    "finais",
];
const OF: [&str; 11] = [
    "de", "del", "des", "d", "di", "do", "da", "van", "av", "af", "der",
];

/// Tells whether a word is the end of what stands behind it. Of a week it is the weekend.
pub(super) fn is_end(word: &str) -> bool {
    END.contains(&word)
}

/// Tells whether a word says nothing behind that of the end.
pub(super) fn is_of(word: &str) -> bool {
    OF.contains(&word)
}

/// The unit a word means.
pub(super) fn unit(word: &str) -> Option<Unit> {
    among(&UNITS, word)
}

/// Which of several a word means.
pub(super) fn which(word: &str) -> Option<Which> {
    among(&WHICH, word)
}

/// The number a word means.
pub(super) fn number(word: &str) -> Option<i64> {
    among(&NUMBERS, word)
}

/// Tells whether a distance to come begins with this word.
pub(super) fn is_ahead(word: &str) -> bool {
    AHEAD.contains(&word)
}

/// How many of the first words say that the distance behind them leads back.
pub(super) fn back_before(words: &[&str]) -> Option<usize> {
    let found = BACK_BEFORE.iter().find(|back| words.starts_with(back));
    found.map(|back| back.len())
}

/// Tells whether the distance before this word leads back.
pub(super) fn is_back_behind(word: &str) -> bool {
    BACK_BEHIND.contains(&word)
}

fn among<T: Copy>(table: &[(T, &[&str])], word: &str) -> Option<T> {
    let found = table.iter().find(|(_, words)| words.contains(&word));
    found.map(|(meant, _)| *meant)
}
