// Bars to drag beside number fields: an <input type="range" data-bar="ID"> sets the field with that id, and follows it.
// The form is saved by editor.js as ever; its hidden field "bars" names the numbers that were dragged. Without this file
// the bars stay hidden, and the fields do all.
(() => {
  "use strict";
  const fieldOf = (bar) => document.getElementById(bar.dataset.bar);
  const barOf = (field) => document.querySelector(`[data-bar="${CSS.escape(field.id)}"]`);
  const note = (field, isDragged) => {
    const list = field.form?.elements.namedItem("bars");
    if (!list) return;
    const names = new Set(list.value.split(",").filter(Boolean));
    if (isDragged) names.add(field.name);
    else names.delete(field.name);
    list.value = [...names].join(",");
  };
  const follow = (field, bar) => {
    const value = Number(field.value);
    const isNumber = field.value.trim() !== "" && Number.isInteger(value);
    bar.classList.toggle("is-empty", !isNumber);
    if (!isNumber) return;
    if (value > Number(bar.max)) bar.max = value;
    if (value < Number(bar.min)) bar.min = value;
    bar.value = value;
  };

  // Before editor.js hears of it: what is dragged stands in the field already when the form is looked at.
  document.addEventListener("input", (event) => {
    const { target } = event;
    if (target.matches?.("[data-bar]")) {
      const field = fieldOf(target);
      field.value = target.value;
      target.classList.remove("is-empty");
      return note(field, true);
    }
    const bar = target.id && barOf(target);
    if (!bar) return;
    note(target, false);
    follow(target, bar);
  }, true);

  const show = (root) => root.querySelectorAll("[data-bar]").forEach((bar) => {
    bar.hidden = false;
    const field = fieldOf(bar);
    if (field) follow(field, bar);
  });
  show(document);
  document.addEventListener("htmx:load", (event) => show(event.target));

  // data-places: selects that give places; the list shows the order that they mean.
  document.addEventListener("change", (event) => {
    const list = event.target.closest?.("[data-places]");
    if (!list) return;
    const lines = [...list.children];
    const place = (line) => Number(line.querySelector("select").value) || lines.length + 1;
    lines.map((line, at) => [place(line), at, line]).sort((a, b) => a[0] - b[0] || a[1] - b[1]).forEach(([, , line]) => list.append(line));
    event.target.focus();
  });
})();
