// Rating: going on once the server has kept everything (see conflicts.views.ratings.saved). Without this file the button asks the server.
(() => {
  "use strict";
  document.addEventListener("go", (event) => {
    const to = event.detail?.to ?? "";
    if (to.startsWith("/") && !to.startsWith("//")) location.assign(to);
  });

  // Both versions stand at the foot of a long form, and nothing is saved before one is chosen: it must be seen.
  document.addEventListener("htmx:afterSettle", () => {
    document.querySelector("#ratings [data-conflict]")?.scrollIntoView({ block: "center" });
  });
})();
