"""The administrator's window on feedback: that requests exist, what was reported, whom nobody may mail. Never what was asked or answered."""

from django.contrib import admin
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.addresses import normal
from common.admin import Window
from feedback.actions import allowing
from feedback.digests import digest_of
from feedback.models import Concern, DoNotContact, FeedbackRequest, Questionnaire


@admin.register(FeedbackRequest)
class FeedbackRequestAdmin(Window):
    """No words, no people asked, no counts: those would tell who answered to whoever looks twice."""

    list_display = ("asked_by", "state", "occasion", "sent_on", "closes_on", "closed_on", "released_on")
    list_filter = ("state", "occasion")
    list_select_related = ("subject",)
    search_fields = ("subject__email",)
    ordering = ("-created_at", "-id")
    fields = ("asked_by", "state", "occasion", "created_at", "sent_on", "closes_on", "closed_on", "released_on")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("subject").defer("about", "note")

    def get_object(self, request, object_id, from_field=None):
        """A request calls itself by what it is about, in the headings of the window too: not here."""
        found = super().get_object(request, object_id, from_field)
        if found:
            found.about = found.note = ""
        return found

    @admin.display(description=_("asked by"), ordering="subject")
    def asked_by(self, ask):
        return str(ask.subject)


@admin.register(Questionnaire)
class QuestionnaireAdmin(Window):
    """Those of the site; they are edited on their own pages. What people copied is theirs alone."""

    list_display = ("title", "group", "minutes", "is_retired")
    list_filter = ("group", "is_retired")
    fields = ("title", "group", "hint", "minutes", "is_retired")

    def get_queryset(self, request):
        return super().get_queryset(request).of_site()

    def view_on_site(self, questionnaire):
        return reverse("feedback:questionnaire", args=[questionnaire.pk])


@admin.register(Concern)
class ConcernAdmin(Window):
    """Somebody felt pressed: the day, the words, and about whose request. Not who says it, nor what they answered."""

    list_display = ("raised_on", "asked_by")
    fields = ("raised_on", "asked_by", "words")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("request__subject").defer("request__about", "request__note")

    @admin.display(description=_("about the request of"))
    def asked_by(self, concern):
        return str(concern.request.subject)


@admin.register(DoNotContact)
class DoNotContactAdmin(Window):
    """How many want no mails, and since when. Whose address it is cannot be read here; who writes to us is found by theirs."""

    list_display = ("since",)
    fields = ("since",)
    ordering = ("-since",)
    search_fields = ("digest",)
    search_help_text = _("The whole address of somebody who wants to get mails again.")
    actions = ("allow_mails",)

    def get_search_results(self, request, rows, search_term):
        return (rows.filter(digest=digest_of(normal(search_term))) if search_term.strip() else rows), False

    @admin.action(description=_("Let mails through again"), permissions=["view"])
    def allow_mails(self, request, rows):
        self.do_each(request, rows, allowing.allow_mails, _("Mails go through again"))
