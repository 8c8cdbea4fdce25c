// Looking whether it holds: when something is partly kept or not kept, "look at options again" is ticked, until somebody decides otherwise.
(() => {
  "use strict";
  const NOT_WELL = new Set(["partly", "not_kept"]);
  const form = document.querySelector("form[data-follow-up]");
  const wish = form?.elements.reopens;
  if (!wish) return;
  let decided = wish.checked;
  wish.addEventListener("change", () => { decided = true; });
  form.addEventListener("change", (event) => {
    if (decided || !event.target.name.startsWith("outcome_")) return;
    wish.checked = [...form.querySelectorAll('[name^="outcome_"]:checked')].some((one) => NOT_WELL.has(one.value));
  });
})();
