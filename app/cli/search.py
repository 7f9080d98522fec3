"""`flask search …`: the index of words over cases."""

import click

from app.casework.search import keeping


@click.group("search")
def search() -> None:
    """检索：办件的字词索引。"""


@search.command("rebuild")
def rebuild() -> None:
    """重建办件的字词索引；从别处恢复或者成批导入办件之后运行，期间旧办件暂时查不到。"""
    done = 0
    for done in keeping.rebuild():
        click.echo(f"已编入 {done} 件")
    click.echo(f"办件字词索引已重建，共 {done} 件")
