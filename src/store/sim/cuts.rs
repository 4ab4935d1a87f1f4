//! The disks that a power cut may leave.
//!
//! Names and bytes are independent of each other, and so are any two effects that wait: each is
//! kept or lost. A rename is kept whole or lost. Of bytes that were written any number may be
//! there; the file may be as long as it was to be with zeros for the rest; or its last blocks are
//! there and the first ones are zeros.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::dice::Dice;
use super::disk::{Change, Content, Disk, Effect, Names, Node, write_at};

/// The most sets of names, and versions of one file: where there are more, as many are picked from
/// a fixed seed.
const MOST: usize = 8192;

/// The most disks for one set of names where several files are not synced: as above.
const MOST_TOGETHER: usize = 64;

/// So many effects on one file are taken in every combination with every write torn.
const FEW: usize = 3;

/// The most combinations of more effects than that, each with its last write torn.
const MOST_OF_MANY: usize = 16;

/// Bytes that a disk writes in one go.
const BLOCK: usize = 512;

/// A write as short as this is torn at every byte.
const SHORT: usize = 2048;

impl Disk {
    /// Returns the disk that lost all that was not durable.
    pub(super) fn barest(&self) -> Self {
        let contents = self.nodes.iter().map(|node| Arc::clone(&node.durable));
        let mut names = Names::clone(&self.durable);
        names.prune();
        self.left(&Arc::new(names), contents)
    }

    /// Returns every disk that a power cut may leave, the barest first; no two are the same.
    pub(super) fn cuts(self) -> impl Iterator<Item = Self> {
        let versions: Vec<_> = self.nodes.iter().map(Node::versions).collect();
        let names = self.sets_of_names().into_iter().map(Arc::new);
        let all = Arc::new((self, versions));
        names.flat_map(move |names| {
            let all = Arc::clone(&all);
            let number = |place: &usize| all.1.get(*place).map_or(1, Vec::len);
            let mut places: Vec<usize> = names.files.values().copied().collect();
            places.retain(|place| number(place) > 1);
            let sizes: Vec<usize> = places.iter().map(number).collect();
            let most = if sizes.len() > 1 { MOST_TOGETHER } else { MOST };
            picks(&sizes, most).into_iter().map(move |picked| {
                let (disk, versions) = &*all;
                let content = |(place, node): (usize, &Node)| {
                    let pick = places.iter().zip(&picked).find(|(of, _)| **of == place);
                    let version = pick.and_then(|(_, pick)| versions.get(place)?.get(*pick));
                    Arc::clone(version.unwrap_or(&node.durable))
                };
                let contents = disk.nodes.iter().enumerate().map(content);
                disk.left(&names, contents)
            })
        })
    }

    fn sets_of_names(&self) -> BTreeSet<Names> {
        let set = |kept: Vec<usize>| {
            let mut names = Names::clone(&self.durable);
            for (naming, kept) in self.namings.iter().zip(kept) {
                if kept == 1 {
                    naming.apply(&mut names);
                }
            }
            names.prune();
            names
        };
        let kept_or_not = vec![2; self.namings.len()];
        picks(&kept_or_not, MOST).into_iter().map(set).collect()
    }

    fn left(&self, names: &Arc<Names>, contents: impl Iterator<Item = Arc<Content>>) -> Self {
        let nodes = self.nodes.iter().zip(contents).map(|(node, content)| Node {
            live: Arc::clone(&content),
            durable: content,
            effects: Vec::new(),
            written: node.written,
        });
        Self {
            nodes: nodes.collect(),
            live: Arc::clone(names),
            durable: Arc::clone(names),
            namings: Vec::new(),
            now: self.now,
        }
    }
}

impl Node {
    /// Returns what a power cut may leave of the file, the durable version first.
    fn versions(&self) -> Vec<Arc<Content>> {
        let durable = Content::clone(&self.durable);
        let mut others = BTreeSet::new();
        let few = self.effects.len() <= FEW;
        for kept in picks(&vec![2; self.effects.len()], MOST_OF_MANY) {
            let effects = self.effects.iter().zip(kept);
            let kept: Vec<&Effect> = effects
                .filter(|(_, kept)| *kept == 1)
                .map(|(e, _)| e)
                .collect();
            others.insert(made(&durable, &kept, None));
            for (torn, effect) in kept.iter().enumerate() {
                if let Change::Write { at, bytes } = &effect.change
                    && (few || torn + 1 == kept.len())
                {
                    let parts = torn_writes(*at, bytes).into_iter();
                    others
                        .extend(parts.map(|part| made(&durable, &kept, Some(&(torn, *at, part)))));
                }
            }
        }
        others.remove(&durable);
        std::iter::once(durable)
            .chain(others)
            .map(Arc::new)
            .collect()
    }
}

/// Returns the file with these effects, of which one is a write that may be torn.
fn made(durable: &Content, kept: &[&Effect], torn: Option<&(usize, usize, Vec<u8>)>) -> Content {
    let mut content = durable.clone();
    for (n, effect) in kept.iter().enumerate() {
        match torn {
            Some((torn, at, part)) if *torn == n => write_at(&mut content.bytes, *at, part),
            _ => effect.change.apply(&mut content),
        }
    }
    content
}

/// Returns what may come of a write of `bytes` at a place of a file.
fn torn_writes(at: usize, bytes: &[u8]) -> Vec<Vec<u8>> {
    let zeros = vec![0; bytes.len()];
    let mut torn = Vec::new();
    for end in places_to_tear(at, bytes.len()) {
        let (head, tail) = bytes.split_at(end);
        let (no_head, no_tail) = zeros.split_at(end);
        torn.push(head.to_vec());
        torn.push([head, no_tail].concat());
        if (at + end).is_multiple_of(BLOCK) {
            torn.push([no_head, tail].concat());
        }
    }
    torn
}

fn places_to_tear(at: usize, length: usize) -> Vec<usize> {
    if length <= SHORT {
        return (0..length).collect();
    }
    let mut dice = Dice::new(length as u64);
    let borders = (at..at + length).filter(|place| place.is_multiple_of(BLOCK));
    let around = borders.flat_map(|place| [place.wrapping_sub(1), place, place + 1]);
    let random = (0..BLOCK).map(|_| at + dice.below(length));
    let places: BTreeSet<usize> = around.chain(random).collect();
    let inside = places.into_iter().filter_map(|place| place.checked_sub(at));
    inside.filter(|place| *place < length).collect()
}

/// Returns one of so many for each place, in every way, or in `most` ways where there are more.
fn picks(sizes: &[usize], most: usize) -> Vec<Vec<usize>> {
    let ways = sizes
        .iter()
        .try_fold(1_usize, |ways, size| ways.checked_mul(*size));
    if let Some(ways) = ways.filter(|ways| *ways <= most) {
        let way = |mut number: usize| {
            let digit = |size: &usize| {
                let digit = number % size;
                number /= size;
                digit
            };
            sizes.iter().map(digit).collect()
        };
        return (0..ways).map(way).collect();
    }
    let mut dice = Dice::new(sizes.len() as u64);
    let first = vec![0; sizes.len()];
    let last = sizes.iter().map(|size| size - 1).collect();
    let others: BTreeSet<Vec<usize>> = (0..most)
        .map(|_| sizes.iter().map(|size| dice.below(*size)).collect())
        .chain([last])
        .filter(|way| *way != first)
        .collect();
    std::iter::once(first.clone()).chain(others).collect()
}
