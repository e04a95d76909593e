//! Country codes of ISO 3166-1 alpha-2, for `seat` and `markets`.

/// All codes, sorted.
const CODES: &str = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT \
    BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK \
    FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE \
    JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ \
    MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO \
    RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW \
    TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW";

/// The code in upper case, or what to write instead. `EU` stands for any member state of the Union.
pub(super) fn country(written: &str) -> Result<String, &'static str> {
    let code = written.to_ascii_uppercase();
    match code.as_str() {
        "UK" => Err("ISO 3166 calls the United Kingdom `GB`"),
        "EL" => Err("ISO 3166 calls Greece `GR`"),
        "USA" => Err("write `US`"),
        "EU" => Ok(code),
        _ if code.len() == 2 && CODES.split_ascii_whitespace().any(|known| known == code) => Ok(code),
        _ => Err("write an ISO 3166 code such as `DE` or `US`, or `EU`"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_checked() {
        assert_eq!(CODES.split_ascii_whitespace().count(), 249);
        assert!(CODES.split_ascii_whitespace().is_sorted());
        assert_eq!(country("de"), Ok("DE".to_owned()));
        assert_eq!(country("EU"), Ok("EU".to_owned()));
        assert!(country("UK").is_err_and(|help| help.contains("GB")));
        assert!(country("Germany").is_err());
    }
}
