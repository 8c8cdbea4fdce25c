"""Options as they are typed: several at once, one in other words, or a better one for another round."""

from crispy_forms.layout import Fieldset
from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from common.forms import LinesForm, Words, fields_only
from common.ids import uuid7
from common.tidying import one_line
from conflicts.forms.revised import RevisedForm

LONGEST, LONGEST_DETAIL = 500, 4_000


def detail_field():
    return Words(
        label=_("How it would work"), required=False, max_length=LONGEST_DETAIL, rows=3,
        placeholder=_("Who does what, from when, for how long."),
    )  # fmt: skip


class Line(Words):
    """Words on one line, as they will stand in a list."""

    def __init__(self, **kwargs):
        super().__init__(rows=2, **kwargs)

    def to_python(self, value):
        return one_line(super().to_python(value))


class OptionsForm(LinesForm):
    """What could be done, one a line; no more than there is room for."""

    MOST = 20

    def __init__(self, data=None, *, room: int):
        super().__init__(LONGEST, data, initial={"token": uuid7()})
        self.room = room
        self.fields["lines"].label = _("What could be done? One a line.")
        self.fields["lines"].widget.attrs |= {"rows": 3, "placeholder": _("The plan is fixed by Monday noon.")}
        self.helper = fields_only("token", "lines")

    def clean_lines(self):
        lines = list(dict.fromkeys(one_line(line) for line in super().clean_lines() if one_line(line)))
        if not lines:
            raise forms.ValidationError(_("Write at least one option."))
        if len(lines) > self.room:
            raise forms.ValidationError(too_many(self.room))
        return lines


def too_many(room: int) -> str:
    return ngettext("There is room for %(room)d more.", "There is room for %(room)d more.", room) % {"room": room}


class OptionForm(RevisedForm):
    """One's own in other words."""

    text = Line(label=_("What could be done"), max_length=LONGEST)
    detail = detail_field()

    def __init__(self, option, data=None):
        super().__init__({"text": option.text, "detail": option.detail}, option.revision, data)
        self.option = option
        self.helper = fields_only("text", "detail")


class AnotherRoundForm(forms.Form):
    """What the next list begins with: one that was made better, those worth another look, new ones."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    text = Line(label=_("What if …"), max_length=LONGEST, required=False)
    detail = detail_field()
    lines = Words(
        label=_("New options, one a line"), required=False, rows=3, max_length=LONGEST * 20,
        placeholder=_("We try it for two weeks, then look again."),
    )  # fmt: skip
    carried = forms.MultipleChoiceField(
        label=_("Take along as they stand"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, offered, data=None, *, chosen=None, room: int):
        first = {"token": uuid7(), "text": chosen.text, "detail": chosen.detail} if chosen else {"token": uuid7()}
        super().__init__(data, initial=first)
        self.room = room
        self.fields["carried"].choices = [(str(one.pk), one.text) for one in offered]
        better = [Fieldset(_("A better one"), "text", "detail")] if chosen or (data and data.get("text")) else []
        self.helper = fields_only("token", *better, "lines", *(["carried"] if offered else []))

    def clean_lines(self):
        lines = [one_line(line) for line in self.cleaned_data["lines"].split("\n")]
        if any(len(line) > LONGEST for line in lines):
            raise forms.ValidationError(_("Keep each line to %(longest)d characters."), params={"longest": LONGEST})
        return [line for line in lines if line]

    def clean(self):
        given = super().clean()
        if len(self.found) + len(given.get("carried", [])) > self.room:
            raise forms.ValidationError(too_many(self.room))
        return given

    @property
    def found(self) -> list[tuple[str, str]]:
        given = self.cleaned_data
        better = [(given["text"], given.get("detail", ""))] if given.get("text") else []
        return better + [(line, "") for line in given.get("lines", [])]
