"""An ordinary family of the register, and how what is found in it is read."""

from anomaly_tables import AnomalyRun, Finding
from office.inspection import anomaly

HOME = {
    "family": "6401010101100001",
    "address": "JL. PASAR LAMA NO. 5",
    "status": "HIDUP",
    "father": "KAKEK CONTOH",
    "mother": "NENEK CONTOH",
}
HEAD = {
    **HOME,
    "nik": "6401011203800001",
    "name": "SUKARNO",
    "sex": "L",
    "birth_date": "1980-03-12",
    "marital": "KAWIN TERCATAT",
    "relation": "KEPALA KELUARGA",
}
WIFE = {
    **HOME,
    "nik": "6401014504820002",
    "name": "NI'MAH H. SITI",
    "sex": "P",
    "birth_date": "1982-04-05",
    "marital": "KAWIN",
    "relation": "ISTRI",
}
CHILD = {
    **HOME,
    "nik": "6401010101100003",
    "name": "M. UCOK",
    "sex": "L",
    "birth_date": "2010-01-01",
    "marital": "BELUM KAWIN",
    "relation": "ANAK",
    "father": "SUKARNO",
    "mother": "NI'MAH H. SITI",
}
ORPHAN = {**CHILD, "mother": ""}
NO_MOTHER, NO_SEX = "mother-missing", "sex-missing"


def listed(shown: AnomalyRun, rule: str, state: str = anomaly.OPEN) -> list[Finding]:
    return anomaly.findings(shown, rule, state, most=50)


def only(shown: AnomalyRun, rule: str, state: str = anomaly.OPEN) -> Finding:
    (row,) = listed(shown, rule, state)
    return row


def tally(shown: AnomalyRun, rule: str) -> anomaly.Tally:
    return next(one for one in anomaly.tallies(shown) if one.rule.id == rule)
