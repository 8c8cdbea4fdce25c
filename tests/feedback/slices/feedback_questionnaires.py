"""Doors of questionnaires, outside contacts and the learning log: their rows, what they need in the world, and what stands in their addresses."""

from feedback.actions import contacts, learning, questionnaires
from feedback.models import GroupKey
from tests.feedback.people import SIGNED_IN, SUBJECT
from tests.feedback.requests import version_for
from tests.rows import get, post

WRITERS = "L - n y y n -"
# Those of the site: everybody reads and copies, administrators edit.
SITE = "L n n n n n y"

ROWS: list = [
    get("feedback:questionnaires", "", SIGNED_IN),
    get("feedback:questionnaire", "form_of_site", SIGNED_IN),
    get("feedback:questionnaire", "own_form", SUBJECT),
    post("feedback:copy_questionnaire", "form_of_site", SIGNED_IN),
    post("feedback:copy_questionnaire", "own_form", SUBJECT),
    get("feedback:edit_questionnaire", "form_of_site", SITE),
    post("feedback:edit_questionnaire", "form_of_site", SITE, title="Theirs"),
    get("feedback:edit_questionnaire", "own_form", SUBJECT),
    post("feedback:edit_questionnaire", "own_form", SUBJECT, title="Theirs"),
    post("feedback:retire_questionnaire", "form_of_site", SITE),
    post("feedback:retire_questionnaire", "own_form", SUBJECT),
    post("feedback:offer_questionnaire", "form_of_site", SITE),
    post("feedback:offer_questionnaire", "own_form", SUBJECT),
    # cy named the client; bo did not
    get("feedback:contacts", "charter", WRITERS, "active"),
    post("feedback:contacts", "charter", WRITERS, "active", people="new@client.example", group="client"),
    post("feedback:confirm_contact", "contact", WRITERS),
    post("feedback:remove_contact", "contact", WRITERS),
    # One thing in the log of bo
    get("feedback:learning", "", SIGNED_IN),
    get("feedback:start_learning", "", SIGNED_IN),
    post("feedback:start_learning", "", SIGNED_IN, title="A book", kind="book", state="idea"),
    get("feedback:edit_learning", "learned", SUBJECT),
    post("feedback:edit_learning", "learned", SUBJECT, title="Another", kind="book"),
    post("feedback:move_learning", "learned planned", SUBJECT),
    get("feedback:finish_learning", "learned", SUBJECT),
    post("feedback:finish_learning", "learned", SUBJECT, done_on="2026-01-01"),
    get("feedback:remove_learning", "learned", SUBJECT),
    post("feedback:remove_learning", "learned", SUBJECT),
]


def plant(world):
    """A form and a learning item of bo, and a client whom cy named for the charter in force."""
    team = world.team
    world.own_form = questionnaires.copy_questionnaire(version_for(team.bo, "pulse"), "Bo asks", by=team.bo)
    world.learned = learning.start_learning({"title": "A book", "kind": "book"}, by=team.bo)
    [world.contact], _ = contacts.add_contacts(
        world.at["active"].charter, [("Jon Pier", "jon@operator.example")], GroupKey.CLIENT, by=team.cy
    )


PARTS: dict = {
    "form_of_site": lambda world: version_for(world.team.bo, "client").questionnaire_id,
    "own_form": lambda world: world.own_form.pk,
    "contact": lambda world: world.contact.pk,
    "learned": lambda world: world.learned.pk,
}
