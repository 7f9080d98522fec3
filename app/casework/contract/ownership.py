"""Which tables are a process's own: those whose classes lie in the package of its card."""

import sys
from collections.abc import Iterator

from sqlalchemy import Table

from app.branches import Branch
from app.casework.contract.errors import CardRefused
from app.casework.contract.process import Process
from app.database import Base

OF_THE_HOUSE = "app."


def tables_of(process: Process) -> frozenset[str]:
    """The tables of classes in the packages from which a process's operations, forms and pages come."""
    packages = {package for module in _modules(process) if (package := _package(module)) is not None}
    return frozenset(
        mapper.local_table.name
        for mapper in Base.registry.mappers
        if isinstance(mapper.local_table, Table)
        and any(_lies_in(mapper.class_.__module__, package) for package in packages)
    )


def branch_of(process: Process) -> Branch:
    """What a process keeps in the database. Raises CardRefused for a guest with tables and without migrations."""
    tables = tables_of(process)
    if process.migrations is None and tables and not is_of_the_house(process):
        named = "、".join(sorted(tables))
        raise CardRefused(
            process.key, "migrations", f"业务有自己的数据表 {named}，却没有带建立它们的迁移文件夹"
        )
    if process.migrations is not None and not any(process.migrations.glob("*.py")):
        raise CardRefused(process.key, "migrations", f"文件夹 {process.migrations} 中没有迁移")
    return Branch(process.key, process.title, process.migrations, tables)


def is_of_the_house(process: Process) -> bool:
    """Whether the process came with this program, whose own chain of migrations may make its tables."""
    return any(module.startswith(OF_THE_HOUSE) for module in _modules(process))


def _modules(process: Process) -> Iterator[str]:
    for name in process.work.operations.names:
        yield process.work.operations.get(name).call.__module__
    for form in process.work.forms.values():
        yield form.apply.__module__
        yield form.schema.__module__
    for blueprint in (*process.desk.blueprints, *process.public.blueprints, *process.api.blueprints):
        yield blueprint.import_name


def _package(module: str) -> str | None:
    """The package of a module; None for modules of the platform that any process may use."""
    if module.startswith(OF_THE_HOUSE) and not module.startswith("app.processes."):
        return None
    found = sys.modules.get(module)
    return found.__package__ if found is not None and found.__package__ else module


def _lies_in(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")
