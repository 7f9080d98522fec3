"""What a card names must exist: pages, permissions, templates. Checked once, when all blueprints are registered."""

from collections.abc import Iterable, Iterator

from flask import Blueprint, Flask
from jinja2 import TemplateNotFound

from app.casework.contract.errors import CardRefused
from app.casework.contract.platform import EXTENSION, Platform
from app.casework.contract.process import Process
from app.office.permissions import Permission

Named = tuple[str, str, frozenset[str]]
"""Field of the card, endpoint, and what its address must take."""
NUMBER = frozenset({"number"})
PUBLICATION = frozenset({"publication_id"})
NOTHING: frozenset[str] = frozenset()


def check_cards(app: Flask) -> None:
    """Raises CardRefused for the first name of a card that leads nowhere: the start stops, not a page on day 19."""
    platform: Platform = app.extensions[EXTENSION]
    for process in platform.processes.values():
        for field, endpoint, takes in _endpoints(process):
            _check_endpoint(app, process, field, endpoint, takes)
        for field, permission in _permissions(process):
            if not isinstance(permission, Permission):
                raise CardRefused(process.key, field, f"没有权限“{permission}”")
        for field, template in _templates(process):
            _check_template(app, process, field, template)


def check_blueprints(platform: Platform, of_the_house: Iterable[Blueprint]) -> None:
    """Raises CardRefused for a group of pages or calls whose name is taken."""
    taken = {blueprint.name: "平台" for blueprint in of_the_house}
    for process in platform.processes.values():
        for field in ("desk", "public", "api"):
            for blueprint in getattr(process, field).blueprints:
                if blueprint.name in taken:
                    raise CardRefused(
                        process.key,
                        f"{field}.blueprints",
                        f"名称“{blueprint.name}”已由“{taken[blueprint.name]}”使用",
                    )
                taken[blueprint.name] = process.title


def _endpoints(process: Process) -> Iterator[Named]:
    page, public = process.case_page, process.public
    yield from (("desk.menu", link.endpoint, NOTHING) for link in process.desk.menu)
    yield from (("case_page.acts", act.endpoint, NUMBER) for act in page.acts)
    yield from (("public.menu", entry.endpoint, NOTHING) for entry in public.menu)
    yield from (("public.ways", way.endpoint, NOTHING) for way in public.ways)
    for kind in process.publications.kinds:
        if kind.form is not None:
            yield "publications.kinds", kind.form.endpoint, PUBLICATION
        if kind.together:
            yield "publications.kinds", kind.together, PUBLICATION
    if public.follow is not None:
        yield "public.follow", public.follow.endpoint, NOTHING


def _permissions(process: Process) -> Iterator[tuple[str, object]]:
    yield from (("desk.menu", link.permission) for link in process.desk.menu if link.permission is not None)
    yield from (("case_page.acts", act.permission) for act in process.case_page.acts)


def _templates(process: Process) -> Iterator[tuple[str, str]]:
    panel, guide = process.case_page.panel, process.public.guide
    if panel is not None:
        yield "case_page.panel", panel.template
    if guide is not None:
        yield from (("public.guide", name) for name in (guide.template, guide.aside) if name)
    if process.public.footer:
        yield "public.footer", process.public.footer


def _check_endpoint(app: Flask, process: Process, field: str, endpoint: str, takes: frozenset[str]) -> None:
    if endpoint not in app.view_functions:
        raise CardRefused(process.key, field, f"没有页面“{endpoint}”")
    if not any(
        "GET" in (rule.methods or ()) and rule.arguments == takes for rule in app.url_map.iter_rules(endpoint)
    ):
        raise CardRefused(
            process.key, field, f"页面“{endpoint}”的地址应有参数：{'、'.join(sorted(takes)) or '无'}"
        )


def _check_template(app: Flask, process: Process, field: str, template: str) -> None:
    try:
        app.jinja_env.get_template(template)
    except TemplateNotFound as error:
        raise CardRefused(process.key, field, f"没有模板“{error.name}”") from error
