"""归档包 of a published annual report: what is in it, who may take it, and that it is on record."""

import hashlib
import io
import json
import zipfile
from datetime import datetime

import pytest
from openpyxl import load_workbook

from app import timekeeping
from app.casework.acts.actor import of_person
from app.casework.acts.commands import perform
from app.casework.annual import acts
from app.casework.archive.acts import export_annual_package
from app.casework.archive.handing_over import hand_over_report
from app.casework.archive.report_package import packed
from app.casework.models import AnnualReport, AuditEntry
from app.casework.models.annual import Covers
from app.database import db
from app.law.annual_report.form import PARTS, words_of
from tests.support.browsing import Browser
from tests.support.year_of_cases import YEAR, fill

pytestmark = pytest.mark.database
NOW = datetime(YEAR + 1, 1, 12, 9, tzinfo=timekeeping.OFFICE_TIME)
LICENCES = "table2.licences.decisions"


@pytest.fixture
def act(county):
    fill(county.units["LF"], "甲", 20)
    db.session.commit()
    people = type(county).load().people
    return lambda use, login, **arguments: perform(use, actor=of_person(people[login]), now=NOW, **arguments)


@pytest.fixture
def frozen(act):
    """A report that was returned once, then made final."""
    number = act(acts.open_report, "officehead", organ="LF", year=YEAR, covers=Covers.OWN)["report"]
    act(acts.enter_cell, "officehead", report_id=number, cell=LICENCES, value="12", reason="汇总表")
    texts = {
        part: db.session.get_one(AnnualReport, number).texts[part].replace("（请填写）", "正常。")
        for part in PARTS
    }
    act(acts.write_texts, "officehead", report_id=number, texts=texts, edition=edition(number))
    for words in (["请核对许可数"], []):
        act(acts.sign_report, "officehead", report_id=number, edition=edition(number))
        act(acts.hand_in, "officehead", report_id=number)
        if words:
            act(
                acts.return_report,
                "prefsupervisor",
                report_id=number,
                findings=words,
                edition=edition(number),
            )
    act(acts.freeze, "prefsupervisor", report_id=number, edition=edition(number))
    return number


@pytest.fixture
def published(act, frozen):
    act(acts.publish, "officehead", report_id=frozen)
    return frozen


@pytest.fixture
def at(client):
    return lambda login: Browser(client, NOW).sign_in(login)


def edition(number):
    db.session.expire_all()
    return db.session.get_one(AnnualReport, number).edition


def inside(made):
    with zipfile.ZipFile(io.BytesIO(made.data)) as files:
        return {name: files.read(name) for name in files.namelist()}


def test_the_package_holds_the_report_as_signed_and_is_on_record(act, at, published):
    act(acts.correct, "officehead", report_id=published, note="许可数有误")
    head = at("officehead")
    assert "导出归档包" in head.get(f"/board/reports/{published}").words
    answer = head.post(f"/board/reports/{published}/package")
    assert (answer.status, answer.headers["Content-Type"]) == (200, "application/zip")
    report = db.session.get_one(AnnualReport, published)
    made = packed(report, NOW.date())
    files = inside(made)
    hand_over_report(report, made, actor=of_person(report.signed_by), now=NOW)
    endings = {name.rpartition(".")[2] for name in files if "年度报告" in name}
    assert endings == {"html", "pdf", "docx", "xlsx", "json"}
    manifest = json.loads(files["清单.json"])
    listed = {one["filename"]: one["sha256"] for one in manifest["files"]}
    assert listed == {
        name: hashlib.sha256(data).hexdigest() for name, data in files.items() if name != "清单.json"
    }
    assert json.loads(files[f"{manifest['title']}.json"])["table2"]["licences"]["decisions"] == 12
    tags = [one["tag"] for one in json.loads(files["操作日志.json"])]
    assert tags[0] == "annual_report.opened"
    assert {"annual_report.signed", "annual_report.published", "annual_report.corrected"} <= set(tags)
    last = db.session.scalars(db.select(AuditEntry).order_by(AuditEntry.sequence.desc())).first()
    assert (last.tag, last.detail["manifest"]) == ("annual_report.exported", made.manifest_hash)
    history = load_workbook(io.BytesIO(files["编制过程.xlsx"]))
    rows = {name: list(history[name].iter_rows(values_only=True)) for name in history.sheetnames}
    assert ("12", "填报", "主任辛", "汇总表") in [
        (row[1], row[2], row[3], row[5]) for row in rows["数字及来源"]
    ]
    sources = {row[0]: (row[1] is None, row[2]) for row in rows["数字及来源"]}
    assert sources[words_of("table3.new.natural_person")] == (False, "统计")
    assert sources[words_of("table3.new.total")] == (False, "合计")
    assert sources[words_of("table2.penalties.decisions")] == (True, None), "nobody entered it"
    assert "请核对许可数" in [row[2] for row in rows["审核意见"]]
    assert "许可数有误" in [row[6] for row in rows["版本和更正"]]
    assert len(rows["自检结果"]) > 1


def test_the_page_stays_and_gives_it_again_each_time_on_record(at, published):
    head = at("officehead")
    key = head.get(f"/board/reports/{published}").form_key()
    answers = [head.post(f"/board/reports/{published}/package", form_key=key).status for _ in range(2)]
    assert answers == [200, 200]
    taken = db.select(AuditEntry.actor_name).where(AuditEntry.tag == "annual_report.exported")
    assert db.session.scalars(taken).all() == ["主任辛", "主任辛"]


def test_before_it_is_public_there_is_none(act, at, frozen):
    head = at("officehead")
    assert "导出归档包" not in head.get(f"/board/reports/{frozen}").words
    refused = head.post(f"/board/reports/{frozen}/package")
    assert refused.status == 409
    assert "公布以后" in refused.words
    with pytest.raises(Exception, match="公布以后"):
        act(export_annual_package, "officehead", report_id=frozen, files=7, manifest_hash="0" * 64)


def test_who_does_not_keep_it_does_not_take_it(at, published):
    assert at("clerk").post(f"/board/reports/{published}/package").status == 403
    assert at("foreignreviewer").post(f"/board/reports/{published}/package").status == 404
    assert at("leader").post(f"/board/reports/{published}/package").status == 403
    assert at("prefsupervisor").post(f"/board/reports/{published}/package").status == 200
