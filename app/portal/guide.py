"""公开指南: what can be done here, and under it what each process says of its own matters."""

from flask import Response, render_template

from app import timekeeping
from app.casework.wordings.known import words_of
from app.portal.blueprint import bp
from app.portal.frame import otherwise, public_faces, the_one, ways
from app.portal.publications import policies_page
from app.web.access import public
from app.web.site import current_site

SECTIONS = ("guide_notice", "guide_more", "guide_questions")
NEUTRAL_TITLE, NEUTRAL_LEAD = "公开指南", "在这里办理事项、查询进度、核验文书"


@bp.get("/")
@public
def home() -> str:
    """The guide: cards, then the processes' own parts."""
    guides, today = [face.guide for face in public_faces() if face.guide is not None], timekeeping.today()
    return render_template(
        "portal/home.html",
        heading=the_one([guide.title for guide in guides]) or NEUTRAL_TITLE,
        lead=the_one([guide.lead for guide in guides]) or NEUTRAL_LEAD,
        ways=ways(),
        sections={key: section for key in SECTIONS if (section := _section(key)) is not None},
        guides=[(guide.template, guide.aside, guide.context(today)) for guide in guides],
    )


def _section(key: str) -> tuple[str, list[str]] | None:
    """Heading and paragraphs of what the office wrote; None where it wrote nothing."""
    site = current_site()
    values = {
        "办公室": site.office_name,
        "电话": site.telephone,
        "地址": site.address,
        "办公时间": site.office_hours,
    }
    heading, body = words_of(key, values)
    return (heading, [line for line in body.splitlines() if line.strip()]) if body.strip() else None


@bp.get("/policies")
@public
def policies() -> str | Response:
    """Policies and their interpretations; says plainly that none are published yet, until a kind claims this page."""
    ways_in = [way for face in public_faces() for way in face.ways]
    return policies_page() or render_template("portal/policies.html", ways=ways_in, otherwise=otherwise())
