// Answering: further cards, the deadline where the reader is, and going on once all is saved.
// Without this file the buttons ask the server, and the pages work the same.
(() => {
  "use strict";
  const MOST = 5;

  // The server says where to go after it has kept everything (see feedback.views.answering.go).
  document.addEventListener("go", (event) => {
    const to = event.detail?.to ?? "";
    if (to.startsWith("/") && !to.startsWith("//")) location.assign(to);
  });

  // data-more: an empty card like the last one. Its server's way is a button that sends the form.
  const another = (list) => {
    if (list.children.length >= MOST) return null;
    const card = list.lastElementChild.cloneNode(true);
    card.querySelectorAll(".invalid-feedback").forEach((fault) => fault.remove());
    card.querySelectorAll("textarea").forEach((field) => {
      field.value = field.defaultValue = "";
      field.removeAttribute("aria-invalid");
      field.ariaLabel = field.ariaLabel?.replace(/\d+$/, String(list.children.length + 1)) ?? null;
    });
    list.append(card);
    return card;
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-more]");
    if (!button) return;
    event.preventDefault();
    const lists = [...button.closest(".question").querySelectorAll(".points")];
    const added = lists.map(another).filter(Boolean);
    added[0]?.querySelector("textarea").focus();
    if (lists.every((list) => list.children.length >= MOST)) button.hidden = true;
  });

  // What is wrong stands above the questions, far from the button that was pressed: there go eyes and keyboard.
  document.addEventListener("htmx:afterSettle", (event) => {
    const fault = event.detail.xhr?.status === 422 && document.querySelector("#answers > [role=alert]");
    if (!fault) return;
    fault.tabIndex = -1;
    fault.focus();
  });

  // data-here: the same moment on the reader's clock.
  document.querySelectorAll("[data-here]").forEach((place) => {
    if (Intl.DateTimeFormat().resolvedOptions().timeZone === place.dataset.zone) return;
    const format = new Intl.DateTimeFormat(document.documentElement.lang, {
      weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit", timeZoneName: "short",
    });
    place.textContent = `${place.dataset.words} ${format.format(new Date(place.dataset.here))}`;
    place.hidden = false;
  });
})();
