"""单位常用语: kept by an administrator for everybody who holds a post at the unit or below it."""

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.administration.scope import get_unit, require_over
from app.casework.models import Phrase
from app.casework.work.phrases import lines_of, replace


@use_case("set_unit_phrases")
def set_unit_phrases(act: Act, unit_id: int, phrases: str) -> Result:
    """单位常用语 anew, by whoever administers the unit. Raises NotFound, NotAllowed, InvalidInput."""
    unit = get_unit(unit_id)
    require_over(act, unit)
    lines = lines_of(phrases)
    rows = [Phrase(unit_id=unit.id, position=place, text=text) for place, text in enumerate(lines)]
    replace(Phrase.unit_id == unit.id, rows)
    act.audit("phrase.unit_set", f"修改单位常用语：{unit.name}，共 {len(lines)} 条", unit=unit.id)
    return {"phrases": len(lines)}
