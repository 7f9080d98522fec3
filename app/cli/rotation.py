"""`flask keys rotate`: a new data key; what the former one sealed stays readable."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from app import timekeeping
from app.casework.acts.installation import refuse_unfit, settle_keys
from app.casework.acts.keys import EXTENSION
from app.cli.saying import BAD_INPUT, fail
from app.office import secrets as office_secrets


@click.group()
def keys() -> None:
    """密钥。"""


@keys.command()
@click.option("--yes", is_flag=True, help="确认服务已停止、secrets.json 已另行备份")
@with_appcontext
def rotate(yes: bool) -> None:
    """换用新的数据密钥：此后的个人信息用新密钥加密，原来的仍能打开。须先停止服务。"""
    if not yes:
        fail("换密钥前请停止服务并另行备份 secrets.json，然后加 --yes 运行", BAD_INPUT)
    now = timekeeping.now()
    refuse_unfit(now)
    instance = Path(current_app.config["INSTANCE"])
    current_app.extensions[EXTENSION] = new = office_secrets.rotate_data_key(instance)
    settle_keys(now)
    click.echo(f"已换用数据密钥 {new.data_key_id}；原来的密钥仍在 secrets.json 中，不要删去")
    click.echo("请立即重新备份 secrets.json：旧的副本打不开此后加密的内容；再启动服务")
