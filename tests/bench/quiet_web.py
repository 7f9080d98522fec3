"""The application for gunicorn without letters at once: what is measured is a click until its commit.

The letter of an act is set after the commit; what a click with a letter costs is a figure of its own.
"""

from app import create_app

app = create_app({"RENDER_AT_ONCE": False})
