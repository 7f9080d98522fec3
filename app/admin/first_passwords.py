"""Pages: 发放首次密码: one organ is chosen, its people without a password get one each, on a sheet shown once."""

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app import timekeeping
from app.admin.blueprint import bp
from app.admin.sending import run, sent
from app.casework.acts.commands import result_of
from app.casework.administration import first_sheet
from app.casework.administration.first_sheet import MOST_ON_A_SHEET, Slip
from app.casework.contract.fields import Choice
from app.casework.contract.forms import load_schema
from app.casework.contract.schemas import OfficeSchema
from app.office.models import OrgUnit, Person
from app.office.organs import organ_of
from app.office.permissions import Permission
from app.web.access import current_standing, requires
from app.web.acting import sending_key
from app.web.schema_fields import field_views

TOLD = (
    "给还没有密码的人员各生成一个首次登录密码，列在一张密码单上，只显示一次：请当场打印，裁开后分别当面交给本人，由本人首次登录时修改。"
    "系统不保存密码原文；没有打印成功的，逐人重置密码。系统、安全、审计管理员的账号须由两人办理，不在其内。"
)
SHOWN_BEFORE = "这次提交已经处理过，密码单只显示一次；没有打印成功的，请逐人重置密码"


@bp.route("/people/first-passwords", methods=["GET", "POST"])
@requires(Permission.ADMINISTER_OFFICE)
def give_first_passwords() -> ResponseReturnValue:
    """The organs at which people wait for one; then the sheet, once."""
    waiting = first_sheet.without_password(current_standing())
    schema = _schema(first_sheet.organs_of_sheets(waiting))
    form = sent(lambda typed: _give(waiting, int(load_schema(schema, typed)["organ_id"])))
    if form.is_done and not form.result:
        flash(SHOWN_BEFORE, "warning")
        return redirect(url_for(".list_people"))
    if form.is_done:
        return _sheet(form.result)
    fields = field_views(schema, form.typed, form.errors)
    return render_template(
        "admin/form.html", title="发放首次密码", sub=f"还没有密码的 {len(waiting)} 人", fields=fields,
        crumbs=[("人员", url_for(".list_people")), ("发放首次密码", None)], errors=form.errors,
        button_words="生成密码单", back=url_for(".list_people"), note=TOLD,
    ), form.status  # fmt: skip


def _schema(organs: list[tuple[OrgUnit, int]]) -> OfficeSchema:
    names = {str(organ.id): f"{organ.name}（{number} 人）" for organ, number in organs}
    hint = f"一张密码单最多 {MOST_ON_A_SHEET} 人，超过的再生成一张"
    return OfficeSchema({"organ_id": Choice("机关", names, widget="select", hint=hint)})


def _give(waiting: list[tuple[Person, OrgUnit]], organ_id: int) -> list[Slip]:
    """The slips of the sheet; none for what was sent and done before."""
    key = sending_key()
    if key is not None and result_of(key) is not None:
        return []
    slips = first_sheet.new_sheet(
        [one for one in waiting if organ_of(one[1]).id == organ_id], timekeeping.now()
    )
    people, passwords = [one.person.id for one in slips], [one.password for one in slips]
    done = run(first_sheet.give_first_passwords, people=people, passwords=passwords)
    return slips if done["fingerprint"] == first_sheet.fingerprint_of(passwords) else []


def _sheet(slips: list[Slip]) -> str:
    return render_template(
        "admin/first_passwords.html", slips=slips, organ=organ_of(slips[0].unit), back=url_for(".list_people"),
        printed_by=g.person.name, now=timekeeping.now(),
    )  # fmt: skip
