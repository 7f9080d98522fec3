"""征求意见 as the pages show it: one row for each party, and what may be done with it now."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for
from marshmallow import Schema

from app.casework.acts.commands import UseCase
from app.casework.models import Case, Consultation
from app.casework.models.consultations import ConsultationState as State
from app.law.clock import Clock
from app.law.consulting import ASKED_WORDS, Answer, Asked
from app.law.office_time import office_day
from app.office.permissions import Permission, allows
from app.office.standing import Standing
from app.steps import consultation_acts as acts
from app.steps import consultation_answers as answers
from app.steps import consultation_changes as changes
from app.steps import consultation_forms as forms
from app.steps import consultation_sending as sending
from app.steps.consultation_record import (
    STATE_WORDS,
    answer_words,
    consultations_of,
    limits_of,
    notice_owed,
    secrets_of,
)
from app.steps.consultation_rule import consulting_rule
from app.steps.consultation_units import people_told
from app.web.filters import plain_date

Rows = list[dict[str, Any]]
TONES = {State.OUT: "warm", State.ANSWERED: "green", State.SILENT: "plain", State.DROPPED: "plain"}


@dataclass(frozen=True)
class Doing:
    """An act with one party: its words, its form, who may, what the page says before it, `effect` of the time."""

    words: str
    use: UseCase
    permission: Permission
    schema: type[Schema] = forms.NothingSchema
    note: str = ""
    effect: str = ""


DOINGS: dict[str, Doing] = {
    "letter": Doing("制发征求意见文书", acts.issue_consultation_letter, Permission.ISSUE_LETTER,
                    note="制发后编号、用印，内容不能再改。送出以后请登记送出日期。", effect="计时自送出次日起停止。"),
    "sending": Doing("登记送出", sending.record_sent, Permission.RECORD_DELIVERY, forms.SendingSchema,
                     effect="送出之日的次日起，征求意见所需时间不计入期限（条例第三十三条第三款）。"),
    "receipt": Doing("登记签收", sending.record_receipt, Permission.RECORD_DELIVERY, forms.ReceiptSchema,
                     "对方自签收次日起有 15 个工作日提出意见。"),
    "return": Doing("登记退回", sending.record_returned, Permission.RECORD_DELIVERY, forms.ReturnSchema,
                    "邮件未能送达的，这一份到此为止。核实地址后，可以重新征求这一方的意见。", "计时恢复。"),
    "answer": Doing("登记意见", answers.record_answer, Permission.CONSULT, forms.AnswerSchema,
                    "意见原件请在“添加材料”中上传。期满以后收到的，存卷，不改变期限。"),
    "change": Doing("变更意见", changes.change_answer, Permission.CONSULT, forms.ChangedAnswerSchema,
                    "对方在期限内改变意见、期满后改为同意公开，或者登记有误的，在这里变更。原来的意见保留在案。",
                    "计时仍以首次收到意见之日为准。"),
    "silence": Doing("登记逾期未复", answers.record_silence, Permission.CONSULT,
                     note="期限届满次日起方可登记。第三方逾期，不推定同意或者反对；共同制作机关逾期，视为同意。"),
    "notice": Doing("告知第三方决定公开", acts.tell_of_disclosure, Permission.ISSUE_LETTER,
                    forms.DisclosureNoticeSchema,
                    "不公开可能对公共利益造成重大影响的，可以决定公开，公开前书面告知第三方（第十五条、第三十二条）。"),
    "drop": Doing("撤回征求", answers.drop_consultation, Permission.CONSULT, forms.DropSchema,
                  "不再需要这一方的意见。", "已送出的，自今日起不再因此停止计时。"),
}  # fmt: skip


RUNS_ON = "本件的期限不因征求意见停止。"


def note_of(what: Doing, case: Case) -> str:
    """What to know before doing it; what it does to the time, where it does something."""
    if not what.effect:
        return what.note
    return what.note + (what.effect if consulting_rule(case).stands_still(case) else RUNS_ON)


def doings_of(row: Consultation) -> tuple[str, ...]:
    """What fits where the row stands: a courtesy, the acts look again."""
    match row.state:
        case State.PREPARED:
            return ("letter", "drop")
        case State.ISSUED:
            return ("sending", "drop")
        case State.OUT if row.party == Asked.HOUSE_UNIT:
            return ("answer", "drop")
        case State.OUT:
            return (
                ("answer", "silence", "drop") if row.delivered_on else ("receipt", "return", "answer", "drop")
            )
        case State.SILENT if not row.answer:
            return ("answer",)
        case State.ANSWERED if row.has_notice:
            return ()
        case State.ANSWERED if row.party == Asked.THIRD_PARTY and row.answer != Answer.AGREED:
            return ("notice", "change")
        case State.ANSWERED:
            return ("change",)
    return ()


def may(name: str, row: Consultation, standing: Standing) -> bool:
    """Whether the page offers this act to this person."""
    is_time = row.case.is_open or name == "answer"
    return (
        is_time
        and name in doings_of(row)
        and allows(DOINGS[name].permission, standing, row.case, standing.on)
    )


def consultation_rows(case: Case, standing: Standing) -> Rows:
    """The card of the case page."""
    limits = limits_of(case)
    return [_row(row, standing, limits.get(row.key)) for row in consultations_of(case)]


def notice_link(case: Case, standing: Standing) -> str:
    """Where the letter is issued that tells who applied of the consultation, while it is owed; else empty."""
    if not consultations_of(case) or not case.is_open:
        return ""
    rule = consulting_rule(case)
    kind = rule.notice if rule.stands_still(case) else ""
    is_mine = allows(Permission.ISSUE_LETTER, standing, case, standing.on)
    return (
        url_for("desk.fill_letter", number=case.number, kind=kind)
        if is_mine and notice_owed(case, kind)
        else ""
    )


def consultation_row(row: Consultation, standing: Standing) -> dict[str, Any]:
    """One party, its days, and links to what this person may do."""
    return _row(row, standing, limits_of(row.case).get(row.key))


def _row(row: Consultation, standing: Standing, clock: Clock | None) -> dict[str, Any]:
    links = [
        (
            DOINGS[name].words,
            url_for("desk.do_consultation", number=row.case.number, which=row.number, doing=name),
        )
        for name in doings_of(row)
        if may(name, row, standing)
    ]
    return {
        "key": row.key, "name": row.shown_name, "party": ASKED_WORDS[row.party], "information": row.information,
        "state": STATE_WORDS[row.state], "tone": TONES.get(row.state, "plain"), "days": _days(row, clock, standing.on),
        "answer": answer_words(row), "links": [*links, *_looks(row, standing)],
    }  # fmt: skip


def _looks(row: Consultation, standing: Standing) -> list[tuple[str, str]]:
    """To the logged act of looking at what is masked."""
    if not allows(Permission.UNMASK_PERSONAL_DATA, standing, row.case, standing.on):
        return []
    return [
        (f"查看{secret.title}", url_for("desk.reveal", number=row.case.number, field=name))
        for name, secret in secrets_of(row).items()
    ]


def _days(row: Consultation, clock: Clock | None, on: date) -> str:
    known = ((row.sent_on, "送出"), (row.delivered_on, "签收"), (clock.due_on if clock else None, "届满"),
             (row.answered_on, "收到意见"), (row.silent_on, "登记逾期"))  # fmt: skip
    days = [f"{plain_date(day)} {words}" for day, words in known if day]
    if row.party == Asked.HOUSE_UNIT:
        days.insert(0, f"{plain_date(office_day(row.asked_at))} 征求")
    if row.party == Asked.HOUSE_UNIT and row.state is State.OUT:
        days.append(_waits_where(row, on))
    return " · ".join(days)


def _waits_where(row: Consultation, on: date) -> str:
    """Whether anybody of the unit can answer at a desk; else it has to be asked in another way."""
    if row.unit_id is not None and people_told(row.unit_id, on):
        return "在该单位的“来函征求意见”中待回复"
    return "该单位没有可以在平台回复的人员，请另行联系后登记意见"
