"""Seals (印章): uploaded for an organ from a day on, ended on a day. Each letter names the one it was made with."""

from dataclasses import dataclass, field
from datetime import date

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.acts.errors import NotFound
from app.casework.acts.insertion import insert_once
from app.casework.administration.scope import get_unit, require_over
from app.casework.letters.seals import seal_on, seals_of
from app.casework.models import OrganSeal, StoredFile
from app.casework.store.files import hash_of
from app.database import db
from app.law.errors import InvalidInput, RuleViolation
from app.office.models import OrgUnit


class NoSealOfItsOwn(RuleViolation):
    """Only a unit that acts in its own name has a seal."""

    code = "no_seal_of_its_own"
    message = "内设机构不对外行文，不需要上传印章"


@dataclass(frozen=True)
class SealPicture:
    """A seal picture that passed the check. Its text form is its hash."""

    data: bytes = field(repr=False)

    @property
    def hash(self) -> str:
        return hash_of(self.data)

    def __str__(self) -> str:
        return self.hash


@use_case("set_seal")
def set_seal(act: Act, unit_id: int, picture: SealPicture, valid_from: date | None = None) -> Result:
    """上传印章: letters issued from that day on (default: today) carry this picture; earlier seals end there."""
    unit, since = get_unit(unit_id), valid_from or act.today
    require_over(act, unit)
    if not unit.may_act_in_its_own_name:
        raise NoSealOfItsOwn
    if since < act.today:
        raise InvalidInput(fields={"valid_from": f"启用日期不能早于今天（{act.today}）"})
    act.keep(picture.data)
    insert_once(
        StoredFile, hash=picture.hash, size=len(picture.data), media_type="image/png", has_active_content=False,
        stored_at=act.now,
    )  # fmt: skip
    before = seal_on(unit, act.today)
    _take_over_the_founding_seal(unit)
    _end_at(unit, since)
    db.session.add(
        OrganSeal(organ_id=unit.id, file_hash=picture.hash, valid_from=since,
                  uploaded_by_id=act.actor.person_id, uploaded_at=act.now)
    )  # fmt: skip
    unit.seal_hash = picture.hash
    db.session.flush()
    act.audit("unit.seal_set", f"上传印章：{unit.name}，自 {since} 起启用", unit=unit.id, before=before,
              after=picture.hash)  # fmt: skip
    return {"unit": unit.id}


@use_case("end_seal")
def end_seal(act: Act, seal_id: int, on: date, reason: str) -> Result:
    """停用印章: lost, worn or handed back; letters issued from that day on carry no seal until there is another."""
    seal = db.session.get(OrganSeal, seal_id, populate_existing=True)
    if seal is None:
        raise NotFound
    require_over(act, seal.organ)
    if on < max(act.today, seal.valid_from):
        raise InvalidInput(fields={"on": "停用日期不能早于今天，也不能早于启用日期"})
    if seal.valid_until is not None and seal.valid_until <= on:
        raise InvalidInput(fields={"on": f"这枚印章已于 {seal.valid_until} 停用"})
    seal.valid_until, seal.ended_why = on, reason
    if seal_on(seal.organ, on) is None and on <= act.today:
        seal.organ.seal_hash = None
    act.audit("unit.seal_ended", f"停用印章：{seal.organ.name}，自 {on}。{reason}", unit=seal.organ_id,
              seal=seal.file_hash)  # fmt: skip
    return {"unit": seal.organ_id}


def _take_over_the_founding_seal(unit: OrgUnit) -> None:
    """A picture that the unit was founded with becomes a seal with days like any other."""
    if unit.seal_hash and not seals_of(unit):
        db.session.add(OrganSeal(organ_id=unit.id, file_hash=unit.seal_hash, valid_from=unit.valid_from))
        db.session.flush()


def _end_at(unit: OrgUnit, since: date) -> None:
    """Every other seal ends where the new one begins; one that was to begin later never does."""
    for seal in seals_of(unit):
        if seal.valid_until is None or seal.valid_until > since:
            seal.valid_until = max(since, seal.valid_from)
