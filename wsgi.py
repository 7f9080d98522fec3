"""Entry for gunicorn and `flask`: nothing is started before fork."""

from app import create_app

app = create_app()
