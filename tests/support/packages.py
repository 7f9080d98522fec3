"""A driver of policy packages for tests: the road from the draft to the archive, in the words of the diagram."""

from typing import Any

from app.casework.models.work import APPROVE, SEND_BACK
from app.casework.work import work_items
from app.database import db
from app.office.models import OrgUnit
from app.office.passwords import set_password
from app.office.people import add_person, appoint
from app.office.reorganisation import open_unit
from app.office.vocabulary import Role, UnitKind
from app.processes.interpretation import use_cases
from app.processes.interpretation.package import package_of
from app.steps.writing import SEEN
from tests.support.county import LONG_AGO, PASSWORD, County
from tests.support.office import MORNING, Office
from tests.support.walks import walked

TITLE = "禄丰市农村宅基地管理办法"
BODY = "\n".join((
    "第一条　为规范农村宅基地管理，制定本办法。", "第二条　农村村民一户只能拥有一处宅基地。",
    "第三条　本办法自印发之日起施行。",
))  # fmt: skip
PASSAGES = {
    "background": "近年来建房申请增多，审批标准不一，因此制定这个办法。",
    "terms": "“一户一宅”指一户人家只能有一处宅基地。",
    "rights": "申请不用交费，村里先公示，镇里十五天内答复。",
    "service": "到镇便民服务中心窗口办理，电话0878-0000003。",
}
DOCUMENT: dict[str, Any] = {
    "title": TITLE, "kind": "normative", "document_text": BODY, "openness": "active",
    "openness_reason": "涉及群众切身利益，应当让公众广泛知晓", "road": "explain", "co_signing": "choose",
}  # fmt: skip
PLAN: dict[str, Any] = {
    "first_interpreter": "局长己", "interpreter_post": "局长", "planned_on": "2026-03-20",
    "outline": "为什么制定；对建房申请有哪些新要求；怎样办理", "channels": ["wechat"], "forms": [],
    "contact": "承办丁", "contact_telephone": "0878-0000001",
}  # fmt: skip
MATERIAL: dict[str, Any] = {
    "title": f"《{TITLE}》解读",
    "material_text": "\n".join(PASSAGES.values()),
    **PASSAGES,
}
CO_SIGNERS = {"财政局": "financehead", "农业农村局": "farmhead", "司法局": "justicehead"}
UNITS = (
    ("LF-CZ", "禄丰市财政局", "财政局", "financehead", "财政午"),
    ("LF-NY", "禄丰市农业农村局", "农业农村局", "farmhead", "农业未"),
    ("LF-SF", "禄丰市司法局", "司法局", "justicehead", "司法申"),
)  # fmt: skip
REVIEWS = {"T_legal": "legal", "T_secrecy": "secrecy", "T_openness": "officehead", "T_sign_leader": "leader"}
TICKS = {f"checked_{key}": True for key in PASSAGES}


def staff(county: Any) -> None:
    """Three more departments with heads."""
    for code, name, short, login, head in UNITS:
        unit = open_unit(code=code, name=name, short_name=short, kind=UnitKind.DEPARTMENT, valid_from=LONG_AGO,
                         parent=county.units["LF"], document_code=f"{short}公开")  # fmt: skip
        _person(login, head, unit, Role.UNIT_HEAD)
    db.session.commit()


def _person(login: str, name: str, unit: OrgUnit, role: Role) -> None:
    person = add_person(login=login, name=name)
    db.session.flush()
    set_password(person, PASSWORD, MORNING, must_change=False)
    appoint(person, unit, role, LONG_AGO)


class Packages(Office):
    """The office with packages: each verb brings the case one step on."""

    @walked
    def staffed(self) -> "Packages":
        """In a county with the three more departments."""
        staff(County.load())
        return self

    @walked
    def begun(self, title: str = TITLE, login: str = "handler", unit: str = "LF-ZRZY") -> "Packages":
        data = {"unit": unit, "title": title}
        self.number = self.run(use_cases.begin_package, self.person(login), data=data)["number"]
        return self

    def write(self, node: str, **values: Any) -> dict[str, Any]:
        """The drafter hands in a form with texts, whose page says which versions it showed."""
        item = self.item(node)
        shown = work_items.form_of(item).initial(item.case)
        seen = {name: value for name, value in shown.items() if name.endswith(SEEN)}
        return self.complete("handler", item, **{**seen, **values})

    @walked
    def drafted(self, **changes: Any) -> "Packages":
        self.write("T_document", **{**DOCUMENT, **changes})
        return self

    @walked
    def planned(self, **changes: Any) -> "Packages":
        self.do("handler", "T_plan", **{**PLAN, **changes})
        return self

    @walked
    def sent_in(self, **changes: Any) -> "Packages":
        self.write("T_material", **{**MATERIAL, **changes})
        return self

    @walked
    def organised(
        self, document: dict[str, Any] | None = None, plan: dict[str, Any] | None = None
    ) -> "Packages":
        self.begun().drafted(**(document or {})).planned(**(plan or {})).sent_in()
        self.do("reviewer", "T_gate", decision="accept")
        return self

    @walked
    def chosen(self, units: str = "财政局、农业农村局、司法局") -> "Packages":
        names = {short: name for _code, name, short, *_more in UNITS}
        chosen = "\n".join(names[one] for one in units.split("、"))
        self.do("handler", "T_choose", units=chosen)
        return self

    def copies(self) -> dict[str, Any]:
        """The open copies of the co-signing by the unit that they wait for."""
        return {item.unit.short_name: item for item in self.open_items() if item.copy_item}

    def co_sign(self, unit: str, decision: str = APPROVE, opinion: str = "", **more: Any) -> dict[str, Any]:
        copy = self.copies()[unit]
        return self.complete(CO_SIGNERS[unit], copy, decision=decision, opinion=opinion, **more)

    @walked
    def co_signed(self) -> "Packages":
        for unit in list(self.copies()):
            self.co_sign(unit)
        return self

    @walked
    def review(self, node: str, decision: str = APPROVE, opinion: str = "", **more: Any) -> "Packages":
        asked = node == "T_openness" and decision == APPROVE and package_of(self.case).road == "explain"
        ticks = TICKS if asked else {}
        self.do(REVIEWS[node], node, decision=decision, opinion=opinion, **ticks, **more)
        return self

    @walked
    def signed(self) -> "Packages":
        for node in REVIEWS:
            self.review(node)
        return self

    @walked
    def numbered(self, number: str = "禄政发〔2026〕12号") -> "Packages":
        self.do("reviewer", "T_number", document_number=number, numbered_on=self.now.date().isoformat())
        return self

    @walked
    def ready(self, **document: Any) -> "Packages":
        """All the way to the deployment."""
        self.organised(document)
        if document.get("co_signing") != "no":
            self.chosen().co_signed()
        return self.signed().numbered()

    @walked
    def deployed(self, **values: Any) -> "Packages":
        self.do("reviewer", "T_deploy", **{"decision": "deployed", "topics": "农业农村", **values})
        return self

    @walked
    def posted(self, **values: Any) -> "Packages":
        """The one channel of the plan proves that it was posted."""
        address = "https://www.example.gov.cn/2026/1.html"
        known = {"result": "posted", "posted_at": self.now.strftime("%Y-%m-%dT%H:%M"), "address": address}
        self.do("reviewer", "T_post", **{**known, **values})
        return self

    def revised(self, opinion: str = "依意见修改", **changes: Any) -> "Packages":
        item = self.item("T_revise")
        known = {
            **work_items.form_of(item).initial(item.case), "document_title": self.case.title,
            "document_text": BODY, "material_title": MATERIAL["title"],
            "material_text": MATERIAL["material_text"], **PASSAGES, "co_signing": "again", "opinion": opinion,
        }  # fmt: skip
        self.write("T_revise", **{**known, **changes})
        return self


__all__ = ["APPROVE", "BODY", "CO_SIGNERS", "MATERIAL", "PASSAGES", "SEND_BACK", "TITLE", "Packages", "staff"]
