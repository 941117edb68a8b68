// Editing in place: a form with data-autosave saves itself a moment after typing stops, and when its page is left.
//
// Where a field was changed elsewhere too, that field waits until somebody decides (a hidden "waits" with its name, which
// becomes "keep"); all else is saved. Each field goes with what it was when the page was made (initial-…), and with what
// was sent of it and not answered yet (sent-…): a page is not in conflict with itself.
(() => {
  const AUTOSAVE = "data-autosave";
  // By form, what was sent and not answered, a body each.
  const unanswered = new WeakMap();
  const sentOf = (form) => unanswered.get(form) ?? unanswered.set(form, new Set()).get(form);

  document.addEventListener("input", (event) => {
    const { form } = event.target;
    form?.toggleAttribute("data-unsaved", form.hasAttribute(AUTOSAVE));
    // A control that belongs to a form by name only: the form hears of it too.
    if (event.isTrusted && form && !form.contains(event.target)) form.dispatchEvent(new Event("input", { bubbles: true }));
  });

  document.addEventListener("htmx:config:request", ({ detail: { ctx } }) => {
    if (!ctx.sourceElement.hasAttribute(AUTOSAVE)) return;
    // What is decided stays so, whichever request comes to be the next.
    const kept = ctx.request.body.getAll("keep");
    for (const one of ctx.sourceElement.elements) if (one.name === "waits" && kept.includes(one.value)) one.name = "keep";
  });

  document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => {
    const form = ctx.sourceElement;
    const state = form.querySelector("[data-save-state]");
    if (state) state.textContent = "Saving";
    if (form.hasAttribute(AUTOSAVE)) {
      complete(ctx.request.body, form);
      sentOf(form).add(ctx.request.body);
    }
  });

  document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
    const form = ctx.sourceElement;
    if (!form.hasAttribute(AUTOSAVE)) return;
    // An answer says what is stored by now, so that what was sent before it is known too.
    sentOf(form).clear();
    if (ctx.response.status >= 300) return;
    const said = (control) => ctx.request.body.get(control.name) === control.value;
    form.toggleAttribute("data-unsaved", [...form.elements].some((control) => control.dataset?.draft && !said(control)));
  });

  // What waited in the queue was collected before the answer to the request in front of it: what the page knows to be
  // stored, and what waits for a decision, is newer by now.
  function complete(body, form) {
    for (const name of ["waits", "keep"]) body.delete(name);
    for (const { name, type, value } of form.elements) {
      if (name.startsWith("initial-")) body.set(name, value);
      else if (type === "hidden" && (name === "waits" || name === "keep")) body.append(name, value);
    }
    for (const before of sentOf(form)) {
      for (const [name, value] of before) {
        if (before.has(`initial-${name}`) && value !== body.get(name)) body.append(`sent-${name}`, value);
      }
    }
    return body;
  }

  // A page that is left within the moment before it saves itself: what was typed is sent on its way out. Nobody hears the
  // answer, so nothing is taken for saved: the drafts stay, and what was sent goes along if the page comes back to life.
  window.addEventListener("pagehide", () => {
    for (const form of document.querySelectorAll(`[${AUTOSAVE}][data-unsaved]`)) {
      const body = complete(new FormData(form), form);
      // Not form.action: of a form with a field of that name it is the field.
      navigator.sendBeacon(form.getAttribute("action"), body);
      sentOf(form).add(body);
    }
  });
})();
