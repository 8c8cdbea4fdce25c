"""What allauth asks of us: mails go through the outbox."""

from allauth.account.adapter import DefaultAccountAdapter

from notices import outbox


class AccountAdapter(DefaultAccountAdapter):
    def send_mail(self, template_prefix, email, context):
        message = self.render_mail(template_prefix, email, context)
        outbox.seal(email, subject=message.subject, body=message.body)
