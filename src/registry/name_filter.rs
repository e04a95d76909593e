//! A set of names that says of most others, in one look, that they are not in it.
//!
//! Readers ask the tables about every call, key and constant of a file; nearly all are unknown.

/// Bits of the set: few enough for the processor's nearest cache, many enough for some thousand names.
const BITS: usize = 1 << 14;

/// Names by a hash of their length and three bytes. Names that agree in these only collide.
pub(super) struct NameFilter([u64; BITS / 64]);

impl NameFilter {
    /// The names of a table's rows, built when the crate is compiled.
    pub(super) const fn of(rows: &[(&str, &[u16])]) -> Self {
        let mut filter = NameFilter([0; BITS / 64]);
        let mut at = 0;
        while at < rows.len() {
            let bit = hash(rows[at].0.as_bytes());
            filter.0[bit / 64] |= 1 << (bit % 64);
            at += 1;
        }
        filter
    }

    /// False only where the name is not in the set.
    #[inline]
    pub(super) fn may_hold(&self, name: &str) -> bool {
        let bit = hash(name.as_bytes());
        self.0[bit / 64] & (1 << (bit % 64)) != 0
    }
}

#[inline]
#[allow(clippy::cast_possible_truncation)] // The length is masked.
const fn hash(name: &[u8]) -> usize {
    let length = name.len();
    if length == 0 {
        return 0;
    }
    let ends = name[0] as u32 | (name[length - 1] as u32) << 8;
    let mixed = (ends | (name[length / 2] as u32) << 16 | ((length & 0xff) as u32) << 24).wrapping_mul(0x9e37_79b1);
    (mixed >> (u32::BITS - BITS.ilog2())) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_held_and_most_others_are_not() {
        static FILTER: NameFilter = NameFilter::of(&[("from_pretrained", &[0]), ("a", &[1]), ("", &[2])]);
        for name in ["from_pretrained", "a", ""] {
            assert!(FILTER.may_hold(name), "{name}");
        }
        let others = ["print", "len", "from_config", "b", "ä", "forward", "self", "append"];
        assert!(others.iter().filter(|name| FILTER.may_hold(name)).count() < 2);
    }
}
