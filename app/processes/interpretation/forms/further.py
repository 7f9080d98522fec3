"""多元解读: the further forms of the plan follow the text within their own limit: written, as files, or by address."""

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, ValidationError, validates_schema

from app.casework.acts.act import Act
from app.casework.contract.attached import Files
from app.casework.contract.fields import Text
from app.casework.contract.forms import Facts, TaskForm, Values
from app.casework.contract.schemas import OfficeSchema
from app.casework.models import Case, WorkItem
from app.database import db
from app.law.channels import is_web_address
from app.law.errors import InvalidInput
from app.law.policy_material import FORMS
from app.processes.interpretation.further_forms import further_of
from app.processes.interpretation.models import FurtherFile, FurtherForm
from app.processes.interpretation.package import package_of

WRITTEN = frozenset({"questions", "cases", "card", "letter", "press", "interview"})
"""Forms that are words, or may be."""
SHOWN = frozenset(FORMS) - {"video"}
"""Forms that may be a file; a film is never uploaded, its address is given."""
TITLE, WORDS, ADDRESS, FILES = "_title", "_text", "_address", "_files"


class FurtherSchema(OfficeSchema):
    """The forms of the plan, each with its own fields."""

    @validates_schema
    def check_addresses(self, data: Mapping[str, Any], **_options: Any) -> None:
        faults = {
            name: ["请填写以 http:// 或者 https:// 开头的网址"]
            for name, value in data.items() if name.endswith(ADDRESS) and value and not is_web_address(value)
        }  # fmt: skip
        if faults:
            raise ValidationError(faults)


def _members(form: str, now: FurtherForm | None) -> dict[str, Any]:
    """The fields of one form of the plan."""
    name = FORMS[form]
    members: dict[str, Any] = {form + TITLE: Text(f"{name}标题", maximum=180)}
    if form in WRITTEN:
        members[form + WORDS] = Text(f"{name}内容", maximum=5000, widget="textarea", required=False)
    if form in SHOWN:
        kept = "、".join(f"“{one.filename}”" for one in now.documents) if now is not None else ""
        hint = f"现为{kept}，重新选择会替换。" if kept else ""
        members[form + FILES] = Files(
            f"上传{name}", minimum=0, maximum=9, reads=True, hint=f"{hint}图片、PDF、DOCX；视频请填写网址"
        )
    hint = "视频不上传，填写政府网站或者视频平台上的网址" if form == "video" else "已在别处刊出的，填写网址"
    members[form + ADDRESS] = Text(f"{name}网址", maximum=300, required=False, hint=hint)
    return members


def _schema(item: WorkItem) -> Schema:
    known = _waiting(item.case)
    members: dict[str, Any] = {}
    for form in package_of(item.case).forms:
        members |= _members(form, known.get(form))
    members["opinion"] = Text("说明", maximum=300, required=False)
    return FurtherSchema(members)


def _waiting(case: Case) -> dict[str, FurtherForm]:
    """Those that were handed in and are not public yet."""
    return {one.form: one for one in further_of(case) if one.publication_id is None}


def _keep(act: Act, item: WorkItem, values: Values) -> Facts:
    case, known = act.the_case, _waiting(act.the_case)
    asked = package_of(case).forms
    for form in asked:
        one = known.get(form) or FurtherForm(case_id=case.id, form=form)
        one.title, one.address = values[form + TITLE], values[form + ADDRESS]
        one.text, one.handed_in_at = values.get(form + WORDS, ""), act.now
        if documents := values.get(form + FILES):
            one.files = [FurtherFile(position=at, document_id=each.id) for at, each in enumerate(documents)]
        _refuse_empty(one)
        db.session.add(one)
    db.session.flush()
    act.audit("package.further_forms", f"送审多元解读 {len(asked)} 件")
    return {"is_further_done": True}


def _refuse_empty(one: FurtherForm) -> None:
    """云政办发〔2023〕13号: what the plan promises is there to be read, or an address says where."""
    if one.text or one.address or one.files:
        return
    ways = ["填写内容"] * (one.form in WRITTEN) + ["上传文件"] * (one.form in SHOWN) + ["填写网址"]
    where = one.form + (FILES if one.form in SHOWN else ADDRESS)
    raise InvalidInput(fields={where: f"方案中的{FORMS[one.form]}还没有，请{'或者'.join(ways)}"})


def _initial(case: Case) -> Values:
    found: Values = {}
    for form, one in _waiting(case).items():
        found |= {form + TITLE: one.title, form + ADDRESS: one.address, form + WORDS: one.text}
    return found


further = TaskForm(
    "further_forms", "补充多元解读", _schema, _keep, initial=_initial, submit="送政府办审核",
    note="方案所列的各种形式须在期限内发布齐全；每一种可以直接填写、上传，或者填写网址。",
)  # fmt: skip
