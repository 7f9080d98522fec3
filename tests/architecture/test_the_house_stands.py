"""Guards of the house's habits. Each names the rule that it keeps."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.reaching import tree_of

ROOT = Path(__file__).parents[2]
APP = ROOT / "app"
MODULES = sorted(APP.rglob("*.py"))
LONGEST_MODULE, LONGEST_FUNCTION, WIDEST_TEMPLATE, LONGEST_TEST_FILE = 250, 50, 160, 300
TEMPLATES = sorted([*APP.rglob("*.html"), *(ROOT / "letter_templates").rglob("letter.*")])


def names(paths: list[Path]) -> list[str]:
    return [str(path.relative_to(ROOT)) for path in paths]


def functions() -> Iterator[tuple[Path, ast.FunctionDef]]:
    for path in MODULES:
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.FunctionDef):
                yield path, node


def test_imports_point_one_way():
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()", "--no-cache"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:]


def test_only_the_command_function_commits():
    committing = [path for path in MODULES if re.search(r"\.commit\(", path.read_text("utf-8"))]
    assert names(committing) == ["app/casework/acts/commands.py"]


def test_only_told_stories_are_typeset_later():
    """Whoever else enters `typeset_later` would deliver letters that do not exist."""
    naming = {str(path.relative_to(APP)) for path in MODULES if "typeset_later" in path.read_text("utf-8")}
    assert naming == {"casework/letters/made.py", "demo/present.py"}


def test_only_inventions_need_not_last():
    """Whoever else enters `need_not_last` would lose files and mails in a power cut."""
    naming = {str(path.relative_to(APP)) for path in MODULES if "need_not_last" in path.read_text("utf-8")}
    assert naming == {"casework/store/lasting.py", "demo/disk.py"}


def test_only_one_module_reads_the_wall_clock():
    pattern = re.compile(r"\b(date\.today\(|datetime\.now\(|datetime\.utcnow\(|time\.time\()")
    reading = [path for path in MODULES if pattern.search(path.read_text("utf-8"))]
    assert names(reading) == ["app/timekeeping.py"]


def test_modules_stay_short():
    long = [path for path in MODULES if path.read_text("utf-8").count("\n") > LONGEST_MODULE]
    assert names(long) == []


def test_files_of_tests_stay_short():
    """A file of tests is about one idea, so that what is missing from it is seen."""
    files = sorted((ROOT / "tests").rglob("*.py"))
    long = [path for path in files if path.read_text("utf-8").count("\n") > LONGEST_TEST_FILE]
    assert names(long) == []


def test_functions_stay_short():
    long = [
        f"{p.relative_to(ROOT)}:{f.name}"
        for p, f in functions()
        if f.end_lineno - f.lineno >= LONGEST_FUNCTION
    ]
    assert long == []


def test_templates_stay_narrow():
    """A line that is not seen whole is not reviewed; `{%- … -%}` breaks it without a space in the text."""
    assert TEMPLATES
    wide = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in TEMPLATES
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if len(line) > WIDEST_TEMPLATE
    ]
    assert wide == []


def test_no_failure_is_swallowed():
    silent = []
    for path in MODULES:
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.ExceptHandler):
                only_pass = len(node.body) == 1 and isinstance(node.body[0], ast.Pass)
                if node.type is None or only_pass:
                    silent.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert silent == []


def test_templates_never_switch_escaping_off():
    folders = [APP / "templates", APP / "processes", ROOT / "letter_templates", APP / "letters" / "layouts"]
    files = [file for folder in folders for file in folder.rglob("*.html")]
    assert files
    off = re.compile(r"\|\s*safe\b|autoescape false")
    assert [str(file.relative_to(ROOT)) for file in files if off.search(file.read_text("utf-8"))] == []


def test_every_test_is_found_and_asserts():
    lost = []
    for path in (ROOT / "tests").rglob("test_*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                source = ast.unparse(node)
                if not re.search(r"\bassert\b|raises|expect\(|check_|assert_|warns", source):
                    lost.append(f"{path.relative_to(ROOT)}:{node.name}")
    assert lost == []


@pytest.mark.parametrize("word", ["time.sleep(", "unittest.mock", "MagicMock"])
def test_tests_neither_sleep_nor_mock_our_code(word):
    this = Path(__file__)
    found = [p for p in (ROOT / "tests").rglob("*.py") if p != this and word in p.read_text("utf-8")]
    assert names(found) == []


class TestRoutes:
    def test_every_route_says_who_may_enter(self, app):
        silent = [
            f"{rule.rule} ({rule.endpoint})"
            for rule in app.url_map.iter_rules()
            if getattr(app.view_functions[rule.endpoint], "access", None) is None
            and not rule.endpoint.endswith("static")
            and not rule.endpoint.startswith(("api-docs", "_"))
        ]
        assert silent == []

    def test_no_route_that_reads_changes_anything(self, app):
        both = [
            rule.rule
            for rule in app.url_map.iter_rules()
            if "POST" in rule.methods and "GET" in rule.methods and rule.rule.startswith("/api/")
        ]
        assert both == []


class TestMigrations:
    def test_there_is_one_head(self):
        from alembic.config import Config
        from alembic.script import ScriptDirectory

        settings = Config()
        settings.set_main_option("script_location", str(ROOT / "migrations"))
        assert len(ScriptDirectory.from_config(settings).get_heads()) == 1

    @pytest.mark.database
    @pytest.mark.filterwarnings(
        "ignore:Skipped unsupported reflection of expression-based index ix_office_case_took"
    )
    def test_they_make_exactly_the_tables_of_the_models(self, app):
        from alembic.autogenerate import compare_metadata
        from alembic.migration import MigrationContext

        from app.database import db

        with db.engine.connect() as connection:
            found = compare_metadata(MigrationContext.configure(connection), db.metadata)
        no_models = (
            "guest_",
            "publication_grams",
            "case_grams",
            "ix_office_case_took",
        )  # guests; the full-text indexes that SQLite has beside its tables, PostgreSQL's for cases; days reckoned
        foreign = [one for one in found if not any(name in str(one) for name in no_models)]
        assert foreign == []

    @pytest.mark.database
    @pytest.mark.parametrize("table", ["audit_entry", "clock_event"])
    def test_the_database_refuses_to_change_what_is_append_only(self, app, table):
        import sqlalchemy as sa

        from app.database import db, is_sqlite
        from tests.support.office import Office

        Office().apply()
        statements = [f"UPDATE {table} SET case_id = case_id", f"DELETE FROM {table}"]
        statements += [] if is_sqlite() else [f"TRUNCATE {table} CASCADE"]
        for statement in statements:
            with pytest.raises(sa.exc.DBAPIError, match="append only"), db.engine.begin() as connection:
                connection.execute(sa.text(statement))
