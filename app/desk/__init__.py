"""The desk (工作台): the clerks' inbox, the register, the case page, signing. /desk"""

import app.desk.adding_papers
import app.desk.archiving
import app.desk.asked
import app.desk.asking
import app.desk.batch
import app.desk.case_files
import app.desk.case_page
import app.desk.clock_sheet
import app.desk.consulting
import app.desk.copies
import app.desk.editing_copies
import app.desk.editing_texts
import app.desk.handing_over
import app.desk.inbox_page
import app.desk.issuing_letters
import app.desk.kept_posts
import app.desk.ledger
import app.desk.letters_page
import app.desk.mail_room
import app.desk.orders
import app.desk.papers
import app.desk.phrases
import app.desk.previewing
import app.desk.printing
import app.desk.reassigning
import app.desk.recalling
import app.desk.register
import app.desk.reminded
import app.desk.revealing
import app.desk.sheet_of_signatures
import app.desk.signing
import app.desk.tasks
import app.desk.texts
import app.desk.urged
import app.desk.ways_back
import app.desk.what_if
import app.desk.withdrawing  # noqa: F401  # the pages register themselves on the blueprint
from app.desk.blueprint import bp

__all__ = ["bp"]
