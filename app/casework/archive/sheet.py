"""办理单: how a case was handled, from its record: what it is about, who said what, what came of it.

What pages mask is masked here too: whoever reads the case may print it. The archive gets it with every case file.
"""

from datetime import date
from typing import Any

from app.casework.contract.platform import platform, words_of
from app.casework.ledger.facts import facts_of
from app.casework.letters.issuing import letters_of
from app.casework.models import Case, IssuedLetter, Opinion
from app.casework.models.cases import STATE_WORDS, CaseState
from app.casework.texts.opinions import opinions_of
from app.law.office_time import OFFICE_OFFSET
from app.letters import render
from app.letters.facts import chinese_date

KIND = "handling_sheet"
MOST_OPINIONS, MOST_LETTERS = 120, 120  # the last ones; 案卷记录 has them all


def sheet_facts(case: Case, on: date) -> dict[str, Any]:
    """The facts of the letter `handling_sheet`; what is not known yet has no row."""
    letters = [one for one in letters_of(case) if one.recipient != "internal"]
    return {
        "organ_name": case.organ.name, "case_number": case.number, "made_on": on, "case_title": case.title,
        "about": _about(case), "opinions": [_opinion(one) for one in opinions_of(case)][-MOST_OPINIONS:],
        "letters": [_letter(one) for one in letters][-MOST_LETTERS:],
        "result": _result(case),
    }  # fmt: skip


def _result(case: Case) -> str:
    """How far it is, and how it ended."""
    ended = words_of(case).outcomes.get(case.outcome or "", "")
    return "　".join(part for part in (ended, STATE_WORDS[CaseState(case.state)]) if part)


def printed_sheet(case: Case, on: date) -> bytes:
    """The sheet as PDF, as the case stands on that day."""
    return render(platform().catalogue.kind(KIND), sheet_facts(case, on))


def _about(case: Case) -> list[dict[str, str]]:
    words = words_of(case)
    known = {
        words.party: case.party, words.received: _day(case.received_on), "届满日": _day(case.due_on),
        "承办单位": case.handling_unit.name if case.handling_unit else "", "办结": _day(case.closed_on),
    }  # fmt: skip
    own = {fact.label: _words(fact.value) for fact in facts_of(case)}
    told = {label: value for label, value in known.items() if not any(one.startswith(label) for one in own)}
    return [{"label": label, "value": value} for label, value in {**told, **own}.items() if value]


def _opinion(given: Opinion) -> dict[str, str]:
    said = "：".join(part for part in (given.choice_label, given.text) if part)
    at = f"{given.given_at.astimezone(OFFICE_OFFSET):%Y-%m-%d %H:%M}"
    return {"step": given.title, "said": said or "—", "who": f"{given.who}（{given.unit.name}）", "at": at}


def _letter(letter: IssuedLetter) -> dict[str, str]:
    return {"title": letter.title, "number": letter.document_number, "on": _day(letter.issued_on)}


def _words(value: Any) -> str:
    return _day(value) if isinstance(value, date) else str(value or "")


def _day(day: date | None) -> str:
    return chinese_date(day) if day else ""
