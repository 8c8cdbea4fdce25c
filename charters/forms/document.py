"""Files that people hand in: a charter to import, a charter to verify."""

from uuid import uuid4

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from charters.importing.drafts import drafts
from charters.importing.source import LARGEST, Broken
from charters.verifying import verify


class FileForm(forms.Form):
    """One file; `read` turns its bytes into what is wanted, or says line by line what is wrong."""

    file = forms.FileField(label=_("File"), widget=forms.ClearableFileInput(attrs={"accept": ".json,application/json"}))
    button = _("Send")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.attrs = {"data-once": ""}
        self.helper.add_input(Submit("", self.button, css_class="btn btn-primary"))

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise ValidationError(_("The file is larger than 5 MB."))
        try:
            return self.read(file.read())
        except Broken as error:
            raise ValidationError([str(fault) for fault in error.faults]) from error


class ImportForm(FileForm):
    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    button = _("Import")

    def read(self, data):
        return drafts(data)


class VerifyForm(FileForm):
    button = _("Verify")

    def read(self, data):
        return verify(data)
