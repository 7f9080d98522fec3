"""Whoever has a case in hand hears what became of one of its letters, after the quiet hours."""

from app.casework.acts.act import Act
from app.casework.messages import mail
from app.casework.messages.telling import Word, tell
from app.casework.terms.ladders import ladder_for
from app.casework.work.recipients import heads_of, people_at_work


def tell_clerks(act: Act, key: str, what: str, words: str) -> int:
    """By mail and SMS to those at work on the case, to its head where nobody is; once under this key. How many."""
    case = act.the_case
    people = people_at_work(case, act.today) or heads_of(case, act.today)
    word = Word(
        key, f"【{what}】{case.number}", f"办件编号：{case.number}\n{words}\n\n{mail.CLOSING}",
        f"/desk/cases/{case.number}", case.id, is_pressing=True,
        not_before=ladder_for(case.organ_id, case.due_kind or "").quiet_until(act.now),
    )  # fmt: skip
    tell(people, word, act.now)
    return len(people)
