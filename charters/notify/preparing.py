"""Who hears that something was shared, that the draft is open, that a proposal was taken. Never what is kept private."""

from django.urls import reverse
from django.utils.translation import gettext as _

from notices.outbox import tell
from teams.models import MemberRole


def shared(version, proposals, *, by):
    """The lead sees that there is something to read."""
    leads = version.team.memberships.present().filter(role=MemberRole.LEAD)
    tell(
        leads.exclude(person=by).people(),
        key=f"preparation_shared:{proposals[0].pk}",
        kind="preparation_shared",
        text=_("%(name)s shared what they prepared for %(charter)s.") % {"name": by, "charter": version.charter.title},
        url=reverse("charters:proposals", args=[version.charter_id]),
        team_id=version.team_id,
    )


def draft_opened(version, *, by):
    tell(
        version.team.memberships.writers().exclude(person=by).people(),
        key=f"draft_opened:{version.pk}",
        kind="draft_opened",
        text=_("%(name)s opened the draft of %(charter)s.") % {"name": by, "charter": version.charter.title},
        url=reverse("charters:draft", args=[version.charter_id]),
        template="charters/notices/draft_opened.txt",
        context={"charter": version.charter.title, "by": str(by)},
        team_id=version.team_id,
    )


def proposal_adopted(proposal, group, item, *, by):
    tell(
        [one.author for one in group if one.author_id != by.pk],
        key=f"proposal_adopted:{proposal.pk}:{item.key}",
        kind="proposal_adopted",
        text=_("%(name)s took your proposal into the draft: “%(text)s”") % {"name": by, "text": proposal.text[:200]},
        url=reverse("charters:talk", args=[proposal.version.charter_id, item.key]),
        team_id=proposal.team_id,
    )
