"""What an administrator writes about a template."""

import json

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from charters.importing.source import LARGEST, Broken
from charters.importing.template import template_document
from charters.models import CharterTemplate


class TemplateForm(forms.ModelForm):
    """The content as text, or out of a file; what is wrong is named by line and field."""

    file = forms.FileField(
        label=_("Content from a file"),
        required=False,
        help_text=_(
            "The JSON export of a charter. It replaces the content below; holders and signatures are left out."
        ),
    )
    document = forms.CharField(
        label=_("Content"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 30, "cols": 110, "spellcheck": "false", "dir": "ltr"}),
        help_text=_("In the format of docs/charter.schema.json (its part “charter”); “examples” may stand beside it."),
    )

    class Meta:
        model = CharterTemplate
        fields = ("title", "slug", "summary", "is_offered", "position", "file", "document")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.document:
            self.initial["document"] = json.dumps(self.instance.document, ensure_ascii=False, indent=2)

    def clean(self):
        cleaned = super().clean()
        file = cleaned.get("file")
        if file and file.size > LARGEST:
            raise ValidationError({"file": _("The file is larger than 5 MB.")})
        data = file.read() if file else cleaned.get("document", "").encode("utf-8", "surrogatepass")
        try:
            cleaned["document"] = template_document(data)
        except Broken as error:
            self.add_error("file" if file else "document", [str(fault) for fault in error.faults])
        return cleaned
