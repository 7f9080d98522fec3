"""办理 handling with its search record."""

from collections.abc import Sequence

from marshmallow import Schema

from app.casework.acts.act import Act
from app.casework.contract.attached import Files
from app.casework.contract.fields import Choice, Text, Tick
from app.casework.contract.forms import Facts, TaskForm, Values, nothing_to_undo
from app.casework.contract.schemas import OfficeSchema
from app.casework.models import Case, Consultation, WorkItem
from app.casework.texts import versions
from app.casework.work.ways import onward
from app.database import db
from app.law.consulting import NotConsulted, check_is_consulted
from app.law.errors import InvalidInput
from app.law.outcomes import BY_ITEMS, OUTCOMES, gives_information, is_refusal
from app.law.searching import FINDING_WORDS, NOT_EXISTING, Finding
from app.law.secrecy import ORDINARY, SENSITIVE, sensitivity_of
from app.law.substance import says_nothing
from app.processes.disclosure import search_acts
from app.processes.disclosure.decisions import ON_HANDLING, options, outcome_class
from app.processes.disclosure.item_answers import check_items_are_searched, grounds_of_items
from app.processes.disclosure.judging import WHOLE, decided_code, items_of, judgement_of
from app.processes.disclosure.letters import REPLY
from app.processes.disclosure.record_facts import check_stands_on_record, not_offered, words_of
from app.processes.disclosure.registration import request_of
from app.processes.disclosure.reply_files import files_of
from app.processes.disclosure.searches import check_absence, standing_searches, summary_of
from app.steps.consultation_record import parties_of

SENSITIVITY_WORDS = {ORDINARY: "一般事项，不另送审", SENSITIVE: "可能涉密或者敏感，送保密审查岗审查"}
REFUSALS = tuple(code for code in ON_HANDLING if is_refusal(code))
SEARCH = ("scope", "method", "keywords", "result")
BESIDE = ("persons_asked", "search_papers")


class HandlingSchema(OfficeSchema):
    """Where and how was searched, and what the law says of the result.

    The search may be on record already (检索记录): then another is entered here only if there was one.
    """

    scope = Text("检索范围", maximum=1000, widget="textarea", hint="查了哪些档案、系统、科室、年份")
    method = Text(
        "检索方法", maximum=1000, widget="textarea", hint="如：文号检索、题名检索、逐卷翻查、询问经办人"
    )
    keywords = Text("关键词", maximum=300)
    persons_asked = Text("询问的人员", maximum=300, required=False, hint=search_acts.PERSONS)
    result = Text("检索结果", maximum=2000, widget="textarea", hint="查到的信息，或未查到的说明")
    search_papers = Files("检索材料", minimum=0, hint="检索截图、档案目录、询问记录，只存案卷")
    finding = Choice("检索结论", {str(one): words for one, words in FINDING_WORDS.items()}, required=False)
    outcome = Choice("处理决定", options(ON_HANDLING), hint="选定后系统给出对应的文书和救济告知")
    secrecy_reviewed = Tick("已作保密审查和公开属性审查（第十七条）", must="请先完成保密审查和公开属性审查")
    sensitivity = Choice(
        "是否送保密审查", SENSITIVITY_WORDS, required=False,
        hint="以涉及国家秘密、危及国家安全等为由不予公开的，一律送保密审查岗审查",
    )  # fmt: skip
    inseparable = Text(
        "区分处理（第三十七条）", maximum=600, widget="textarea", required=False, argues=True, for_letter=True,
        shown_when=f"outcome={'|'.join(REFUSALS)}",
        hint="不予公开的必填：为什么没有可以区分出来提供的部分，写入告知书，不得泄露信息本身。能够区分的，选择部分公开",
    )  # fmt: skip
    opinion = Text("办理意见", maximum=1000, widget="textarea", required=False)


_FURTHER = f"finding={'|'.join(Finding)}"
_ONLY_A_FURTHER_ONE = {
    "scope": Text("检索范围", maximum=1000, widget="textarea", required=False, shown_when=_FURTHER),
    "method": Text("检索方法", maximum=1000, widget="textarea", required=False, shown_when=_FURTHER),
    "keywords": Text("关键词", maximum=300, required=False, shown_when=_FURTHER),
    "persons_asked": Text("询问的人员", maximum=300, required=False, hint=search_acts.PERSONS, shown_when=_FURTHER),
    "result": Text("检索结果", maximum=2000, widget="textarea", required=False, shown_when=_FURTHER),
    "finding": Choice("又一次检索的结论", {str(one): words for one, words in FINDING_WORDS.items()}, required=False,
                      hint="已有检索记录。又有新的检索才选，并填写其范围、方法、关键词和结果"),
}  # fmt: skip


def _handling_schema(item: WorkItem) -> Schema:
    """What waits to be written is at most who takes the task: nothing that is read for the form depends on it."""
    with db.session.no_autoflush:
        return _offered(item)


def _offered(item: WorkItem) -> Schema:
    """A decision that rests on a consultation is offered when that is on record."""
    if items_of(item.case):
        outcome = _outcome_of_items(item.case)
    else:
        refused = not_offered(request_of(item.case), ON_HANDLING)
        parties = parties_of(item.case)
        codes = (code for code in ON_HANDLING if code not in refused and _may_be_decided(code, parties))
        hint = "。".join(filter(None, ("选定后系统给出对应的文书和救济告知", words_of(refused))))
        outcome = Choice("处理决定", options(tuple(codes)), hint=hint)
    searched = {} if not standing_searches(item.case) else _ONLY_A_FURTHER_ONE
    return HandlingSchema({**searched, "outcome": outcome})


def _outcome_of_items(case: Case) -> Choice:
    """Of a request that was split, the items make the outcome; which one is known when all are judged."""
    try:
        codes: tuple[str, ...] = (decided_code(case),)
    except InvalidInput:
        codes = BY_ITEMS
    return Choice("处理决定", options(codes), hint="由各项的判断得出；各项在“逐步判断”中填写")


def _check_as_judged(case: Case, code: str) -> None:
    """What was judged step by step is what is decided; who thinks otherwise says so there. Raises InvalidInput."""
    judged = decided_code(case)
    if judged and judged != code:
        words = f"逐步判断的结论为“{OUTCOMES[judged].title}”；改变结论的，请在“逐步判断”中修改并写明理由"
        raise InvalidInput(words, fields={"outcome": words})


def _may_be_decided(code: str, parties: Sequence[Consultation]) -> bool:
    try:
        check_is_consulted(code, parties)
    except NotConsulted:
        return False
    return True


def _handle(act: Act, item: WorkItem, values: Values) -> Facts:
    request = request_of(act.the_case)
    _check_as_judged(act.the_case, values["outcome"])
    check_is_consulted(values["outcome"], parties_of(act.the_case))
    check_stands_on_record(request, values["outcome"], "outcome")
    request.inseparable = _why_undivided(values)
    _enter_search(act, item, values)
    request.secrecy_reviewed_by_id, request.secrecy_reviewed_at = act.actor.person_id, act.now
    act.audit(
        "secrecy.reviewed", "声明已作保密审查和公开属性审查（第十七条）", node=item.node,
        outcome=values["outcome"],
    )  # fmt: skip
    if values["outcome"] != request.outcome:
        request.draft_facts = {}
        versions.discard(act, REPLY, "处理决定改变")
    request.outcome = act.the_case.outcome = values["outcome"]
    check_absence(request, "outcome")
    check_items_are_searched(request, "outcome")
    check_is_consulted("", parties_of(act.the_case), grounds_of_items(request))
    _tell_what_is_kept_back(act, values["outcome"])
    sensitivity = sensitivity_of(values["outcome"], values.get("sensitivity") or "")
    return {"outcome_class": outcome_class(values["outcome"]), "sensitivity": sensitivity, **onward(item)}


def _why_undivided(values: Values) -> str:
    """第三十七条 is asked for every refusal. Raises InvalidInput without an answer; other decisions have none."""
    if not is_refusal(values["outcome"]):
        return ""
    if not values["inseparable"]:
        words = "不予公开的，请写明为什么不能作区分处理；能够区分的，应当选择部分公开（第三十七条）"
        raise InvalidInput(fields={"inseparable": words})
    return str(values["inseparable"])


def _enter_search(act: Act, item: WorkItem, values: Values) -> None:
    """The search that was typed with the decision. Raises InvalidInput for half an entry."""
    typed = [name for name in (*SEARCH, *BESIDE) if values.get(name)]
    if not typed and standing_searches(act.the_case):
        return
    if missing := [name for name in SEARCH if not values[name]]:
        raise InvalidInput(
            fields=dict.fromkeys(missing, "又有新的检索的，检索范围、方法、关键词和结果都须填写")
        )
    _refuse_empty_record(values)
    finding = values["finding"] or (Finding.NOTHING if values["outcome"] == NOT_EXISTING else "")
    said = {**values, "finding": finding, "began_on": None, "searched_on": act.today}
    search_acts.enter(act, said, item.lane_unit_id, papers=values["search_papers"])


def _refuse_empty_record(values: Values) -> None:
    """第三十六条第四项: that something does not exist rests on the search; 无 is none. Raises InvalidInput."""
    names = ("scope", "method", "keywords") if values["outcome"] == NOT_EXISTING else ()
    if empty := [name for name in names if says_nothing(values[name])]:
        words = "答复信息不存在的，须如实写明检索情况，不能只写“无”"
        raise InvalidInput(fields=dict.fromkeys(empty, words))


def _tell_what_is_kept_back(act: Act, decided: str) -> None:
    """Files that were found stay in the case when they are not to be given out; the record says so."""
    files = files_of(act.the_case)
    if files and not gives_information(decided):
        act.audit(
            "reply_file.kept_back", f"处理决定不提供信息，已添加的 {len(files)} 份附件只留案卷，不随答复提供"
        )


def _initial(case: Case) -> Values:
    request = request_of(case)
    judged = {"outcome": _judged(case), "inseparable": _why_whole(case)}
    decided = {"outcome": request.outcome, "inseparable": request.inseparable}
    return judged if judged["outcome"] else decided if request.outcome else {}


def _judged(case: Case) -> str:
    try:
        return decided_code(case)
    except InvalidInput:
        return ""


def _why_whole(case: Case) -> str:
    whole = judgement_of(case, WHOLE)
    return whole.why_whole if whole is not None else ""


handling = TaskForm(
    key="handling",
    title="检索与拟定意见",
    schema=_handling_schema,
    apply=_handle,
    initial=_initial,
    submit="提交处理决定",
    undo=nothing_to_undo,
    advice=lambda case, on: summary_of(case),
    note="“其他办理”里的“逐步判断”依次提问并给出建议，一件申请有多项内容的在那里拆分。先如实记录检索情况：答复“信息不存在”时，这是尽到检索义务的证据。再依次判断：是不是政府信息、谁负责公开、有没有、给不给、怎么给。",
)
