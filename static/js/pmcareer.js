// What pages do beyond links and forms: keep what is typed, shortcuts, say when something was not sent.
// Everything here is an addition: each page works whole without it.
(() => {
  const store = window.sessionStorage;
  const notices = () => document.getElementById("notices");

  function say(words) {
    const place = notices();
    if (!place) return;
    const line = document.createElement("p");
    line.className = "notice";
    line.textContent = words;
    place.replaceChildren(line);
  }

  // Drafts: a control with data-draft="name" keeps what is typed in this tab until it has been saved. Beside the text stands
  // what the page said before, so that an old draft over a newer text is noticed and not put in its place unseen.
  const draftKey = (name) => `draft:${document.body.dataset.person || ""}:${name}`;
  const initialOf = (control) => control.form?.elements.namedItem(`initial-${control.name}`);

  function keepDraft(control) {
    const base = initialOf(control)?.value ?? control.defaultValue;
    if (control.value === base) store.removeItem(draftKey(control.dataset.draft));
    else {
      // The submission goes with the words: sent again after a lost answer and a reload, they still make one thing.
      const once = control.form?.elements.namedItem("submission")?.value;
      store.setItem(draftKey(control.dataset.draft), JSON.stringify({ text: control.value, base, once }));
    }
  }

  function restoreDraft(control) {
    const kept = JSON.parse(store.getItem(draftKey(control.dataset.draft)) || "null");
    if (!kept) return;
    if (control.value === kept.text) {
      if (!document.querySelector(".error-summary")) store.removeItem(draftKey(control.dataset.draft));
      return;
    }
    control.value = kept.text;
    control.closest("details")?.setAttribute("open", "");
    const submission = control.form?.elements.namedItem("submission");
    if (submission && kept.once) submission.value = kept.once;
    const initial = initialOf(control);
    if (initial) initial.value = kept.base;
    if (control.form?.hasAttribute("data-autosave")) control.form.dispatchEvent(new Event("input", { bubbles: true }));
  }

  document.addEventListener("input", (event) => {
    const control = event.target;
    if (control.dataset?.draft) keepDraft(control);
    control.form?.toggleAttribute("data-unsaved", control.form.hasAttribute("data-autosave"));
    // A control that belongs to a form by name only: the form hears of it too.
    if (event.isTrusted && control.form && !control.form.contains(control)) {
      control.form.dispatchEvent(new Event("input", { bubbles: true }));
    }
  });

  document.addEventListener("submit", (event) => {
    if (event.target.hasAttribute("data-forget")) store.clear();
  });

  // data-forget-draft="name": a link that gives a draft up.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-forget-draft]");
    if (link) store.removeItem(draftKey(link.dataset.forgetDraft));
  });

  // Sending: what was saved is forgotten, what was not sent is said.
  const isUnsettled = (form) => form.hasAttribute("data-autosave") && form.querySelector("[data-conflict]");
  const saveState = (form) => (form?.hasAttribute("data-autosave") ? document.getElementById("save-state") : null);

  document.addEventListener("htmx:config:request", (event) => {
    const { sourceElement, sourceEvent } = event.detail.ctx;
    if (isUnsettled(sourceElement) && sourceEvent.type !== "submit") event.preventDefault();
    const capture = sourceElement.hasAttribute("data-capture") && document.getElementById("capture");
    if (capture && !capture.value.trim()) event.preventDefault();
  });

  document.addEventListener("htmx:before:request", (event) => {
    const { request, sourceElement, sourceEvent } = event.detail.ctx;
    const state = saveState(sourceElement);
    if (!state) return;
    if (isUnsettled(sourceElement) && sourceEvent.type !== "submit") return event.preventDefault();
    state.textContent = "Saving";
    // What waited in the queue was collected before the answer to the request in front of it: what the page knows to
    // be stored is newer by now, or it would be in conflict with itself.
    for (const known of sourceElement.elements) if (known.name.startsWith("initial-")) request.body.set(known.name, known.value);
  });

  document.addEventListener("htmx:after:request", (event) => {
    const { ctx } = event.detail;
    const form = ctx.sourceElement.closest("form");
    if (!form || ctx.request.method === "GET" || ctx.response.status >= 300) return;
    form.removeAttribute("data-not-sent");
    const said = (control) => ctx.request.body?.get(control.name) === control.value;
    form.toggleAttribute("data-unsaved", [...form.elements].some((control) => control.dataset?.draft && !said(control)));
    for (const control of form.elements) {
      if (!control.dataset?.draft || !said(control)) continue;
      store.removeItem(draftKey(control.dataset.draft));
      if (form.hasAttribute("data-capture")) control.value = "";
    }
    if (form.hasAttribute("data-capture")) form.querySelector("[data-draft]").focus();
  });

  const notSent = (event, why) => {
    const form = event.detail.ctx?.sourceElement?.closest("form");
    if (form) form.setAttribute("data-not-sent", "");
    const state = saveState(form);
    if (state) state.textContent = why;
    else say(why);
  };
  document.addEventListener("htmx:error", (event) => {
    if (event.detail.ctx) notSent(event, "Not sent: no connection. Your words are kept in this tab; send again.");
  });
  document.addEventListener("htmx:response:error", (event) => {
    const { status } = event.detail.ctx.response;
    if (status >= 500) notSent(event, "Not saved: the server had a fault. Your words are kept in this tab; send again.");
    else if (status === 403) notSent(event, "Not saved: this page is too old. Your words are kept in this tab; load the page again.");
    else if (status === 404) notSent(event, "Not saved: this is no longer here. Your words are kept in this tab.");
    else if (status === 429) notSent(event, "Not sent: too many tries. Wait a minute, then send again.");
  });

  // What offers itself anew by itself (data-calm) waits while the pointer, a finger or the focus is on it.
  document.addEventListener("htmx:before:swap", (event) => {
    const { tasks } = event.detail;
    for (const task of tasks.filter(({ target }) => target?.matches?.("[data-calm]:is(:hover, :active, :focus-within)"))) {
      tasks.splice(tasks.indexOf(task), 1);
    }
  });

  // Focus: an error summary takes it; a swapped part may ask for it with data-take-focus.
  function takeFocus(root) {
    const wanting = root.querySelector?.("[data-take-focus]");
    if (wanting) wanting.focus({ preventScroll: false });
  }
  document.addEventListener("htmx:after:swap", () => takeFocus(document));

  // A part that was drawn anew shows what is stored; what was being typed in it comes back.
  document.addEventListener("htmx:after:settle", (event) => {
    for (const part of event.detail.newContent ?? []) {
      for (const control of part.querySelectorAll?.("[data-draft]") ?? []) restoreDraft(control);
    }
  });

  // Shortcuts, unless switched off in Settings: n is a new win, from anywhere.
  const typing = (target) => target.closest?.("input, textarea, select, [contenteditable]");
  document.addEventListener("keydown", (event) => {
    if (document.body.dataset.shortcuts !== "on" || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (event.key === "n") {
      event.preventDefault();
      const capture = document.getElementById("capture");
      if (capture) capture.focus();
      else window.location.href = "/?capture";
    } else if (event.key === "/") {
      const search = document.getElementById("search");
      if (search) {
        event.preventDefault();
        search.focus();
      }
    }
  });

  // <select name="target" data-above="{level: [levels above it]}">: only what lies above the chosen level is offered.
  function offerAbove(target) {
    const level = target.form.elements.namedItem("level");
    const above = JSON.parse(target.dataset.above)[level.value];
    for (const option of target.options) option.hidden = option.disabled = !!option.value && !above.includes(option.value);
    if (target.selectedOptions[0]?.disabled) target.value = "";
  }
  for (const target of document.querySelectorAll("[data-above]")) {
    offerAbove(target);
    target.form.elements.namedItem("level").addEventListener("change", () => offerAbove(target));
  }

  // The browser knows its time zone: offer it where a form asks.
  for (const control of document.querySelectorAll("[data-time-zone]")) {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const known = control.tagName !== "SELECT" || [...control.options].some((option) => option.value === zone);
    if (zone && known) control.value = zone;
  }

  // Copy buttons: <button data-copy="id of the field">.
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-copy]");
    if (!button) return;
    event.preventDefault();
    const field = document.getElementById(button.dataset.copy);
    field.select();
    navigator.clipboard?.writeText(field.value).then(() => say("Copied."));
  });

  // What is there to be copied is selected whole: <input data-select>.
  document.addEventListener("focusin", (event) => {
    if (event.target.matches?.("[data-select]")) event.target.select();
  });

  // <input type="file" data-most-bytes="…">: a file that is too large is said beside its field, and not sent.
  document.addEventListener("change", (event) => {
    const control = event.target;
    const most = Number(control.dataset?.mostBytes);
    if (!most) return;
    const large = [...control.files].find((file) => file.size > most);
    const words = large ? `${large.name} is larger than ${most / 2 ** 20} MB. Make it smaller${control.multiple ? ", or link it" : ""}.` : "";
    control.setCustomValidity(words);
    control.setAttribute("aria-invalid", String(!!words));
    const line = document.createElement("p");
    line.id = `${control.id}_error`;
    document.getElementById(line.id)?.remove();
    const describedBy = (control.getAttribute("aria-describedby") ?? "").split(" ");
    control.setAttribute("aria-describedby", [...new Set(describedBy).add(line.id)].join(" "));
    line.className = "error";
    line.setAttribute("role", "alert");
    control.closest(".field").append(line);
    line.textContent = words;
  });
  document.addEventListener("invalid", (event) => {
    if (!event.target.dataset.mostBytes) return;
    event.preventDefault();
    event.target.focus();
  }, true);

  // A page that is left within the moment before it saves itself: what was typed is sent on its way out.
  window.addEventListener("pagehide", () => {
    for (const form of document.querySelectorAll("[data-autosave][data-unsaved]")) {
      // Not form.action: of a form with a field of that name it is the field.
      if (!isUnsettled(form)) navigator.sendBeacon(form.getAttribute("action"), new FormData(form));
    }
  });

  window.addEventListener("beforeunload", (event) => {
    if (document.querySelector("[data-not-sent]")) event.preventDefault();
  });

  // After htmx, which begins to listen in a task of its own: a restored draft is to be saved like anything typed.
  setTimeout(() => {
    for (const control of document.querySelectorAll("[data-draft]")) restoreDraft(control);
    takeFocus(document);
    if (new URLSearchParams(window.location.search).has("capture")) document.getElementById("capture")?.focus();
  });
})();
