// The page of the search. Without this file it works as a form.
(() => {
  "use strict";

  // data-walk="PLACES": from a field down into the links of what was found, and back.
  const field = document.querySelector("[data-walk]");
  const links = () => [...document.querySelectorAll(`${field.dataset.walk} li.hit a`)];
  document.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const all = links();
    const here = document.activeElement === field ? -1 : all.indexOf(document.activeElement);
    if (here < 0 && document.activeElement !== field) return;
    const next = here + (event.key === "ArrowDown" ? 1 : -1);
    if (next >= all.length || next < -1) return;
    event.preventDefault();
    (all[next] ?? field).focus();
  });

  // data-key-switch: the key "/" may be in somebody's way, who speaks to the machine for instance.
  const line = document.querySelector("[data-key-switch]");
  const box = line.querySelector("input");
  try {
    box.checked = localStorage.getItem("search-key") !== "off";
    line.hidden = false;
    box.addEventListener("change", () => localStorage.setItem("search-key", box.checked ? "on" : "off"));
  } catch {
    // A browser that forbids storage keeps the key.
  }
})();
