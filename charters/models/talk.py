"""What people say about a clause."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from charters.models.base import TeamQuerySet, TeamRow
from charters.models.charter import CharterVersion
from common.searched import Searched
from common.states import Moves


class CommentQuerySet(TeamQuerySet):
    def points(self):
        """What begins a talk: questions, suggestions and objections, without the replies."""
        return self.exclude(kind=ClauseComment.Kind.REPLY)

    def open(self):
        return self.points().filter(state=ClauseComment.State.OPEN)

    def open_objections(self, version):
        """What must be answered before this version goes to signing."""
        return self.open().filter(version=version, kind=ClauseComment.Kind.OBJECTION)

    def beside(self, version):
        """What is said beside this text: beside the text in force also what was said beside those before it."""
        held = [CharterVersion.State.ACTIVE, CharterVersion.State.SUPERSEDED]
        if version.state == CharterVersion.State.ACTIVE:
            return self.filter(charter_id=version.charter_id, version__state__in=held)
        return self.filter(version=version)

    def unanswered(self, now):
        """Open questions whose time is over, to which nobody but the asker has said a word, and of which nobody was told."""
        others = ClauseComment.objects.filter(parent=models.OuterRef("pk")).exclude(author=models.OuterRef("author"))
        late = self.open().filter(kind=ClauseComment.Kind.QUESTION, answer_by__lte=now, nudged_at=None)
        running = late.filter(version__state__in=ClauseComment.TALKED_ABOUT, charter__closed_at=None)
        return running.exclude(models.Exists(others))

    def open_by_clause(self, version) -> dict:
        """How many open points each clause has, by its key; one query."""
        counted = self.open().beside(version).order_by().values_list("item_key")
        return dict(counted.annotate(count=models.Count("id")))

    def for_list(self):
        return self.select_related("author", "settled_by", "version").defer("words", *CharterVersion.JOINED_TEXTS)


class ClauseComment(Searched, Moves, TeamRow):
    """A question, a suggestion or an objection about one clause, and the replies to it."""

    SAID_IN = {"text", "new_text"}

    class Kind(models.TextChoices):
        QUESTION = "question", _("question")
        SUGGESTION = "suggestion", _("suggestion")
        OBJECTION = "objection", _("objection")
        REPLY = "reply", _("reply")

    class State(models.TextChoices):
        OPEN = "open", _("open")
        RESOLVED = "resolved", _("resolved")
        ACCEPTED = "accepted", _("taken over")

    MOVES = {State.OPEN: {State.RESOLVED, State.ACCEPTED}, State.RESOLVED: {State.OPEN}}
    # A text that is written, and what is or was in force: the talk about that goes on under the next version.
    TALKED_ABOUT = [
        CharterVersion.State.DRAFT, CharterVersion.State.IN_REVIEW, CharterVersion.State.ACTIVE, CharterVersion.State.SUPERSEDED,
    ]  # fmt: skip

    charter = models.ForeignKey("charters.Charter", models.CASCADE, related_name="comments")
    version = models.ForeignKey("charters.CharterVersion", models.CASCADE, related_name="comments")
    item_key = models.UUIDField()
    about = models.CharField(max_length=300, blank=True)
    kind = models.CharField(max_length=12, choices=Kind)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    text = models.TextField(_("what you want to say"), max_length=20_000)
    # A suggestion names the field, the words it saw and the words it wants.
    field = models.CharField(max_length=30, blank=True)
    old_text = models.TextField(blank=True)
    new_text = models.TextField(_("the new words"), max_length=20_000, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="replies")
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    # A question is answered within the agreed time, in the words of the agreement; when it is over the lead hears of it once.
    answer_within = models.CharField(max_length=200, blank=True)
    answer_by = models.DateTimeField(null=True, blank=True)
    nudged_at = models.DateTimeField(null=True, blank=True)
    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "id"]
        indexes = [
            models.Index(fields=["version", "state"], name="talk_of_version"),
            models.Index(fields=["charter", "item_key", "created_at"], name="talk_of_clause"),
            models.Index(
                fields=["answer_by"],
                condition=models.Q(state="open", nudged_at=None, answer_by__isnull=False),
                name="talk_to_answer",
            ),
        ]

    def __str__(self):
        return self.text[:80]

    def said(self) -> list[str]:
        return [self.text, self.new_text]
