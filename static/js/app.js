// Behaviours of every page, each found by a data- attribute. Without this file the pages still work.
(() => {
  "use strict";
  const words = document.getElementById("words")?.dataset ?? {};
  const on = (type, selector, deed) => document.addEventListener(type, (event) => {
    const found = event.target.closest?.(selector);
    if (found) deed(event, found);
  });

  // data-theme-switch: light or dark. Kept in a cookie, so that the server paints the page right at once.
  const system = matchMedia("(prefers-color-scheme: dark)");
  const shownTheme = () => document.documentElement.dataset.bsTheme ?? (system.matches ? "dark" : "light");
  const remember = (theme) => {
    const secure = location.protocol === "https:" ? "; Secure" : "";
    document.cookie = `theme=${theme}; Path=/; SameSite=Lax; Max-Age=${theme ? 31536000 : 0}${secure}`;
  };
  on("click", "[data-theme-switch]", () => {
    const next = shownTheme() === "dark" ? "light" : "dark";
    const same = next === (system.matches ? "dark" : "light");
    if (same) delete document.documentElement.dataset.bsTheme;
    else document.documentElement.dataset.bsTheme = next;
    remember(same ? "" : next);
  });

  // data-menu: a <details> that closes on Escape, on a click elsewhere and when focus leaves.
  const openMenus = () => document.querySelectorAll("[data-menu][open]");
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    openMenus().forEach((menu) => {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });
  const closeOthers = (target) => openMenus().forEach((menu) => {
    if (!menu.contains(target)) menu.open = false;
  });
  document.addEventListener("click", (event) => closeOthers(event.target));
  document.addEventListener("focusin", (event) => closeOthers(event.target));

  // data-search-field: the key "/" leads to it, unless somebody is writing or has switched that off (see search.js).
  const isWriting = (place) => place.closest?.("input, textarea, select, [contenteditable]");
  const keyIsOff = () => {
    try {
      return localStorage.getItem("search-key") === "off";
    } catch {
      return false;
    }
  };
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.altKey || event.metaKey || isWriting(event.target) || keyIsOff()) return;
    const field = document.querySelector("[data-search-field]");
    if (!field || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    if (field.checkVisibility()) field.focus();
    else location.assign(field.form.action);
  });

  // data-dialog-open="ID", data-dialog-close: a <dialog>; the link leads to a page where there is no script.
  on("click", "[data-dialog-open]", (event, opener) => {
    const dialog = document.getElementById(opener.dataset.dialogOpen);
    if (!dialog) return;
    event.preventDefault();
    dialog.showModal();
  });
  on("click", "[data-dialog-close]", (event, closer) => closer.closest("dialog").close());
  document.addEventListener("click", (event) => {
    if (event.target instanceof HTMLDialogElement) event.target.close();
  });

  // data-once: a form that is sent once, however often it is clicked.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || form.matches("[data-autosave], [data-many]")) return;
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "yes";
    event.submitter?.setAttribute("aria-busy", "true");
  });
  const reopen = (form) => {
    delete form.dataset.sent;
    form.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
  };
  addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(reopen));
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.target instanceof HTMLFormElement) reopen(event.target);
  });

  // data-forget-drafts: signing out leaves nothing typed on this device.
  on("submit", "[data-forget-drafts]", () => {
    try {
      Object.keys(localStorage).filter((key) => key.startsWith("draft:")).forEach((key) => localStorage.removeItem(key));
    } catch {
      // A browser that forbids storage has kept nothing.
    }
  });

  // data-guard: a form whose changes are asked about before they are left behind.
  const changed = new Set();
  on("input", "form[data-guard]", (event, form) => changed.add(form));
  document.addEventListener("submit", (event) => changed.delete(event.target));
  addEventListener("beforeunload", (event) => {
    const dirty = [...changed].some((form) => form.isConnected) || document.querySelector("form[data-unsaved]");
    if (dirty) event.preventDefault();
  });

  // data-copy="ID": copies the field's text.
  on("click", "[data-copy]", async (event, button) => {
    const field = document.getElementById(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      field.select();
      document.execCommand("copy");
    }
    (button.querySelector("span") ?? button).textContent = words.copied;
  });

  // data-skip: advice about words (data-hint) that was read and put away stays away on this page.
  const skipped = new Set();
  const nameOf = (hint) => `${hint.closest(".hints").id} ${hint.dataset.hint}`;
  const putAway = () => document.querySelectorAll("[data-hint]").forEach((hint) => {
    hint.hidden = skipped.has(nameOf(hint));
    hint.querySelector("[data-skip]").hidden = false;
  });
  on("click", "[data-skip]", (event, button) => {
    const hint = button.closest("[data-hint]");
    skipped.add(nameOf(hint));
    putAway();
    hint.closest(".hints").parentElement.querySelector("textarea, input:not([type=hidden])")?.focus();
  });
  document.addEventListener("htmx:oobAfterSwap", putAway);
  document.addEventListener("htmx:afterSettle", putAway);
  putAway();

  // data-time-zone: the zone this device lives in, told once at sign-up.
  const tellZone = (field) => { field.value ||= Intl.DateTimeFormat().resolvedOptions().timeZone ?? ""; };

  // data-autogrow: a text area as high as its text, where CSS cannot do it.
  const grow = (area) => {
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight + 2}px`;
  };
  const growsItself = CSS.supports("field-sizing", "content");
  if (!growsItself) on("input", "textarea[data-autogrow]", (event, area) => grow(area));

  // data-keep-open: a <details> with an id, left open or closed as the reader had it when its part is fetched again.
  const unfolded = new Map();
  document.addEventListener("toggle", (event) => {
    if (event.target.matches("details[data-keep-open]")) unfolded.set(event.target.id, event.target.open);
  }, true);
  const unfold = (fold) => { fold.open = unfolded.get(fold.id) ?? fold.open; };

  const paint = (root) => {
    root.querySelectorAll("[data-theme-switch], [data-copy]").forEach((button) => { button.hidden = false; });
    root.querySelectorAll("[data-time-zone]").forEach(tellZone);
    root.querySelectorAll("details[data-keep-open]").forEach(unfold);
    if (!growsItself) root.querySelectorAll("textarea[data-autogrow]").forEach(grow);
  };
  paint(document);
  document.querySelectorAll(".tabs [aria-current], .ways [aria-current]").forEach((tab) => tab.scrollIntoView({ block: "nearest", inline: "center" }));
  document.addEventListener("htmx:load", (event) => paint(event.target));

  // A form that came back: on to the first field that needs another word, as far as it is not folded away. Once the page
  // is loaded: an address with # takes the focus away before.
  addEventListener("load", () => requestAnimationFrame(() => {
    if (document.activeElement !== document.body) return;
    const faulty = [...document.querySelectorAll('main [aria-invalid="true"]')].find((field) => field.checkVisibility());
    faulty?.focus({ preventScroll: true });
    faulty?.scrollIntoView({ block: "center" });
  }));
})();
