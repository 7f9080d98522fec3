"""What the house does not take in, each in one clear sentence: the very words that the start stops with."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Blueprint

from app import create_app, schema
from app.casework.contract.drawing import Lane
from app.casework.contract.errors import CardRefused
from app.casework.contract.figures import CaseList, Figures
from app.casework.contract.public import MenuEntry
from app.casework.contract.publications import PublicationKind, Publications
from app.casework.contract.rows import CaseAct, Link
from app.casework.contract.terms import Rule, Terms
from app.casework.contract.texts import Texts
from app.cli.setup import setup
from app.office.permissions import Permission
from app.steps.cosigning import CoSigning
from app.steps.issue import Issuing
from app.steps.signoff import SignOff
from app.steps.writing import Writing
from tests.guest.flood_watch import flood_watch
from tests.guest.visitor_pass import visitor_pass
from tests.support.settings import settings_for

DRAWING, WORK, DESK = flood_watch.drawing, flood_watch.work, flood_watch.desk
HERE = Path(__file__).parent / "flood_watch"
STEPS = tuple(step for step in WORK.steps if not isinstance(step, SignOff))


def house(folder, *cards):
    return create_app(settings_for(folder, f"sqlite:///{folder / 'house.db'}"), guests=cards)


def refused(folder, *cards) -> str:
    with pytest.raises(CardRefused) as refusal:
        house(folder, *cards)
    return str(refusal.value)


def own(**facets):
    """The work of the guest with other steps; it lists its forms and operations anew."""
    from tests.guest.flood_watch.acts import measures, operations

    return replace(
        WORK, forms={measures.key: measures}, operations=operations, ways={}, taken_twice=(), **facets
    )


WRONG = {
    "endpoint of the desk": (
        {"desk": replace(DESK, menu=(Link("登记", "flood_desk.registre"),))},
        "业务“flood_watch”的 desk.menu：没有页面“flood_desk.registre”",
    ),
    "endpoint of a form under a publication": (
        {"publications": Publications((
            PublicationKind("b", "通报", "bulletins", form=MenuEntry("意见", "flood_portal.ask_veiw")),
        ))},
        "业务“flood_watch”的 publications.kinds：没有页面“flood_portal.ask_veiw”",
    ),
    "address of a form under a publication": (
        {"publications": Publications((
            PublicationKind("b", "通报", "bulletins", form=MenuEntry("意见", "flood_portal.ask")),
        ))},
        "业务“flood_watch”的 publications.kinds：页面“flood_portal.ask”的地址应有参数：publication_id",
    ),
    "permission": (
        {"case_page": replace(flood_watch.case_page, acts=(
            CaseAct("撤回", "flood_desk.ask_withdrawal", "x", "PUBLSH"),  # type: ignore[arg-type]
        ))},
        "业务“flood_watch”的 case_page.acts：没有权限“PUBLSH”",
    ),
    "slot": (
        {"work": own(steps=(*STEPS, SignOff(slots=("buletin",))))},
        "业务“flood_watch”的 work.steps：环节 SignOff 所指的文稿“buletin”不在 texts.slots 之中",
    ),
    "slot without which a task is not done": (
        {"work": own(steps=(*WORK.steps, Writing(needed=("buletin",))))},
        "业务“flood_watch”的 work.steps：环节 Writing 所指的文稿“buletin”不在 texts.slots 之中",
    ),
    "signatures without a text": (
        {"texts": Texts()},
        "业务“flood_watch”的 texts.slots：有“sign”环节的业务须说明签的是哪些文本",
    ),
    "step that is listed twice": (
        {"work": own(steps=(*WORK.steps, Issuing()))},
        "业务“flood_watch”的 work：名称重复：issue",
    ),
    "facet with a comma behind it": (
        {"terms": (flood_watch.terms,)},
        "业务“flood_watch”的 terms：应为 Terms，现为 tuple",
    ),
    "role of a lane": (
        {"drawing": replace(DRAWING, lanes={**DRAWING.lanes, "受理岗": Lane("intake")})},  # type: ignore[arg-type]
        "业务“flood_watch”的 drawing.lanes：泳道“受理岗”：没有岗位“intake”",
    ),
    "group of audit lines": (
        {"audit_tags": {"flood": "汛情", "request": "来件"}},
        "业务“flood_watch”的 audit_tags：“request”已由“依申请公开”使用",
    ),
    "group of audit lines of the platform": (
        {"audit_tags": {"case": "汛情"}},
        "业务“flood_watch”的 audit_tags：“case”已由“平台”使用",
    ),
    "word of a publication": (
        {"publications": Publications((PublicationKind("b", "通报", "2026"),))},
        "业务“flood_watch”的 publications.kinds：“2026”不能作地址用：只用小写字母和连字符",
    ),
    "name of its pages": (
        {"desk": replace(DESK, blueprints=(Blueprint("desk", __name__),))},
        "业务“flood_watch”的 desk.blueprints：名称“desk”已由“平台”使用",
    ),
    "lane": (
        {"drawing": replace(DRAWING, lanes={**DRAWING.lanes, "分管副县长": DRAWING.lanes["分管领导"]})},
        "业务“flood_watch”的 drawing.lanes：流程图中没有泳道“分管副县长”",
    ),
    "clock that leads": (
        {"terms": Terms(leading=("opinion_respons",))},
        "业务“flood_watch”的 terms.leading：没有名为“opinion_respons”的期限",
    ),
    "clock with a rule": (
        {"terms": Terms(rules={"opinion_respons": Rule()})},
        "业务“flood_watch”的 terms.rules：没有名为“opinion_respons”的期限",
    ),
    "clock of a timer": (
        {"work": own(steps=WORK.steps, deadlines=frozenset({"opinion_respons"}))},
        "业务“flood_watch”的 work.deadlines：没有名为“opinion_respons”的期限",
    ),
    "list of the board": (
        {"figures": Figures(lists=(CaseList("处置中", "处置中的汛情", lambda now: None),))},
        "业务“flood_watch”的 figures.lists：“处置中”不能作地址用：只用小写字母、数字、下划线和连字符",
    ),
    "package": (
        {"package": "tests.guest.flood_wacht"},
        "业务“flood_watch”的 package：没有名为“tests.guest.flood_wacht”的程序包",
    ),
    "migrations left out": (
        {"migrations": None},
        "业务“flood_watch”的 migrations：业务有自己的数据表 guest_flood_report、guest_flood_view，"
        "却没有带建立它们的迁移文件夹",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("facets", "sentence"), WRONG.values(), ids=WRONG)
def test_a_wrong_name_on_a_card_is_refused_in_one_sentence(tmp_path, facets, sentence):
    assert refused(tmp_path, replace(flood_watch, **facets)) == sentence


def test_a_list_that_no_step_gives_is_refused_where_the_diagram_names_it(tmp_path):
    steps = tuple(
        CoSigning(list_name="co_singers") if isinstance(one, CoSigning) else one for one in WORK.steps
    )
    words = refused(tmp_path, replace(flood_watch, work=own(steps=steps)))
    assert words.startswith("业务“flood_watch”的 drawing：")
    assert "co_signers" in words


def test_two_processes_of_one_key(tmp_path):
    assert refused(tmp_path, visitor_pass, replace(flood_watch, key="visitor_pass")) == (
        "业务“visitor_pass”的 key：“汛情处置”和“来访登记”同名"
    )


def test_two_processes_of_one_prefix(tmp_path):
    assert refused(tmp_path, visitor_pass, replace(flood_watch, prefix="V")) == (
        "业务“flood_watch”的 prefix：编号前缀“V”已由“来访登记”使用"
    )


@pytest.mark.parametrize("package", ["tests.guest.visitor_pass", "tests.guest"])
def test_two_processes_of_one_package_would_own_the_same_tables(tmp_path, package):
    assert refused(tmp_path, visitor_pass, replace(flood_watch, package=package)) == (
        f"业务“flood_watch”的 package：程序包“{package}”已由“来访登记”使用"
    )


def test_a_guest_whose_migrations_have_not_run(tmp_path):
    answer = house(tmp_path).test_cli_runner().invoke(setup, ["--no-demo"])
    assert answer.exit_code == 0, answer.output
    with house(tmp_path, flood_watch).app_context(), pytest.raises(schema.SchemaRefused) as refusal:
        schema.refuse_other_schema()
    assert "业务“汛情处置”" in str(refusal.value)
    assert "flood_watch_2" in str(refusal.value)


@pytest.mark.parametrize(
    ("right", "wrong", "sentence"),
    [
        ('depends_on = "', 'depends_on = "9', "迁移所依据的版本“9"),
        (
            "import sqlalchemy as sa",
            "import sqlalchemi as sa",
            "迁移不能读取（No module named 'sqlalchemi'）",
        ),
        ("def upgrade(", "def upgrade", "迁移不能读取（"),
    ],
    ids=["revision below", "import", "syntax"],
)
def test_migrations_that_cannot_be_read(tmp_path, right, wrong, sentence):
    folder = shutil.copytree(HERE / "migrations", tmp_path / "migrations")
    [file] = folder.glob("*_1_*.py")
    file.write_text(file.read_text("utf-8").replace(right, wrong), encoding="utf-8")
    words = refused(tmp_path, replace(flood_watch, migrations=folder))
    assert words.startswith(f"业务“flood_watch”的 migrations：{sentence}")
    assert "\n" not in words


@pytest.mark.parametrize(
    ("right", "wrong", "sentence"),
    [
        ('value="flood_measures"', 'value="flood_mesures"', "T_measures“核实处置”: 未知的表单 flood_mesures"),
        ('id="close_watch"', 'id="close_wacht"', "S_close_watch“归档”: 未知的操作 close_wacht"),
        ('value="assignment"', 'value="asignment"', "T_assign“分办”: 未知的表单 asignment"),
    ],
    ids=["form", "operation", "step of the house"],
)  # fmt: skip
def test_a_diagram_that_names_a_step_of_no_process(tmp_path, right, wrong, sentence):
    folder = shutil.copytree(HERE / "bpmn", tmp_path / "bpmn")
    [file] = folder.glob("*.bpmn")
    file.write_text(file.read_text("utf-8").replace(right, wrong), encoding="utf-8")
    words = refused(tmp_path, replace(flood_watch, drawing=replace(DRAWING, folder=folder)))
    assert words == f"业务“flood_watch”的 drawing：flood_watch.bpmn:{sentence}"


def test_the_guest_itself_is_taken_in_beside_another(tmp_path):
    application = house(tmp_path, visitor_pass, flood_watch)
    assert {"flood_desk.register", "visitor_pass.announce"} <= set(application.view_functions)
    assert Permission.PUBLISH in {act.permission for act in flood_watch.case_page.acts}
