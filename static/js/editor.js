// Saving by itself, ordering by hand, and lines that open in their place: one file, since the draft asks for eight already.
// Loaded by pages that have forms with data-autosave or lists with data-sortable or data-rows.
//
// <form method="post" action="…" data-autosave> saves 0.9 s after the last key and when a field is left. The answer is a
// fragment for its [data-status] (which carries the new revision), or for data-target="#card"; parts marked hx-swap-oob go
// to their own places. 409 and 422 are swapped in too: a conflict panel (nothing saves by itself until its buttons decide),
// or the errors. A 401, a 403, a redirect or no network keeps the text on this device until it is saved, and offers it
// back when the page is opened again. Signing in again in another tab is noticed, and what waits is saved.
//
// <ol data-sortable="URL"> with <li data-id="…">: dragging posts order=id for every item; _parts/sort_buttons.html moves one.
(() => {
  "use strict";
  const words = document.getElementById("words").dataset;
  const person = document.body.dataset.person ?? "nobody";
  const PAUSES = [2, 5, 10, 30, 60];
  const MONTH = 30 * 24 * 3600 * 1000;
  const prefix = `draft:${person}:`;

  const store = {
    read(key) { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
    write(key, value) { try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* full or forbidden: the page itself still holds the text */ } },
    drop(key) { try { localStorage.removeItem(key); } catch { /* nothing kept, nothing to drop */ } },
    keys() { try { return Object.keys(localStorage).filter((key) => key.startsWith("draft:")); } catch { return []; } },
  };
  const KEPT_OUT = new Set(["csrfmiddlewaretoken", "revision", "over", "keep"]);
  const typed = (form) => [...new FormData(form)].filter(([name, value]) => !KEPT_OUT.has(name) && typeof value === "string");
  const print = (form) => JSON.stringify(typed(form));
  const revision = (form) => form.querySelector('[name="revision"]')?.value ?? "";
  const place = (form) => `${prefix}${new URL(form.action).pathname}`;
  const key = (form) => `${place(form)}:${revision(form)}`;
  const keysOf = (form) => store.keys().filter((name) => name.startsWith(`${place(form)}:`));

  const states = new WeakMap();
  const stateOf = (form) => {
    if (!states.has(form)) states.set(form, { saved: print(form), sent: null, tries: 0, timer: 0, renewed: false });
    return states.get(form);
  };
  const say = (form, text, tone = "") => {
    const line = form.querySelector("[data-status] .save-status");
    if (!line) return;
    line.textContent = text;
    line.dataset.tone = tone;
  };
  const keep = (form) => store.write(key(form), { at: Date.now(), fields: typed(form) });
  const forget = (form) => keysOf(form).forEach(store.drop);

  // A change: kept on this device at once, saved by htmx a moment later.
  const noticed = (form) => {
    if (print(form) === stateOf(form).saved) return;
    form.dataset.unsaved = "yes";
    keep(form);
    say(form, words.unsaved);
  };
  const save = (form) => form.isConnected && htmx.trigger(form, "retry");
  const later = (form, deed) => {
    const state = stateOf(form);
    clearTimeout(state.timer);
    const pause = PAUSES[Math.min(state.tries++, PAUSES.length - 1)];
    state.timer = setTimeout(() => form.isConnected && deed(form), pause * 1000);
  };

  // After a new sign-in the page's tokens are old: fetch it again and take the new ones, if it is still the same person.
  const renew = async () => {
    const page = await fetch(location.href, { headers: { Accept: "text/html" } });
    const { body } = new DOMParser().parseFromString(await page.text(), "text/html");
    if ((body.dataset.person ?? "nobody") !== person) return false;
    const headers = body.getAttribute("hx-headers");
    document.body.setAttribute("hx-headers", headers);
    document.querySelectorAll('[name="csrfmiddlewaretoken"]').forEach((field) => { field.value = JSON.parse(headers)["X-CSRFToken"]; });
    return true;
  };
  const signedOut = (form) => {
    say(form, words.signedOut, "bad");
    const link = document.createElement("a");
    link.href = `${words.signInUrl}?next=${encodeURIComponent(location.pathname)}`;
    link.target = "_blank";
    link.textContent = words.signIn;
    form.querySelector("[data-status] .save-status")?.append(" ", link);
    later(form, refused);
  };
  const refused = async (form) => {
    const state = stateOf(form);
    if (state.renewed) return say(form, words.refused, "bad");
    try {
      state.renewed = await renew();
    } catch {
      return unreachable(form);
    }
    return state.renewed ? save(form) : signedOut(form);
  };
  const unreachable = (form) => {
    say(form, words.offline, "bad");
    later(form, save);
  };
  const confirmed = (form) => {
    const state = stateOf(form);
    Object.assign(state, { tries: 0, renewed: false, saved: state.sent });
    clearTimeout(state.timer);
    forget(form);
    if (print(form) === state.saved) return delete form.dataset.unsaved;
    keep(form);
    setTimeout(() => save(form));
  };
  const answeredElsewhere = (form, xhr) => xhr.responseURL && new URL(xhr.responseURL).pathname !== new URL(form.action).pathname;
  const isPress = ({ triggeringEvent }) => triggeringEvent?.type === "submit";
  const listen = (form) => {
    form.addEventListener("input", () => noticed(form));
    form.addEventListener("change", () => noticed(form));
    // What is pressed goes first: saving by itself would take its place in the queue, and the press would be lost.
    form.addEventListener("htmx:confirm", (event) => {
      const state = stateOf(form);
      if (isPress(event.detail)) state.pressed = true;
      else if (state.pressed || print(form) === state.saved || form.querySelector("[data-conflict]")) event.preventDefault();
    });
    form.addEventListener("htmx:validation:halted", () => { stateOf(form).pressed = false; });
    form.addEventListener("htmx:afterRequest", ({ detail }) => {
      const state = stateOf(form);
      if (!isPress(detail.requestConfig)) return;
      state.pressed = false;
      if (print(form) !== state.sent) setTimeout(() => save(form));
    });
    // Saving by itself presses no button, even where the focus is on one: htmx would send its name, and to its address.
    form.addEventListener("htmx:configRequest", ({ target, detail }) => {
      if (target !== form || isPress(detail)) return;
      detail.path = form.getAttribute("hx-post");
      form.querySelectorAll("button[name]").forEach(({ name }) => { detail.formData.delete(name); });
    });
    // A press that had to wait is still that of its button, wherever the focus has gone.
    form.addEventListener("htmx:configRequest", ({ target, detail }) => {
      const button = isPress(detail) ? detail.triggeringEvent.submitter : null;
      if (target === form && button?.name && !detail.formData.has(button.name)) detail.formData.append(button.name, button.value);
    });
    form.addEventListener("htmx:beforeRequest", () => {
      stateOf(form).sent = print(form);
      say(form, words.saving);
    });
    form.addEventListener("htmx:beforeSwap", (event) => {
      const { xhr } = event.detail;
      if (answeredElsewhere(form, xhr)) {
        event.detail.shouldSwap = false;
        return refused(form);
      }
      if (xhr.status < 300) confirmed(form);
    });
    form.addEventListener("htmx:afterSwap", () => { if (form.dataset.unsaved) keep(form); });
    form.addEventListener("htmx:responseError", (event) => {
      const { status } = event.detail.xhr;
      if (status === 401 || status === 403) return refused(form);
      if (status < 500 && status !== 429) return say(form, words.refused, "bad");
      return unreachable(form);
    });
    form.addEventListener("htmx:sendError", () => unreachable(form));
    form.addEventListener("htmx:timeout", () => unreachable(form));
  };

  // Text that was kept when a session or the network was lost is offered back, never put back unasked.
  const fill = (form, fields) => {
    const values = new Map();
    fields.forEach(([name, value]) => values.set(name, [...(values.get(name) ?? []), value]));
    for (const field of form.elements) {
      if (!field.name || KEPT_OUT.has(field.name) || field.type === "hidden" || field.type === "submit") continue;
      const given = values.get(field.name) ?? [];
      if (field.type === "checkbox" || field.type === "radio") field.checked = given.includes(field.value);
      else if (field instanceof HTMLSelectElement && field.multiple) [...field.options].forEach((option) => { option.selected = given.includes(option.value); });
      else if (given.length) field.value = given.shift();
    }
  };
  const button = (text, look, deed) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = `btn btn-sm ${look}`;
    made.textContent = text;
    made.addEventListener("click", deed);
    return made;
  };
  const offer = (form) => {
    const kept = keysOf(form).map(store.read).filter(Boolean).sort((a, b) => b.at - a.at)[0];
    if (!kept) return;
    if (JSON.stringify(kept.fields) === print(form)) return forget(form);
    const box = document.createElement("div");
    box.className = "callout callout-warn";
    box.dataset.kept = "";
    box.setAttribute("role", "status");
    const text = document.createElement("p");
    text.textContent = `${words.kept} ${new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" }).format(kept.at)}.`;
    const quote = document.createElement("blockquote");
    quote.className = "conflict-text";
    quote.dir = "auto";
    quote.textContent = kept.fields.map(([, value]) => value).filter(Boolean).join("\n").slice(0, 600);
    const row = document.createElement("div");
    row.className = "cluster";
    row.append(
      button(words.restore, "btn-primary", () => { fill(form, kept.fields); box.remove(); noticed(form); save(form); }),
      button(words.discard, "btn-secondary", () => { forget(form); box.remove(); }),
    );
    const body = document.createElement("div");
    body.className = "callout-body stack";
    body.append(text, quote, row);
    box.append(body);
    form.prepend(box);
  };

  const wire = (form) => {
    if (states.has(form)) return;
    stateOf(form);
    const target = form.dataset.target ?? "find [data-status]";
    const given = {
      "hx-post": form.getAttribute("action"), "hx-trigger": "input changed delay:900ms, change delay:50ms, submit, retry",
      "hx-target": target, "hx-swap": "outerHTML", "hx-sync": "this:queue last",
    };
    Object.entries(given).forEach(([name, value]) => { if (!form.hasAttribute(name)) form.setAttribute(name, value); });
    listen(form);
    htmx.process(form);
    offer(form);
  };
  const each = (root, selector, deed) => {
    if (root.matches?.(selector)) deed(root);
    root.querySelectorAll(selector).forEach(deed);
  };

  // data-sortable: items move by their buttons at once, and by dragging their handle.
  const announce = (list, item) => {
    const note = list.parentElement.querySelector("[data-moved]") ?? list.insertAdjacentElement("afterend", Object.assign(document.createElement("p"), { className: "visually-hidden" }));
    note.dataset.moved = "";
    note.setAttribute("role", "status");
    note.textContent = `${words.moved} ${itemsOf(list).indexOf(item) + 1} / ${itemsOf(list).length}`;
  };
  const itemsOf = (list) => [...list.querySelectorAll(":scope > [data-id]")];
  const edges = (list) => itemsOf(list).forEach((item, at, all) => {
    const up = item.querySelector('[data-move] [value="up"]');
    const down = item.querySelector('[data-move] [value="down"]');
    if (up) up.disabled = at === 0;
    if (down) down.disabled = at === all.length - 1;
  });
  const post = async (url, fields) => {
    const token = JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
    const answer = await fetch(url, { method: "POST", body: new URLSearchParams(fields), headers: { "X-CSRFToken": token, "HX-Request": "true" } });
    if (!answer.ok || new URL(answer.url).pathname === words.signInUrl) throw new Error(String(answer.status));
  };
  const tell = async (list, item, before, sending) => {
    edges(list);
    announce(list, item);
    try {
      await sending;
      htmx.trigger(list, "sorted");
    } catch {
      before.forEach((old) => list.append(old));
      edges(list);
      const line = list.parentElement.querySelector("[data-moved]");
      line.className = "callout callout-bad";
      line.textContent = words.notMoved;
    }
  };

  document.addEventListener("submit", (event) => {
    const form = event.target.closest("[data-move]");
    const list = form?.closest("[data-sortable]");
    if (!list) return;
    event.preventDefault();
    const item = form.closest("[data-id]");
    const before = itemsOf(list);
    const direction = event.submitter.value;
    const neighbour = direction === "up" ? item.previousElementSibling : item.nextElementSibling;
    if (!neighbour) return;
    if (direction === "up") neighbour.before(item);
    else neighbour.after(item);
    const fields = [...new FormData(form, event.submitter)].filter(([, value]) => typeof value === "string");
    tell(list, item, before, post(form.action, fields));
    const stay = event.submitter.disabled ? form.querySelector("button:not(:disabled)") : event.submitter;
    stay?.focus();
  }, true);

  document.addEventListener("pointerdown", (event) => {
    const handle = event.target.closest("[data-handle]");
    const list = handle?.closest("[data-sortable]");
    if (!list || event.button) return;
    event.preventDefault();
    const item = handle.closest("[data-id]");
    const before = itemsOf(list);
    item.dataset.lifted = "";
    document.body.classList.add("dragging");
    const follow = (moved) => {
      const under = itemsOf(list).find((other) => {
        const box = other.getBoundingClientRect();
        return other !== item && moved.clientY > box.top && moved.clientY < box.bottom;
      });
      if (!under) return;
      const box = under.getBoundingClientRect();
      if (moved.clientY < box.top + box.height / 2) under.before(item);
      else under.after(item);
    };
    const end = new AbortController();
    const drop = () => {
      end.abort();
      document.body.classList.remove("dragging");
      delete item.dataset.lifted;
      const order = itemsOf(list);
      if (order.every((other, at) => other === before[at])) return;
      tell(list, item, before, post(list.dataset.sortable, order.map((other) => ["order", other.dataset.id])));
    };
    document.addEventListener("pointermove", follow, { signal: end.signal });
    document.addEventListener("pointerup", drop, { signal: end.signal });
    document.addEventListener("pointercancel", drop, { signal: end.signal });
  });

  store.keys().forEach((name) => { if (Date.now() - (store.read(name)?.at ?? 0) > MONTH) store.drop(name); });
  const saveAll = () => document.querySelectorAll("form[data-autosave][data-unsaved]").forEach((form) => {
    stateOf(form).renewed = false;
    save(form);
  });
  addEventListener("online", saveAll);
  addEventListener("focus", saveAll);
  each(document, "form[data-autosave]", wire);
  each(document, "[data-sortable]", edges);
  // A form may be typed in as soon as it is in the page, which is a moment before htmx calls it loaded.
  document.addEventListener("htmx:afterSwap", (event) => each(event.target, "form[data-autosave]", wire));
  document.addEventListener("htmx:load", (event) => {
    each(event.target, "form[data-autosave]", wire);
    each(event.target, "[data-sortable]", edges);
  });
})();

// data-rows: a list of lines. The link .row-open fetches the form into its line, [data-add] puts an empty one behind the last;
// without this script both lead to pages of their own. [data-changed=KEY] names a line that somebody else changed.
(() => {
  "use strict";
  const lineOf = (node) => node.closest("[data-rows] > li");
  const isOpen = (line) => Boolean(line.querySelector("form"));
  const dress = (line) => {
    if (!line.parentElement?.matches("[data-sortable][data-rows]")) return;
    line.dataset.id = line.id.replace("clause-", "");
    if (isOpen(line) || line.querySelector(":scope > [data-handle]")) return;
    const handle = document.createElement("span");
    handle.className = "handle";
    handle.dataset.handle = "";
    handle.setAttribute("aria-hidden", "true");
    line.prepend(handle);
  };
  const enter = (line) => {
    const first = line.querySelector("form [name]:not([type=hidden]):not([type=submit]), .row-open, button, a");
    first?.focus();
  };
  const open = async (line, url) => {
    await htmx.ajax("GET", url, { target: line, swap: "innerHTML" });
    delete line.dataset.changedBy;
    enter(line);
  };
  const add = async (link) => {
    const list = link.closest(".kind").querySelector("[data-rows]");
    const begun = list.querySelector(":scope > [data-new]");
    if (begun) return enter(begun);
    await htmx.ajax("GET", link.href, { target: list, swap: "beforeend" });
    return list.lastElementChild && enter(list.lastElementChild);
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a");
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
    const line = lineOf(link);
    const deed = (link.matches("[data-add]") && (() => add(link)))
      || (line && link.matches(".row-open") && (() => open(line, link.href)))
      || (line?.matches("[data-new]") && link.matches("[data-cancel]") && (() => line.remove()));
    if (!deed) return;
    event.preventDefault();
    deed();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.target.form?.querySelector('[name="close"]')?.click();
  });

  // A new line that was saved once is a line like the others.
  document.addEventListener("htmx:afterRequest", (event) => {
    const line = event.detail.xhr.status < 300 && event.target.closest?.("[data-new]");
    if (!line || !event.target.matches("form[data-autosave]")) return;
    delete line.dataset.new;
    line.querySelector("[data-cancel]")?.remove();
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr, requestConfig, target } = event.detail;
    if (!target.closest?.("[data-rows]") || requestConfig.elt?.matches?.("form[data-autosave]")) return;
    if (xhr.responseURL && new URL(xhr.responseURL).pathname !== new URL(requestConfig.path, location.href).pathname) {
      event.detail.shouldSwap = false;
      location.reload();
    }
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    const line = event.target.matches?.("[data-rows] > li") && event.target;
    if (!line) return;
    dress(line);
    if (!isOpen(line)) enter(line);
  });
  const arrange = (root) => root.querySelectorAll("[data-sortable][data-rows] > li").forEach(dress);
  document.addEventListener("htmx:load", (event) => {
    arrange(event.target);
    if (event.target.matches("[data-rows] > li")) dress(event.target);
    if (event.target.id === "changes") event.target.querySelectorAll("[data-changed]").forEach(refresh);
  });

  // What others changed is fetched again where nobody is writing here.
  const refresh = async (link) => {
    const line = document.getElementById(`clause-${link.dataset.changed}`);
    if (!line?.matches("[data-rows] > li") || isOpen(line)) return;
    const here = document.activeElement;
    await htmx.ajax("GET", `${location.pathname}${link.dataset.changed}/row/`, { target: line, swap: "innerHTML" });
    line.dataset.changedBy = link.closest("li").querySelector("bdi").textContent;
    if (here?.isConnected) here.focus();
  };

  // #clause-KEY opens that line; one that is part of another, or further down than the page goes, has its own page.
  const follow = () => {
    const key = location.hash.match(/^#clause-([0-9a-f-]{36})$/)?.[1];
    if (!key || !document.querySelector(".draft-part")) return;
    const line = document.getElementById(`clause-${key}`);
    if (!line) return location.replace(`${location.pathname}${key}/`);
    const link = line.querySelector(":scope > .row-open");
    if (link) open(line, link.href);
  };
  addEventListener("hashchange", follow);
  arrange(document);
  follow();
})();
