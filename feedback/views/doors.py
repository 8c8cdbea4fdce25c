"""Where a respondent comes in: by the link of a mail, signed in as the person asked, or about themselves. The pages are the same."""

from dataclasses import dataclass
from functools import wraps

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from feedback.models import FeedbackInvitation, GroupKey
from feedback.permissions import can_open
from feedback.views.outside import gone, outsiders

PAGES = ("write", "review", "lock", "decline", "undo_decline", "not_me", "stop_mails", "concern")


@dataclass(frozen=True)
class Door:
    """`name` is that of its first page in feedback.urls, `key` what stands in the addresses of its pages."""

    name: str
    key: object
    invitation: FeedbackInvitation

    def to(self, page: str = "") -> str:
        name = f"{self.name}_{page}" if page else self.name
        return reverse(f"feedback:{name}", args=[self.key])

    def pages(self) -> dict[str, str]:
        """The address of each page, for templates; about oneself there is nothing to decline."""
        names = PAGES[:3] if self.is_own else PAGES
        return {"start": self.to()} | {name: self.to(name) for name in names}

    @property
    def ask(self):
        return self.invitation.request

    @property
    def group(self):
        return self.invitation.group

    @property
    def is_own(self) -> bool:
        return self.name == "own_answers"

    @property
    def is_by_link(self) -> bool:
        return self.name == "answer"

    def questions(self):
        self.group.request = self.ask
        return self.group.questions()

    def response(self):
        return getattr(self.invitation, "response", None)


ROWS = FeedbackInvitation.objects.select_related(
    "request__subject", "request__team", "group__version__questionnaire", "person", "response"
)


def by_link(view):
    """Decorator of a page behind a personal link: `view(request, door)`."""

    @outsiders
    @wraps(view)
    def entered(request, token):
        invitation = ROWS.by_token(token).first()
        if invitation is None or not can_open(invitation):
            return gone(request)
        if is_somebody_else(request.user, invitation):
            return render(request, "feedback/answer/somebody_else.html", status=403)
        return view(request, Door("answer", token, invitation))

    return entered


def is_somebody_else(user, invitation: FeedbackInvitation) -> bool:
    """Nobody who is signed in answers for another; without signing in the link alone decides."""
    if not user.is_authenticated:
        return False
    return not FeedbackInvitation.objects.addressed_to(user).filter(pk=invitation.pk).exists()


def signed_in(view):
    """Decorator of the same page for who is signed in as the person asked; to everybody else it is not there."""

    @private
    @wraps(view)
    def entered(request, invitation):
        found = get_object_or_404(ROWS.addressed_to(request.user), pk=invitation)
        return view(request, Door("asked", found.pk, found)) if can_open(found) else gone(request)

    return entered


def about_oneself(view):
    """Decorator of the same page for the person who asks, and answers the same about themselves."""

    @private
    @wraps(view)
    def entered(request, ask):
        mine = ROWS.filter(request__subject=request.user, group__key=GroupKey.SELF)
        found = get_object_or_404(mine, request=ask)
        return view(request, Door("own_answers", found.request_id, found)) if can_open(found) else gone(request)

    return entered


def private(view):
    """What is typed stands in no error report."""
    hidden = sensitive_variables()(view)
    return sensitive_post_parameters()(sensitive_variables()(hidden))
