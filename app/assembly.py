"""The steps of `create_app`: which processes, faces, commands and handlers make up this application."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from flask import Flask
from flask_wtf.csrf import CSRFProtect

import config
from app import admin, api, board, branches, desk, health, portal, signin, web
from app.casework.acts import keys
from app.casework.acts.commands import AFTER_COMMIT
from app.casework.acts.installation import is_in_use
from app.casework.contract import checking
from app.casework.contract.drawn_names import drawn_problems
from app.casework.contract.errors import CardRefused
from app.casework.contract.ownership import branch_of
from app.casework.contract.platform import EXTENSION, Platform, house_words
from app.casework.contract.process import Process
from app.casework.letters import mailing
from app.casework.letters.given_up import tell_given_up, tell_given_up_mail
from app.casework.letters.issuing import RENDER, find_issued
from app.casework.letters.print_run import print_chosen
from app.casework.letters.printing import PRINT
from app.casework.letters.typesetting import render_issued
from app.casework.messages import mail, messengers
from app.casework.messages.dispatch import render_after_commit
from app.casework.messages.outbox import GIVEN_UP, MAIL_GIVEN_UP
from app.cli import (
    accounts,
    audit,
    backup,
    calendars,
    cases,
    clocks,
    demo,
    diagrams,
    jobs,
    letters,
    reports,
    rotation,
    search,
    setup,
    tokens,
)
from app.cli.saying import one_line_for_each, only_when_fit
from app.database import db, migrate
from app.engine.diagrams import load_diagrams
from app.engine.errors import DiagramError
from app.engine.lint import check_diagrams
from app.office.secrets import load_or_create
from app.processes.disclosure.process import disclosure
from app.processes.interpretation.process import interpretation
from app.processes.response.process import response
from app.web.well_formed import OfficeFlask

HOUSE: tuple[Process, ...] = (disclosure, interpretation, response)
FACES = (portal.bp, desk.bp, board.bp, admin.bp, signin.bp, health.bp)
AT_WORK = (
    calendars.calendars, diagrams.deploy, audit.audit, tokens.tokens, jobs.jobs, jobs.scheduler, search.search,
    cases.cases, demo.simulate_command, backup.backup, accounts.accounts,
)  # fmt: skip
"""Commands that work on the data: only on a database and with keys that fit this program."""
for _command in AT_WORK:
    only_when_fit(_command)
COMMANDS = tuple(map(one_line_for_each, (
    clocks.clocks, calendars.calendars, diagrams.diagrams, audit.audit, tokens.tokens,
    jobs.jobs, jobs.scheduler, search.search, cases.cases, setup.setup, demo.demo, demo.simulate_command,
    reports.reports, accounts.accounts, backup.backup, backup.restore, rotation.keys,
)))  # fmt: skip
csrf = CSRFProtect()


def new_flask(settings: Mapping[str, Any] | None) -> Flask:
    """Flask with the environment's settings, overridden by the given ones."""
    app = OfficeFlask("app")
    app.config.from_mapping(config.from_environment())
    app.config.from_mapping(settings or {})
    return app


def open_database(app: Flask) -> None:
    """The database and its migrations."""
    db.init_app(app)
    migrate.init_app(app, db, directory=str(config.ROOT / "migrations"), render_as_batch=True)


def dress_pages(app: Flask) -> None:
    """Layouts, filters, headers, error pages."""
    web.init_app(app)


def load_secrets(app: Flask) -> None:
    """Keys from the instance folder, made at first start over an empty database; the cookie key is one of them."""
    instance = Path(app.config["INSTANCE"])
    try:
        instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise config.ConfigurationError(f"MINGBAI_INSTANCE: {instance}: {error.strerror}") from error
    with app.app_context():
        secrets = load_or_create(instance, is_in_use)
    app.extensions[keys.EXTENSION] = secrets
    app.config["SECRET_KEY"] = secrets.secret_key
    csrf.init_app(app)


def register_platform(app: Flask, guests: Iterable[Process]) -> None:
    """Processes and letters. A broken letter folder stops the start."""
    app.extensions[EXTENSION] = Platform.of([*HOUSE, *guests], app.config["LETTER_FOLDERS"])
    app.add_template_global(house_words)


def register_branches(app: Flask) -> None:
    """The migrations that processes bring. Raises CardRefused for a guest whose tables nobody makes."""
    platform: Platform = app.extensions[EXTENSION]
    try:
        branches.keep(app, map(branch_of, platform.processes.values()))
    except branches.BranchRefused as refused:
        raise CardRefused(refused.key, "migrations", str(refused)) from refused


def check_diagrams_on_disk(app: Flask) -> None:
    """A typing error in a diagram stops the start, not a case on day 19. Raises CardRefused with all findings."""
    platform: Platform = app.extensions[EXTENSION]
    for process in platform.processes.values():
        diagrams = load_diagrams(process.drawing.folder, process.drawing.main)
        try:
            findings = check_diagrams(diagrams, platform.vocabulary_of(process))
            problems = list(drawn_problems(process, diagrams))
        except DiagramError as error:
            raise CardRefused(process.key, "drawing", error.message) from error
        for field, problem in problems:
            raise CardRefused(process.key, field, problem)
        if findings:
            raise CardRefused(process.key, "drawing", "；".join(str(finding) for finding in findings))


def register_outbox(app: Flask) -> None:
    """Who brings which message out of the database, and what is tried at once after a commit."""
    platform: Platform = app.extensions[EXTENSION]
    platform.outbox_handlers[RENDER] = render_issued
    platform.outbox_handlers[GIVEN_UP] = tell_given_up
    platform.outbox_handlers[MAIL_GIVEN_UP] = tell_given_up_mail
    platform.outbox_handlers[PRINT] = print_chosen
    mail.check_settings(app.config["SMTP_URL"])
    platform.outbox_handlers[mail.MAIL] = mail.send
    platform.outbox_handlers |= messengers.HANDLERS
    platform.outbox_handlers[mailing.MAIL_LETTER] = mailing.send_letter
    platform.outbox_settled[mailing.MAIL_LETTER] = mailing.keep_as_mailed
    if app.config["RENDER_AT_ONCE"]:
        app.extensions.setdefault(AFTER_COMMIT, []).append(render_after_commit)


def register_blueprints(app: Flask) -> None:
    """The faces, the API and the pages of each process. Raises CardRefused for a name that is taken."""
    platform: Platform = app.extensions[EXTENSION]
    checking.check_blueprints(platform, (*FACES, *api.BLUEPRINTS))
    for face in FACES:
        app.register_blueprint(face)
    for process in platform.processes.values():
        for blueprint in (*process.desk.blueprints, *process.public.blueprints):
            app.register_blueprint(blueprint)
    api.init_app(app, csrf, platform)


def check_cards(app: Flask) -> None:
    """A name on a card that leads nowhere stops the start. Raises CardRefused."""
    checking.check_cards(app)


def register_commands(app: Flask) -> None:
    """`flask …` commands."""
    platform: Platform = app.extensions[EXTENSION]
    of_letters = letters.letters_group(find_issued, lambda: platform.catalogue)
    for command in (*COMMANDS, one_line_for_each(of_letters)):
        app.cli.add_command(command)
