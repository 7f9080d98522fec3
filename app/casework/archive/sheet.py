"""办理单: how a case was handled, from its record: what it is about, who did and said what, what came of it.

What pages mask is masked here too: whoever reads the case may print it. The archive gets it with every case file.
"""

from datetime import date
from typing import Any

from app.casework.archive.story import Told, story_of
from app.casework.contract.platform import platform, words_of
from app.casework.ledger.facts import facts_of
from app.casework.letters.issuing import letters_of
from app.casework.models import Case, IssuedLetter
from app.casework.models.cases import STATE_WORDS, CaseState
from app.letters import render
from app.letters.facts import chinese_date

KIND = "handling_sheet"
MOST_ACTS, MOST_LETTERS = 400, 120  # the last ones; the log of the file has them all
SHORT = 500  # signs


def sheet_facts(case: Case, on: date) -> dict[str, Any]:
    """The facts of the letter `handling_sheet`; what is not known yet has no row."""
    letters = [one for one in letters_of(case) if one.recipient != "internal"]
    return {
        "organ_name": case.organ.name, "case_number": case.number, "made_on": on, "case_title": case.title,
        "about": _about(case), "acts": [_act(one) for one in last_of(story_of(case))],
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
    rows = [{"label": label, "value": value} for label, value in {**told, **own}.items() if value]
    return [_parted(row, "value") for row in rows]


def _parted(row: dict[str, str], *names: str) -> dict[str, str]:
    """A short row stays whole on its page; what would fill half of one may be parted, and is called `long`."""
    words = [row[name] for name in names if name in row]
    if sum(map(len, words)) <= SHORT:
        return row
    return {**{name: value for name, value in row.items() if name not in names}, "long": "；".join(words)}


def last_of(acts: list[Told]) -> list[Told]:
    """What the sheet can hold; a first row says how much came before, and where it is."""
    if len(acts) <= MOST_ACTS:
        return acts
    kept = acts[1 - MOST_ACTS :]
    return [Told("此前", [f"此前的 {len(acts) - len(kept)} 项见案卷中的操作日志"], "—", "—"), *kept]


def _act(told: Told) -> dict[str, str]:
    first, *others = told.said or ["—"]
    row = {"step": told.step, "who": told.who, "at": told.at, "said": first}
    if more := "；".join(others):
        row["more"] = more
    return _parted(row, "said", "more")


def _letter(letter: IssuedLetter) -> dict[str, str]:
    return {"title": letter.title, "number": letter.document_number, "on": _day(letter.issued_on)}


def _words(value: Any) -> str:
    return _day(value) if isinstance(value, date) else str(value or "")


def _day(day: date | None) -> str:
    return chinese_date(day) if day else ""
