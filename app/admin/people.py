"""Pages: the people, one person, a new person."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import timekeeping
from app.admin import people_forms, reach
from app.admin.blueprint import bp
from app.admin.sending import run, sent
from app.casework.administration import guarded, people
from app.casework.administration.accounts import NewPassword, new_password
from app.casework.contract.forms import load_schema
from app.casework.work.held import held_words
from app.casework.work.stranded import number_waiting
from app.office.absences import absence_on, absences_from, deputised_by
from app.office.factors import is_set
from app.office.holders import holders_of, served_by
from app.office.models import Appointment, Person
from app.office.permissions import Permission
from app.office.vocabulary import SEPARATED_ROLES, Role
from app.web.access import requires
from app.web.page_number import page_number
from app.web.schema_fields import field_views

FIRST_PASSWORD = (
    "系统生成首次登录密码，只显示一次，由本人首次登录时修改；系统、安全、审计管理员的账号须由两人办理。"
)

NAMED = 3
"""So many who remain in a post are named."""


@bp.get("/people")
@requires(Permission.ADMINISTER_OFFICE)
def list_people() -> str:
    """All people within reach, by name; search by name or login, by unit and by post."""
    words, today = request.args.get("q", ""), timekeeping.today()
    units = reach.lasting_units(today)
    unit = next((one for one in units if str(one.id) == request.args.get("unit")), None)
    role = next((one for one in Role if one == request.args.get("role")), None)
    page = reach.administered_people(words, page_number(), unit, role, today)
    chosen: dict[str, Any] = {"q": words or None, "unit": unit.id if unit else None, "role": role}
    return render_template(
        "admin/people.html", page=page, words=words, today=today, roles=[(one, one.title_zh) for one in Role],
        units=list(people_forms.unit_choices(units).items()), chosen=chosen,
        address=lambda number: url_for(".list_people", **chosen, page=number),
    )  # fmt: skip


@bp.get("/people/<row_id:person_id>")
@requires(Permission.ADMINISTER_OFFICE)
def show_person(person_id: int) -> str:
    """One person: account, posts, absences."""
    person, today = reach.administered_person(person_id), timekeeping.today()
    return render_template(
        "admin/person.html", person=person, today=today, role=Role, away=absence_on(person, today),
        absences=absences_from(person, today), posts=list(reversed(person.appointments)), held=held_words(person.id),
        has_factor=is_set(person),
    )  # fmt: skip


@bp.route("/people/new", methods=["GET", "POST"])
@requires(Permission.ADMINISTER_OFFICE)
def new_person() -> ResponseReturnValue:
    """An account, a first post, and a password that is shown once; or a proposal."""
    today = timekeeping.today()
    units = reach.lasting_units(today)
    schema = people_forms.new_person_schema(units)
    form = sent(lambda typed: _add(load_schema(schema, typed)))
    if form.is_done:
        return to_proposal(form.result) if isinstance(form.result, int) else show_password(*form.result)
    asked = request.args.get("unit", "")
    begins = next((unit.valid_from for unit in units if str(unit.id) == asked), today)
    known = {"unit_id": asked, "valid_from": max(today, begins)}
    return render_template(
        "admin/form.html", title="新增人员", crumbs=[("人员", url_for(".list_people")), ("新增人员", None)],
        fields=field_views(schema, form.values(known), form.errors), errors=form.errors, button_words="新增",
        back=url_for(".list_people"), note=FIRST_PASSWORD,
    ), form.status  # fmt: skip


@bp.route("/people/<row_id:person_id>/edit", methods=["GET", "POST"])
@requires(Permission.ADMINISTER_OFFICE)
def edit_person(person_id: int) -> ResponseReturnValue:
    """Name, telephone, e-mail."""
    person, schema = reach.administered_person(person_id), people_forms.PersonSchema()
    known = {"name": person.name, "telephone": person.telephone, "email": person.email}
    form = sent(lambda typed: run(people.change_person, person_id=person_id, **load_schema(schema, typed)))
    if form.is_done:
        flash(f"已保存{person.name}的信息", "success")
        return redirect(url_for(".show_person", person_id=person_id))
    fields = field_views(schema, form.values(known), form.errors)
    return person_form(person, "修改人员信息", fields, form.errors, "保存"), form.status


def person_form(
    person: Person, title: str, fields: list[Any], errors: dict[str, str], button: str, note: str = ""
) -> str:
    """A form about a person."""
    back = url_for(".show_person", person_id=person.id)
    return render_template(
        "admin/form.html", title=title, sub=f"{person.name}（{person.login}）", fields=fields, errors=errors,
        crumbs=[("人员", url_for(".list_people")), (person.name, back), (title, None)], button_words=button, back=back,
        note=note,
    )  # fmt: skip


def left_behind(person: Person) -> str:
    """What a person leaves who goes: the tasks in hand stay there until somebody hands them over."""
    held = held_words(person.id)
    words = f"{held}。请先由本人、负责人或者督查转办、退回待认领。" if held else "名下没有未办完的待办。"
    return words + standing_in(person)


def left_without(held: Appointment) -> str:
    """Who is left in a post that one leaves, and what waits for it: at the unit, and above it within its organ."""
    today, role = timekeeping.today(), Role(held.role)
    others = {
        unit: [one.name for one in holders_of(role, unit, today) if one.id != held.person_id]
        for unit in served_by(held.unit, role)
    }
    if names := others[held.unit]:
        return f"担任该岗位的还有{'、'.join(names[:NAMED])}{'等' if names[NAMED:] else ''}。"
    vacant = [unit for unit, names in others.items() if not names]
    waiting = sum(number_waiting(unit, role, today) for unit in vacant)
    words = f"其后{vacant[-1].name}没有其他{role.title_zh}"
    return f"{words}：待认领的 {waiting} 项待办将没有人办理，请先任命。" if waiting else f"{words}。"


def standing_in(person: Person) -> str:
    """For whom the person stands in, who would be left without a deputy."""
    absences = deputised_by(person, timekeeping.today())
    names = "、".join(dict.fromkeys(one.person.name for one in absences))
    return f"正代理或者将代理{names}的职责，请先为其另行指定代理人。" if names else ""


def show_password(person: Person, password: NewPassword, result: dict[str, Any]) -> ResponseReturnValue:
    """The new password, once: a repeated sending gets none."""
    if result["fingerprint"] != password.fingerprint:
        flash("这次提交已经处理过，密码只显示一次；如没有看到，请重置密码", "warning")
        return redirect(url_for(".show_person", person_id=person.id))
    return render_template("admin/password.html", person=person, password=password.plain)


def to_proposal(proposal_id: int) -> ResponseReturnValue:
    """What nobody does alone waits for a second person."""
    flash("已提交复核：另一名系统管理员或者安全管理员同意后生效", "success")
    return redirect(url_for(".show_proposed", proposal_id=proposal_id))


def _add(values: dict[str, Any]) -> int | tuple[Person, NewPassword, dict[str, Any]]:
    """The person with the password; of one of the three administrators, the proposal."""
    values["unit_id"] = int(values["unit_id"])
    if values["role"] in SEPARATED_ROLES:
        return int(run(guarded.propose_person, **values)["proposal"])
    password = new_password(Person(login=values["login"], name=values["name"]), timekeeping.now())
    result = run(people.add_person, password=password, **values)
    return reach.administered_person(result["person"]), password, result
