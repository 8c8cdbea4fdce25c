"""Filling in the forms of a page as a browser without script would."""

from html.parser import HTMLParser

BOX = {"checkbox", "radio"}


class Form:
    """One form: where it goes, what it would send, and the buttons it has."""

    def __init__(self, action):
        self.action = action
        self.values = {}
        self.names = set()
        self.buttons = []

    def add(self, name, value):
        self.values.setdefault(name, []).append(value)


class Forms(HTMLParser):
    """All forms of a page that are sent by post."""

    def __init__(self, html):
        super().__init__()
        self.forms, self.form, self.text, self.select = [], None, None, None
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form" and given.get("method", "").lower() == "post":
            self.form = Form(given.get("action") or "")
            self.forms.append(self.form)
        if self.form is None or "disabled" in given:
            return
        name = given.get("name")
        if tag == "button":
            self.form.buttons.append((name, given.get("value", "")))
        elif name and tag in {"input", "textarea", "select"}:
            self.form.names.add(name)
            self.begin(tag, name, given)
        elif tag == "option" and self.select and "selected" in given:
            self.form.add(self.select, given.get("value", ""))

    def begin(self, tag, name, given):
        if tag == "textarea":
            self.text = [name, ""]
        elif tag == "select":
            self.select = name
        elif given.get("type") not in BOX or "checked" in given:
            self.form.add(name, given.get("value", "on" if given.get("type") in BOX else ""))

    def handle_data(self, data):
        if self.text:
            self.text[1] += data

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None
        elif tag == "select":
            self.select = None
        elif tag == "textarea" and self.text:
            if self.form:
                self.form.add(self.text[0], self.text[1].removeprefix("\n"))
            self.text = None


def form_of(client, url, *names):
    """The first form on the page that has all these fields; without a field, the one that goes to the page itself."""
    response = client.get(url)
    assert response.status_code == 200, f"{url}: {response.status_code}"
    found = Forms(response.content.decode()).forms
    fitting = [form for form in found if (set(names) <= form.names if names else form.action in ("", url))]
    assert fitting, f"{url} has no form with {names}, only {[(form.action, sorted(form.names)) for form in found]}"
    return fitting[0]


def fill(client, url, **values):
    """Opens a page, fills in these fields of the form that has them, sends it, and follows where it leads."""
    form = form_of(client, url, *values)
    sent = form.values | {name: value if isinstance(value, list) else [value] for name, value in values.items()}
    return client.post(form.action or url, sent, follow=True)
