"""What all forms share."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

TEXT = 20_000


def fields_only(*fields) -> FormHelper:
    """For a form whose tag, token and buttons stand in the template; without `fields` all are shown in their order."""
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    if fields:
        helper.layout = Layout(*fields)
    return helper


class Words(forms.CharField):
    """Text up to a limit. The browser gets no limit, since it would cut what is pasted without a word."""

    default_error_messages = {
        "required": _("This cannot stay empty."),
        "max_length": ngettext_lazy(
            "Keep it to %(limit_value)d character; it has %(show_value)d.",
            "Keep it to %(limit_value)d characters; it has %(show_value)d.",
            "limit_value",
        ),
    }

    def __init__(self, *, rows=None, placeholder="", **kwargs):
        if rows or placeholder:
            area = {"rows": rows or 4, "dir": "auto", "data-autogrow": "", "placeholder": placeholder}
            kwargs = {"max_length": TEXT, "widget": forms.Textarea(attrs=area)} | kwargs
        super().__init__(strip=False, **kwargs)

    def to_python(self, value):
        text = super().to_python(value).replace("\r\n", "\n").replace("\r", "\n")
        return text if text.strip() else ""

    def widget_attrs(self, widget):
        return {}


class LinesForm(forms.Form):
    """Several things at once, one a line: at most `MOST`, each of at most `longest` characters. The same `token` adds once."""

    MOST = 300
    token = forms.UUIDField(widget=forms.HiddenInput)
    lines = Words(
        max_length=200_000, label=_("One a line"),
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto", "data-autogrow": ""}),
    )  # fmt: skip

    def __init__(self, longest: int, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.longest = longest

    def clean_lines(self):
        lines = [line.strip() for line in self.cleaned_data["lines"].split("\n") if line.strip()]
        if len(lines) > self.MOST:
            raise forms.ValidationError(_("At most %(most)d lines at once."), params={"most": self.MOST})
        for place, line in enumerate(lines, 1):
            if len(line) > self.longest:
                raise forms.ValidationError(
                    _("Line %(place)d has %(length)d characters; keep it to %(longest)d."),
                    params={"place": place, "length": len(line), "longest": self.longest},
                )
        return lines
