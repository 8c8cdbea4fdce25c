"""What people learn from it: reflections at the close of a charter, insights and where they are carried, the learning log."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from charters.models import CharterReview, Item
from common.fields import EncryptedTextField
from common.states import Moves
from feedback.models.base import Row
from teams.models import Membership


class Reflection(Row):
    """One person looks back on one charter. Private; each item is shared by itself, or not."""

    team = models.ForeignKey("teams.Team", models.CASCADE, related_name="+")
    charter = models.ForeignKey("charters.Charter", models.CASCADE, related_name="reflections")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    finished_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["charter", "person"], name="reflects_once_a_charter")]

    def __str__(self):
        return "reflection"


class ReflectionItemQuerySet(models.QuerySet):
    def shared(self):
        return self.filter(shared_at__isnull=False)

    def readable_by(self, user):
        """The person's own; and of others what they shared, with the team that they are in now."""
        present = Membership.objects.present().filter(team_id=OuterRef("reflection__team_id"), person_id=user.pk)
        return self.filter(Q(reflection__person_id=user.pk) | Q(Exists(present), shared_at__isnull=False))

    def due(self, since, until):
        """Next steps whose day lies there."""
        return self.filter(kind=ReflectionItem.Kind.NEXT, due_on__gte=since, due_on__lte=until)

    def of_present_people(self):
        """Their writers are still in the team."""
        team, person = OuterRef("reflection__team_id"), OuterRef("reflection__person_id")
        return self.filter(Exists(Membership.objects.present().filter(team_id=team, person_id=person)))


class ReflectionItem(Row):
    """One answer of a reflection, encrypted until and after it is shared."""

    class Kind(models.TextChoices):
        WANTED = "wanted", _("What we wanted")
        HAPPENED = "happened", _("What happened")
        WHY = "why", _("Why")
        REPEAT = "repeat", _("What worked, and I would repeat")
        DIFFERENTLY = "differently", _("What I would do differently")
        CLAUSE = "clause", _("A clause I would rewrite")
        OWE = "owe", _("What I owe, and to whom")
        NEXT = "next", _("My next step")

    reflection = models.ForeignKey(Reflection, models.CASCADE, related_name="items")
    kind = models.CharField(max_length=12, choices=Kind)
    text = EncryptedTextField(default="")
    # The clause it is about, by the key that it keeps through all versions, and how it read.
    clause_key = models.UUIDField(null=True, blank=True)
    clause_words = EncryptedTextField(blank=True, default="")
    to_whom = EncryptedTextField(blank=True, default="")
    due_on = models.DateField(null=True, blank=True)
    shared_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)
    objects = ReflectionItemQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["due_on"], condition=Q(kind="next", due_on__isnull=False), name="reflected_next")
        ]

    def __str__(self):
        return self.get_kind_display()


# The kinds of clause that a lesson may become: those that stand by themselves, and of which a charter has several.
BECOMES = (
    "working_agreement", "communication_agreement", "meeting", "expectation", "deliverable", "milestone", "contingency",
    "conflict_step", "goal", "in_scope", "out_of_scope", "role", "stakeholder", "section",
)  # fmt: skip


def sections() -> list[tuple]:
    """What an insight may belong to, with the name that charters give it."""
    labels = dict(Item._meta.get_field("kind").flatchoices)
    return [(name, labels[name]) for name in BECOMES]


class InsightQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The person's own, and what was shared with a team that they are in now."""
        present = Membership.objects.present().filter(team_id=OuterRef("team_id"), person_id=user.pk)
        return self.filter(Q(author_id=user.pk) | Q(Exists(present), shared_at__isnull=False))

    def open(self):
        return self.filter(state__in=Insight.OPEN)

    def shared(self):
        return self.filter(shared_at__isnull=False)


class Insight(Moves, Row):
    """A lesson that somebody takes along. Private until shared with the team it came from, or with the teams of its author."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("noted")
        ACCEPTED = "accepted", _("to carry on")
        CARRIED = "carried", _("carried into a charter")
        TRIED = "tried", _("tried")
        CONFIRMED = "confirmed", _("confirmed")
        DROPPED = "dropped", _("dropped")

    class Source(models.TextChoices):
        RESULT = "result", _("feedback")
        REFLECTION = "reflection", _("a reflection")
        FOLLOW_UP = "follow_up", _("a follow-up")
        OWN = "own", _("your own thought")

    OPEN = [State.PROPOSED, State.ACCEPTED, State.CARRIED, State.TRIED, State.CONFIRMED]
    MOVES = {
        State.PROPOSED: {State.ACCEPTED, State.CARRIED, State.DROPPED},
        State.ACCEPTED: {State.CARRIED, State.DROPPED},
        State.CARRIED: {State.TRIED, State.CONFIRMED, State.DROPPED, State.ACCEPTED},
        State.TRIED: {State.CARRIED, State.CONFIRMED, State.DROPPED},
        State.CONFIRMED: {State.CARRIED, State.TRIED, State.DROPPED},
        State.DROPPED: {State.ACCEPTED},
    }

    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="insights")
    team = models.ForeignKey("teams.Team", models.SET_NULL, null=True, blank=True, related_name="+")
    charter = models.ForeignKey("charters.Charter", models.SET_NULL, null=True, blank=True, related_name="insights")
    text = EncryptedTextField(_("what you learned"), default="")
    # The kind of clause that it would become (charters.kinds), and the clause that it came from.
    section = models.CharField(_("belongs to"), max_length=30, blank=True)
    clause_key = models.UUIDField(null=True, blank=True)
    clause_words = EncryptedTextField(blank=True, default="")
    source = models.CharField(max_length=12, choices=Source, default=Source.OWN)
    request = models.ForeignKey("feedback.FeedbackRequest", models.SET_NULL, null=True, blank=True, related_name="+")
    question_key = models.CharField(max_length=80, blank=True)
    reflected = models.ForeignKey(ReflectionItem, models.SET_NULL, null=True, blank=True, related_name="insights")
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    shared_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now)
    objects = InsightQuerySet.as_manager()

    class Meta:
        verbose_name = _("insight")
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["author", "-created_at", "-id"], name="insights_of_person"),
            models.Index(
                fields=["team", "-created_at", "-id"], condition=Q(shared_at__isnull=False), name="insights_shared"
            ),
        ]

    def __str__(self):
        return self.get_source_display()

    @property
    def section_label(self):
        return dict(sections()).get(self.section, "")

    @property
    def is_shared(self):
        return self.shared_at is not None


class InsightCarryQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Where the person is in the team of the charter now, and may read the insight, too."""
        present = Membership.objects.present().filter(team_id=OuterRef("team_id"), person_id=user.pk)
        insights = Insight.objects.visible_to(user).values("pk")
        return self.filter(Exists(present), insight__in=insights)

    def taken(self):
        """What became a clause."""
        return self.exclude(decision=InsightCarry.Decision.LEAVE)

    def unmarked(self):
        """Clauses of charters that are being looked at, of which nobody has said in this look (`look`) whether they helped."""
        looks = CharterReview.objects.open().filter(charter=OuterRef("charter"), charter__closed_at=None)
        rows = self.taken().annotate(look=Subquery(looks.values("pk")[:1])).filter(look__isnull=False)
        in_force = Item.objects.filter(version__charter_reviews=OuterRef("look"), key=OuterRef("item_key"))
        again = Q(outcome=InsightCarry.Outcome.NOT_TRIED) & (Q(review=None) | ~Q(review=F("look")))
        return rows.filter(Exists(in_force), Q(outcome="") | again)

    def to_mark(self, user):
        """What waits for a person who writes the charter; `look` is the key of the open review."""
        writes = Membership.objects.writers().filter(team_id=OuterRef("team_id"), person_id=user.pk)
        return self.visible_to(user).filter(Exists(writes)).unmarked()


class InsightCarry(Row):
    """What a charter made of an insight: taken as it is, adapted or left; and, when the charter is looked at again, whether it helped."""

    class Decision(models.TextChoices):
        ADOPT = "adopt", _("adopted")
        ADAPT = "adapt", _("adapted")
        LEAVE = "leave", _("left")

    class Outcome(models.TextChoices):
        HELPED = "helped", _("helped")
        NO_EFFECT = "no_effect", _("no effect")
        NOT_TRIED = "not_tried", _("not tried")

    team = models.ForeignKey("teams.Team", models.CASCADE, related_name="+")
    insight = models.ForeignKey(Insight, models.CASCADE, related_name="carries")
    charter = models.ForeignKey("charters.Charter", models.CASCADE, related_name="carried_insights")
    item_key = models.UUIDField(null=True, blank=True)
    decision = models.CharField(max_length=8, choices=Decision)
    reason = EncryptedTextField(blank=True, default="")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    review = models.ForeignKey("charters.CharterReview", models.SET_NULL, null=True, blank=True, related_name="+")
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    marked_at = models.DateTimeField(null=True, blank=True)
    objects = InsightCarryQuerySet.as_manager()

    class Meta:
        ordering = ["decided_at", "id"]
        constraints = [models.UniqueConstraint(fields=["insight", "charter"], name="decided_once_a_charter")]

    def __str__(self):
        return self.get_decision_display()


class LearningItem(Moves, Row):
    """Something to learn: planned, done, and what was taken from it. Private unless put on the profile."""

    class Kind(models.TextChoices):
        WORKSHOP = "workshop", _("workshop")
        COURSE = "course", _("course")
        BOOK = "book", _("book")
        PRACTICE = "practice", _("practice")
        OTHER = "other", _("something else")

    class State(models.TextChoices):
        IDEA = "idea", _("idea")
        PLANNED = "planned", _("planned")
        IN_PROGRESS = "in_progress", _("in progress")
        DONE = "done", _("done")
        DROPPED = "dropped", _("dropped")

    MOVES = {
        State.IDEA: {State.PLANNED, State.IN_PROGRESS, State.DONE, State.DROPPED},
        State.PLANNED: {State.IDEA, State.IN_PROGRESS, State.DONE, State.DROPPED},
        State.IN_PROGRESS: {State.PLANNED, State.DONE, State.DROPPED},
        State.DONE: {State.IN_PROGRESS},
        State.DROPPED: {State.IDEA, State.PLANNED},
    }

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="learning")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.WORKSHOP)
    title = models.CharField(_("what"), max_length=200)
    provider = models.CharField(_("by whom"), max_length=200, blank=True)
    link = models.URLField(_("link"), max_length=500, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.IDEA)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    hours = models.DecimalField(_("hours"), max_digits=6, decimal_places=1, null=True, blank=True)
    cost = models.DecimalField(_("cost"), max_digits=10, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    takeaway = EncryptedTextField(_("what you take from it"), blank=True, default="")
    # A key of feedback.competencies.
    competency = models.CharField(_("serves"), max_length=20, blank=True)
    insight = models.ForeignKey(Insight, models.SET_NULL, null=True, blank=True, related_name="learning")
    request = models.ForeignKey("feedback.FeedbackRequest", models.SET_NULL, null=True, blank=True, related_name="+")
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("learning item")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="learning_in_order"
            ),
            models.CheckConstraint(condition=Q(hours=None) | Q(hours__gte=0), name="learning_hours"),
            models.CheckConstraint(condition=Q(cost=None) | Q(cost__gte=0), name="learning_cost"),
        ]
        indexes = [models.Index(fields=["person", "-created_at", "-id"], name="learning_of_person")]

    def __str__(self):
        return self.title
