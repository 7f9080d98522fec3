"""Which tables are a process's own: those whose classes lie in the package of its card."""

from sqlalchemy import Table

from app.branches import Branch
from app.casework.contract.errors import CardRefused
from app.casework.contract.process import Process
from app.database import Base

OF_THE_HOUSE = "app."


def tables_of(process: Process) -> frozenset[str]:
    """The tables of model classes that lie in the process's package, wherever its operations and forms come from."""
    return frozenset(
        mapper.local_table.name
        for mapper in Base.registry.mappers
        if isinstance(mapper.local_table, Table) and lies_in(mapper.class_.__module__, process.package)
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
    return process.package.startswith(OF_THE_HOUSE)


def lies_in(module: str, package: str) -> bool:
    """Whether a module is this package or lies in it."""
    return module == package or module.startswith(f"{package}.")
