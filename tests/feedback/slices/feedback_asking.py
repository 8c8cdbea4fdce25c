"""Doors of asking: their rows, what they need in the world, and what stands in their addresses."""

from uuid import uuid4

from django.utils import timezone

from common.ids import uuid7
from feedback.actions import asking_links, asking_proposals
from feedback.models import FeedbackInvitation
from tests.feedback.people import SIGNED_IN, SUBJECT
from tests.feedback.requests import CLIENT, add, draft_by, group_of, invitation_of, version_for
from tests.rows import get, post

KEY = "0199f000-0000-7000-8000-0000000000f1"
OF_THE_SUBJECT_NOT_NOW = "L - - n - - -"
LEAD = "L - n n y n -"
LINE = {"about": "The release", "note": "", "closes_on": "2099-01-01", "revision": "1"}

ROWS: list = [
    get("feedback:list", "", SIGNED_IN),
    get("feedback:start", "", SIGNED_IN),
    post("feedback:start", "", SIGNED_IN, about="The release", occasion="free", charter="", key=KEY),
    get("feedback:propose", "slug", LEAD),
    post("feedback:propose", "slug", LEAD, about="The release", occasion="free", charter="", person=""),
    get("feedback:show", "ask", SUBJECT),
    get("feedback:show", "ask_draft", SUBJECT),
    get("feedback:show", "ask_proposed", SUBJECT),
    get("feedback:show", "uuid", "L - - - - - -"),
    post("feedback:accept_proposal", "ask_proposed", SUBJECT),
    post("feedback:decline_proposal", "ask_proposed", SUBJECT),
    # Preparing
    post("feedback:describe", "ask_draft", SUBJECT, **LINE),
    post("feedback:describe", "ask", OF_THE_SUBJECT_NOT_NOW, **LINE),
    post("feedback:choose_clauses", "ask_chartered", SUBJECT),
    post("feedback:set_group", "ask_draft teammate", SUBJECT, mode="confidential"),
    post("feedback:add_group", "ask_draft client", SUBJECT),
    post("feedback:name_group", "ask_draft teammate", SUBJECT),
    post("feedback:remove_group", "ask_draft teammate", SUBJECT),
    post("feedback:add_people", "ask_draft teammate", SUBJECT, addresses="x@example.org"),
    post("feedback:remove_person", "ask_draft draft_person", SUBJECT),
    # Sending, and while it collects
    post("feedback:send", "ask_draft", SUBJECT),
    post("feedback:extend_request", "ask", SUBJECT, closes_on="2099-01-01"),
    get("feedback:cancel_request", "ask", SUBJECT),
    post("feedback:cancel_request", "ask", SUBJECT),
    post("feedback:remind_all", "ask", OF_THE_SUBJECT_NOT_NOW),
    post("feedback:readdress", "ask asked_client", SUBJECT, address="x@example.org"),
    post("feedback:make_open_link", "ask", SUBJECT, group="client", key=KEY),
    post("feedback:revoke_open_link", "ask ask_link", SUBJECT),
    post("feedback:confirm_person", "ask newcomer", SUBJECT),
    post("feedback:refuse_person", "ask newcomer", SUBJECT),
]


def plant(world):
    """A draft, one under a charter, a proposal, an open link, and somebody who came by it; all of bo.

    What was sent asks its teammates three quick questions: the same people may be asked for more, but not for the same.
    """
    team = world.team
    world.ask.groups.filter(key="teammate").update(version=version_for(team.bo, "pulse"))
    world.ask_draft = draft_by(team.bo, team)
    add(group_of(world.ask_draft), team.ann, team.cy, team.mo)
    world.ask_chartered = draft_by(team.bo, charter=world.at["active"].charter)
    world.ask_proposed = asking_proposals.propose_request(
        team, team.bo, "The pilot", by=team.ann, occasion="free", key=uuid7()
    )
    client = world.ask.groups.get(key="client")
    link = uuid4()
    asking_links.make_open_link(client, link, by=team.bo)
    world.ask_link = world.ask.open_links.get()
    world.newcomer = FeedbackInvitation.objects.create(
        request=world.ask, group=client, address="kim@example.com", normal_address="kim@example.com", is_confirmed=False,
        state=FeedbackInvitation.State.SENT, sent_on=timezone.localdate(),
    )  # fmt: skip


PARTS: dict = {
    "ask_draft": lambda world: world.ask_draft.pk,
    "ask_chartered": lambda world: world.ask_chartered.pk,
    "ask_proposed": lambda world: world.ask_proposed.pk,
    "ask_link": lambda world: world.ask_link.pk,
    "newcomer": lambda world: world.newcomer.pk,
    "draft_person": lambda world: invitation_of(world.ask_draft, world.team.ann).pk,
    "asked_client": lambda world: invitation_of(world.ask, CLIENT[1]).pk,
}
