"""What allauth asks of us: who signs up has a name, mails go through the outbox, links lead to the configured address."""

from urllib.parse import urlencode, urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.utils import get_next_redirect_url
from django.conf import settings

from notices import outbox


class AccountAdapter(DefaultAccountAdapter):
    def save_user(self, request, user, form, commit=True):
        user.name = form.cleaned_data["name"]
        user.time_zone = form.cleaned_data["time_zone"]
        return super().save_user(request, user, form, commit)

    def get_email_confirmation_url(self, request, emailconfirmation):
        """Where the person was going survives sign-up, mail and sign-in, even on another device."""
        url = super().get_email_confirmation_url(request, emailconfirmation)
        onward = get_next_redirect_url(request) if request else None
        return f"{url}?{urlencode({'next': onward})}" if onward else url

    def send_mail(self, template_prefix, email, context):
        links = {name: at_home(value) for name, value in context.items() if name.endswith("_url")}
        site = {"site_name": settings.SITE_NAME, "site_url": settings.SITE_URL}
        message = self.render_mail(template_prefix, email, {"email": email, **site, **context, **links})
        outbox.seal(email, subject=message.subject, body=message.body)


def at_home(url: str) -> str:
    """The same page at the configured address; what a request calls itself is never believed."""
    parts = urlsplit(url)
    return settings.SITE_URL + parts.path + (f"?{parts.query}" if parts.query else "")
