// Rating: going on once the server has kept everything (see conflicts.views.ratings.saved). Without this file the button asks the server.
(() => {
  "use strict";
  document.addEventListener("go", (event) => {
    const to = event.detail?.to ?? "";
    if (to.startsWith("/") && !to.startsWith("//")) location.assign(to);
  });
})();
