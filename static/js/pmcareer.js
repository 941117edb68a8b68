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

  // Drafts: a control with data-draft="name" keeps what is typed in this tab until it has been saved.
  const draftKey = (control) => `draft:${document.body.dataset.person || ""}:${control.dataset.draft}`;

  function restoreDrafts(root) {
    for (const control of root.querySelectorAll("[data-draft]")) {
      const kept = store.getItem(draftKey(control));
      if (kept !== null && control.value !== kept && !control.hasAttribute("aria-invalid")) {
        control.value = kept;
        control.dispatchEvent(new CustomEvent("draft-restored", { bubbles: true }));
      }
    }
  }

  document.addEventListener("input", (event) => {
    if (!event.target.dataset?.draft) return;
    if (event.target.value) store.setItem(draftKey(event.target), event.target.value);
    else store.removeItem(draftKey(event.target));
  });

  const forget = (root) => {
    for (const control of root.querySelectorAll("[data-draft]")) store.removeItem(draftKey(control));
  };

  document.addEventListener("submit", (event) => {
    if (event.target.hasAttribute("data-forget")) store.clear();
  });

  // A plain visit of the page that follows a saved form carries data-saved="name name": those drafts are done with.
  for (const mark of document.querySelectorAll("[data-saved]")) {
    for (const name of mark.dataset.saved.split(" ")) {
      store.removeItem(`draft:${document.body.dataset.person || ""}:${name}`);
    }
  }

  // Sending: what was saved is forgotten, what was not sent is said.
  document.addEventListener("htmx:after:request", (event) => {
    const { ctx } = event.detail;
    const form = ctx.sourceElement.closest("form");
    if (form && ctx.request.method !== "GET" && ctx.response.status < 300) {
      form.removeAttribute("data-not-sent");
      for (const control of form.querySelectorAll("[data-draft]")) {
        if (control.value === store.getItem(draftKey(control)) && sent(ctx, control)) store.removeItem(draftKey(control));
      }
    }
  });

  function sent(ctx, control) {
    const body = ctx.request.body;
    return body instanceof URLSearchParams || body instanceof FormData ? body.get(control.name) === control.value : false;
  }

  const notSent = (event, why) => {
    const form = event.detail.ctx?.sourceElement?.closest("form");
    if (form) form.setAttribute("data-not-sent", "");
    say(why);
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

  // Focus: an error summary takes it; a swapped part may ask for it with data-take-focus.
  function takeFocus(root) {
    const wanting = root.querySelector?.("[data-take-focus]");
    if (wanting) wanting.focus({ preventScroll: false });
  }
  document.addEventListener("htmx:after:swap", () => takeFocus(document));

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

  window.addEventListener("beforeunload", (event) => {
    if (document.querySelector("[data-not-sent]")) event.preventDefault();
  });

  restoreDrafts(document);
  takeFocus(document);
  if (new URLSearchParams(window.location.search).has("capture")) document.getElementById("capture")?.focus();
})();
