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

  // data-places: selects (or number fields) that give places. The list stands in the order that they mean, and who drags
  // a line by its [data-grip] gives places by it.
  const placeOf = (line) => line.querySelector("select, input");
  document.addEventListener("change", (event) => {
    const list = event.target.closest?.("[data-places]");
    if (!list) return;
    const lines = [...list.children];
    const rank = (line) => Number(placeOf(line).value) || lines.length + 1;
    lines.map((line, at) => [rank(line), at, line]).sort((a, b) => a[0] - b[0] || a[1] - b[1]).forEach(([, , line]) => list.append(line));
    event.target.focus();
  });
  document.addEventListener("pointerdown", (event) => {
    const line = event.target.closest("[data-grip]")?.closest("[data-places] > li");
    if (!line || event.button) return;
    event.preventDefault();
    const list = line.parentElement;
    const end = new AbortController();
    line.dataset.lifted = "";
    document.addEventListener("pointermove", (moved) => {
      const under = [...list.children].find((other) => {
        const box = other.getBoundingClientRect();
        return other !== line && moved.clientY > box.top && moved.clientY < box.bottom;
      });
      if (!under) return;
      const box = under.getBoundingClientRect();
      if (moved.clientY < box.top + box.height / 2) under.before(line);
      else under.after(line);
    }, { signal: end.signal });
    const drop = () => {
      end.abort();
      delete line.dataset.lifted;
      [...list.children].forEach((one, at) => { placeOf(one).value = at + 1; });
    };
    document.addEventListener("pointerup", drop, { signal: end.signal });
    document.addEventListener("pointercancel", drop, { signal: end.signal });
  });
  document.querySelectorAll("[data-grip]").forEach((grip) => { grip.hidden = false; });
})();
