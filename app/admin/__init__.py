"""The admin face."""

from flask import Blueprint

bp = Blueprint("admin", __name__)
