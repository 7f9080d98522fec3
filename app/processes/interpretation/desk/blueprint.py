"""The blueprint of the desk."""

from flask import Blueprint

bp = Blueprint("interpretation", __name__, url_prefix="/desk/interpretation", template_folder="../templates")
