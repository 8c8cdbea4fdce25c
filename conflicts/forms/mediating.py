"""What is sent to choose a neutral, to tell ties, and to talk."""

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext_lazy as _

from common import tone
from common.addresses import LONGEST as LONGEST_ADDRESS
from common.addresses import LONGEST_NAME, fault_in, has_link
from common.forms import Words, fields_only
from common.ids import uuid7
from common.validators import one_line
from conflicts.permissions import can_propose_at_address

LONGEST, LONGEST_REASON = 5_000, 2_000
# Of somebody else: not the address of whoever sits at the browser.
THEIRS = {"autocomplete": "off", "dir": "auto"}


class ProposeForm(forms.Form):
    """Somebody neutral, known by an address. Whether they have an account here is neither asked nor told."""

    name = Words(label=_("Name"), max_length=LONGEST_NAME, validators=[one_line], widget=forms.TextInput(attrs=THEIRS))
    address = Words(
        label=_("E-mail address"), max_length=LONGEST_ADDRESS, validators=[one_line], widget=forms.EmailInput(attrs=THEIRS)
    )  # fmt: skip

    def __init__(self, user, case, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.case = user, case
        self.helper = fields_only()

    def clean_name(self):
        name = " ".join(self.cleaned_data["name"].split())
        if has_link(name):
            raise forms.ValidationError(_("Please leave out links and addresses: this name stands in a mail."))
        return name

    def clean_address(self):
        typed = self.cleaned_data["address"].strip()
        if fault := fault_in(typed, typed):
            raise forms.ValidationError(fault)
        answer = can_propose_at_address(self.user, self.case, typed.lower())
        if not answer:
            raise forms.ValidationError(answer.reason)
        return typed.lower()


class ObjectForm(forms.Form):
    reason = Words(
        label=_("Why not, if you want to say"), required=False, max_length=LONGEST_REASON, rows=3,
        help_text=_("You need not. The other parties read it; the person does not."),
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = fields_only()


class DiscloseForm(forms.Form):
    """Whether something ties them to a party; with ties, what."""

    TIES = [("yes", _("Yes, and I say what")), ("no", _("No, nothing ties me to any of them"))]
    ties = forms.ChoiceField(
        label=_("Does anything tie you to one of them?"), choices=TIES, widget=forms.RadioSelect,
        error_messages={"required": _("Please choose one.")},
        help_text=_("Work done together, friendship, family, money, something you owe or are owed."),
    )  # fmt: skip
    words = Words(
        label=_("What ties you"), required=False, max_length=LONGEST_REASON, rows=4,
        help_text=_("The parties read it and decide. Nobody else does."),
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = fields_only()

    def clean(self):
        said = super().clean()
        if said.get("ties") == "yes" and not said.get("words") and "words" not in self.errors:
            self.add_error("words", _("Say in a few words what it is, so that they can decide."))
        return said

    @property
    def values(self) -> dict:
        has_ties = self.cleaned_data["ties"] == "yes"
        return {"has_ties": has_ties, "words": self.cleaned_data["words"] if has_ties else ""}

    def refuse(self, reason: str):
        self.add_error(NON_FIELD_ERRORS, reason)


class SayForm(forms.Form):
    """One thing to say. `key` says it once; `anyway` sends it as it is, whatever was pointed out."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    text = Words(label=_("What you want to say"), max_length=LONGEST, rows=3)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("key", uuid7())
        self.helper = fields_only()
        self.hints: list[tone.Found] = []

    def wants_a_second_look(self) -> bool:
        """Words that judge a person are pointed out once, before others read them; it can be sent as it is."""
        if not self.is_valid() or "anyway" in self.data:
            return False
        self.hints = tone.person_words(self.cleaned_data["text"])
        return bool(self.hints)


class SayAloneForm(SayForm):
    """In a private talk, by the party."""

    may_pass_on = forms.BooleanField(
        label=_("You may tell the others about this"), required=False,
        help_text=_("Without this, it stays between the two of you."),
    )  # fmt: skip


class NoteForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    text = Words(label=_("Note"), max_length=LONGEST, rows=3)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("key", uuid7())
        self.helper = fields_only()


class OptionForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput)
    text = Words(label=_("What could be done"), max_length=500, rows=2)
    detail = Words(label=_("How it would work"), required=False, max_length=LONGEST, rows=3)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("key", uuid7())
        self.helper = fields_only()
