"""Taking over a list of people: all of its rows in one act, or none. No password is made: first ones are given out
after it, on a sheet (`first_sheet`)."""

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.administration.people_file import NewPerson, check_people
from app.casework.administration.proposing import refuse_alone
from app.casework.administration.scope import require_over, units_within
from app.casework.ledger.acts import MOST_TOLD, LedgerFile
from app.law.errors import InvalidInput
from app.office import people as office_people
from app.office.permissions import ANYWHERE, Permission
from app.office.standing import standing_of


@use_case("import_people")
def import_people(act: Act, people: LedgerFile) -> Result:
    """批量新增人员. Raises InvalidInput with the first faults: then nobody was added."""
    act.require(Permission.ADMINISTER_OFFICE, ANYWHERE)
    by, today = act.actor.person, act.today
    units = units_within(standing_of(by, today), today) if by is not None else []
    checked = check_people(people.workbook, units)
    if checked.faults:
        told = {one.cell or f"第 {one.row} 行": str(one) for one in checked.faults[:MOST_TOLD]}
        raise InvalidInput(f"有误 {len(checked.faults)} 处，没有导入任何人", fields=told)
    for person in checked.new:
        _add(act, person)
    act.audit("person.imported", f"导入人员名单：{len(checked.new)} 人", file=people.hash, unit=units[0].id)
    return {"people": len(checked.new)}


def _add(act: Act, new: NewPerson) -> None:
    require_over(act, new.unit)
    for role in new.roles:
        refuse_alone(role)
    person = office_people.add_person(
        login=new.login, name=new.name, telephone=new.telephone, email=new.email
    )
    for role in new.roles:
        office_people.appoint(person, new.unit, role, new.valid_from)
    titles = "、".join(role.title_zh for role in new.roles)
    words = f"新增人员：{new.name}（{person.login}），{new.unit.short_name}{titles}，自 {new.valid_from}"
    act.audit("person.added", words, person=person.id, unit=new.unit.id, role=str(new.roles[0]))
