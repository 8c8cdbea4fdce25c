// data-skip: advice about words (data-hint) that was read and put away stays away on this page. Without this file it just stays.
(() => {
  "use strict";
  const skipped = new Set();
  const nameOf = (hint) => `${hint.closest(".hints").id} ${hint.dataset.hint}`;
  const dress = () => document.querySelectorAll("[data-hint]").forEach((hint) => {
    hint.hidden = skipped.has(nameOf(hint));
    hint.querySelector("[data-skip]").hidden = false;
  });
  document.addEventListener("click", (event) => {
    const hint = event.target.closest("[data-skip]")?.closest("[data-hint]");
    if (!hint) return;
    skipped.add(nameOf(hint));
    dress();
    hint.closest(".hints").parentElement.querySelector("textarea, input:not([type=hidden])")?.focus();
  });
  document.addEventListener("htmx:oobAfterSwap", dress);
  document.addEventListener("htmx:afterSettle", dress);
  dress();
})();
