"""What all forms share."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout


def fields_only(*fields) -> FormHelper:
    """For a form whose tag, token and buttons stand in the template; without `fields` all are shown in their order."""
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    if fields:
        helper.layout = Layout(*fields)
    return helper
