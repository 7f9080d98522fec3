"""多元解读: further forms follow the text within their own limit, as files or as an address."""

from typing import Any

from marshmallow import Schema, ValidationError, validates
from sqlalchemy import delete

from app.casework.acts.act import Act
from app.casework.contract.attached import Files
from app.casework.contract.fields import Choice, Text
from app.casework.contract.forms import Facts, TaskForm, Values
from app.casework.contract.schemas import OfficeSchema
from app.casework.contract.tables import Rows
from app.casework.models import Document, WorkItem
from app.database import db
from app.law.channels import is_web_address
from app.law.errors import InvalidInput
from app.law.policy_material import FORMS
from app.processes.interpretation.models import FurtherForm
from app.processes.interpretation.package import package_of


class FurtherRow(OfficeSchema):
    """One form: what it is, its text if it is one (问答、案例、明白卡、一封信), or where it is to be seen."""

    form = Choice("形式", FORMS, widget="select")
    title = Text("标题", maximum=180)
    text = Text(
        "内容", maximum=5000, widget="textarea", required=False, hint="问答、案例、明白卡、一封信写在这里"
    )
    address = Text("网址", maximum=300, required=False, hint="视频、访谈等填写网址，不上传大文件")

    @validates("address")
    def check_address(self, value: str, **_options: Any) -> None:
        if value and not is_web_address(value):
            raise ValidationError("请填写以 http:// 或者 https:// 开头的网址")


class FurtherSchema(OfficeSchema):
    """All further forms of the package."""

    rows = Rows("解读形式", FurtherRow(), minimum=1)
    pictures = Files("图片、文件", minimum=0, hint="图解、明白卡的图片或者 PDF，文件名写明是哪一件")
    opinion = Text("说明", maximum=300, required=False)


def _schema(item: WorkItem) -> Schema:
    return FurtherSchema()


def _keep(act: Act, item: WorkItem, values: Values) -> Facts:
    case, documents = act.the_case, list(values["pictures"])
    promised = set(package_of(case).forms) - {row["form"] for row in values["rows"]}
    if promised:
        raise InvalidInput(
            fields={"rows": f"方案中的{'、'.join(FORMS[one] for one in sorted(promised))}还没有"}
        )
    db.session.execute(
        delete(FurtherForm).where(FurtherForm.case_id == case.id, FurtherForm.publication_id.is_(None))
    )
    for row in values["rows"]:
        _add(act, row, documents)
    if documents:
        raise InvalidInput(fields={"pictures": "文件多于没有内容和网址的解读形式，请逐件对应"})
    act.audit("package.further_forms", f"送审多元解读 {len(values['rows'])} 件")
    return {"is_further_done": True}


def _add(act: Act, row: dict[str, Any], documents: list[Document]) -> None:
    """A form without text or address takes the next file."""
    document = None if row["text"] or row["address"] else next(iter(documents), None)
    if document is not None:
        documents.remove(document)
    if not (row["text"] or row["address"] or document):
        raise InvalidInput(fields={"rows": f"“{row['title']}”既没有内容，也没有网址和文件"})
    db.session.add(
        FurtherForm(
            case_id=act.the_case.id, form=row["form"], title=row["title"], text=row["text"], address=row["address"],
            document_id=document.id if document else None, handed_in_at=act.now,
        )
    )  # fmt: skip


further = TaskForm(
    "further_forms",
    "补充多元解读",
    _schema,
    _keep,
    submit="送政府办审核",
    note="方案所列的各种形式须在期限内发布齐全。",
)
