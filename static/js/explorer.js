// data-explorer: the map of efficient packages. A point is chosen by mouse or touch on the picture, or by the slider
// with the arrow keys; its package stands beside the map, and another one can be held beside it. Without this file the
// links of the table do the same.
(() => {
  "use strict";
  const root = document.querySelector("[data-explorer]");
  const source = document.getElementById("map-data");
  if (!root || !source) return;
  const { issues, points } = JSON.parse(source.textContent);
  if (points.length === 0) return;
  const [X, Y, OWN, OTHER, OWN_PERCENT, OTHER_PERCENT, , PACKAGE] = points[0].keys();

  const find = (selector) => root.querySelector(selector);
  const all = (selector) => [...root.querySelectorAll(selector)];
  const grouped = new Intl.NumberFormat(document.documentElement.lang);
  const slide = find("#map-slide");
  const svg = find("[data-map] svg");
  const lines = all("[data-line]");
  const last = points.length - 1;
  // Points go by falling own total; on the slider right is better for us.
  const at = () => last - Number(slide.value);
  let held = null;

  const move = (ring, point) => {
    ring?.setAttribute("cx", point[X]);
    ring?.setAttribute("cy", point[Y]);
  };
  const nameOf = (issue, point) => issues[issue].options[point[PACKAGE][issue]][1];
  const keyOf = (issue, point) => issues[issue].options[point[PACKAGE][issue]][0];

  const showLine = (line, issue, point) => {
    const name = nameOf(issue, point);
    const beside = held ? nameOf(issue, held) : "";
    line.querySelector("[data-option]").textContent = name;
    line.querySelector("[data-option-beside]").textContent = beside;
    line.classList.toggle("differs", held !== null && beside !== name);
  };
  const showBeside = () => {
    all("[data-beside]").forEach((cell) => { cell.hidden = held === null; });
    all("[data-let-go]").forEach((button) => { button.hidden = held === null; });
    find("[data-beside-worth]").textContent = held ? `${grouped.format(held[OWN])} / ${grouped.format(held[OTHER])}` : "";
    const ring = find("[data-map-beside]");
    if (held) move(ring, held);
    ring?.toggleAttribute("hidden", held === null);
  };
  const showWorth = (point) => {
    find("[data-own]").textContent = grouped.format(point[OWN]);
    find("[data-other]").textContent = grouped.format(point[OTHER]);
    find("[data-own-percent]").textContent = `${point[OWN_PERCENT]}%`;
    find("[data-other-percent]").textContent = `${point[OTHER_PERCENT]}%`;
    const words = slide.dataset.words.replace("{own}", grouped.format(point[OWN])).replace("{other}", grouped.format(point[OTHER]));
    slide.setAttribute("aria-valuetext", words);
  };
  const show = () => {
    const point = points[at()];
    showWorth(point);
    lines.forEach((line, issue) => showLine(line, issue, point));
    all("[data-choice]").forEach((field, issue) => { field.value = keyOf(issue, point); });
    move(find("[data-map-chosen]"), point);
    showBeside();
  };

  const nearest = (x, y) => {
    const far = (point) => (point[X] - x) ** 2 + (point[Y] - y) ** 2;
    return points.reduce((best, point, place) => (far(point) < far(points[best]) ? place : best), 0);
  };
  const choose = (event) => {
    const place = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    slide.value = last - nearest(place.x, place.y);
    show();
  };
  svg.addEventListener("pointerdown", (event) => {
    choose(event);
    if (event.pointerType === "mouse") svg.setPointerCapture(event.pointerId);
  });
  svg.addEventListener("pointermove", (event) => {
    if (event.buttons > 0) choose(event);
  });

  slide.addEventListener("input", show);
  find("[data-hold]").addEventListener("click", () => {
    held = points[at()];
    show();
  });
  root.addEventListener("click", (event) => {
    const letGo = event.target.closest("[data-let-go]");
    if (!letGo) return;
    event.preventDefault();
    held = null;
    show();
    slide.focus();
  });

  // The server has chosen a point already; the slider begins there, and shows nothing else until it is moved.
  slide.value = last - Number(slide.getAttribute("value"));
  slide.setAttribute("aria-valuetext", "");
  showWorth(points[at()]);
  const beside = new URLSearchParams(location.search).get("with");
  held = points.find((point) => beside !== null && String(point[OWN]) === beside) ?? null;
  showBeside();
  [find("[data-slide]"), find("[data-hold]")].forEach((part) => { part.hidden = false; });
  find("[data-map]").dataset.ready = "";
})();
