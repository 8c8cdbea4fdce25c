"""What is sent to make a link: nothing is typed, but a form sent twice makes one."""

from uuid import uuid4

from django import forms


class FeedForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
