// Sending: what was saved is forgotten, what was not sent is said, and a page that is left sends its last words.
(() => {
  const { pmcareer } = window;

  pmcareer.say = (words) => {
    const place = document.getElementById("notices");
    if (!place) return;
    const line = document.createElement("p");
    line.className = "notice";
    line.textContent = words;
    place.replaceChildren(line);
  };

  const isUnsettled = (form) => form.hasAttribute("data-autosave") && form.querySelector("[data-conflict]");
  const saveState = (form) => (form?.hasAttribute("data-autosave") ? document.getElementById("save-state") : null);

  document.addEventListener("input", (event) => {
    const { form } = event.target;
    form?.toggleAttribute("data-unsaved", form.hasAttribute("data-autosave"));
    // A control that belongs to a form by name only: the form hears of it too.
    if (event.isTrusted && form && !form.contains(event.target)) form.dispatchEvent(new Event("input", { bubbles: true }));
  });

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
      pmcareer.drafts.forget(control);
      if (form.hasAttribute("data-capture")) control.value = "";
    }
    if (form.hasAttribute("data-capture")) form.querySelector("[data-draft]").focus();
  });

  const notSent = (event, why) => {
    const form = event.detail.ctx?.sourceElement?.closest("form");
    if (form) form.setAttribute("data-not-sent", "");
    const state = saveState(form);
    if (state) state.textContent = why;
    else pmcareer.say(why);
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
})();
