"""What the web server's own settings do when a process begins and ends."""

import runpy
from pathlib import Path
from types import SimpleNamespace

import pytest

from app.letters.workshop import get_workshop

ROOT = Path(__file__).parents[1]
HOOKS = runpy.run_path(str(ROOT / "gunicorn.conf.py"))


@pytest.mark.database
def test_a_web_process_has_its_letter_worker_from_the_start_and_takes_it_along(app):
    worker, workshop = SimpleNamespace(wsgi=app), get_workshop()
    workshop.close()
    HOOKS["post_worker_init"](worker)
    process = workshop._worker
    assert process is not None
    assert process.poll() is None
    HOOKS["worker_exit"](None, worker)
    assert process.poll() is not None
    assert workshop._worker is None


def test_another_application_behind_the_same_settings_starts_no_letter_worker():
    get_workshop().close()
    HOOKS["post_worker_init"](SimpleNamespace(wsgi=lambda environ, start: []))
    assert get_workshop()._worker is None
