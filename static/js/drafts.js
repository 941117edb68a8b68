// Drafts: a control with data-draft="name" keeps what is typed in this tab until it has been saved. Beside the text stands
// what the page said before, so that an old draft over a newer text is noticed and not put in its place unseen.
(() => {
  const store = window.sessionStorage;
  const keyOf = (name) => `draft:${document.body.dataset.person || ""}:${name}`;
  const initialOf = (control) => control.form?.elements.namedItem(`initial-${control.name}`);

  const keptOf = (control) => JSON.parse(store.getItem(keyOf(control.dataset.draft)) || "null");

  function keep(control) {
    const stored = initialOf(control)?.value ?? control.defaultValue;
    if (control.value === stored) return forget(control);
    // What is in conflict is so after a reload too: it goes on from what it was typed over.
    const waits = document.querySelector(`[data-conflict="${control.id}"]`);
    const base = (waits && keptOf(control)?.base) ?? stored;
    // The submission goes with the words: sent again after a lost answer and a reload, they still make one thing.
    const once = control.form?.elements.namedItem("submission")?.value;
    store.setItem(keyOf(control.dataset.draft), JSON.stringify({ text: control.value, base, once }));
  }

  // A draft is done with once the page says that it is stored. That it stands in its field says nothing: a browser may
  // have put it there again.
  function restore(control) {
    const kept = keptOf(control);
    const initial = initialOf(control);
    if (!kept) return;
    // data-saved="text": the server has just taken this text, though other parts of the form came back.
    if ((control.dataset.saved ?? initial?.value) === kept.text) return forget(control);
    if (control.value === kept.text) return;
    control.value = kept.text;
    control.closest("details")?.setAttribute("open", "");
    const submission = control.form?.elements.namedItem("submission");
    if (submission && kept.once) submission.value = kept.once;
    if (initial) initial.value = kept.base;
    if (control.form?.hasAttribute("data-autosave")) control.form.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function forget(control) {
    store.removeItem(keyOf(control.dataset.draft));
  }

  document.addEventListener("input", ({ target }) => {
    if (target.dataset?.draft) keep(target);
  });

  // data-forget-draft="name": a link that gives a draft up.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-forget-draft]");
    if (link) store.removeItem(keyOf(link.dataset.forgetDraft));
  });

  // A part that was drawn anew shows what is stored; what was being typed in it comes back.
  document.addEventListener("htmx:after:settle", (event) => {
    for (const part of event.detail.newContent ?? []) {
      for (const control of part.querySelectorAll?.("[data-draft]") ?? []) restore(control);
    }
  });

  // After htmx, which begins to listen in a task of its own: a restored draft is to be saved like anything typed.
  setTimeout(() => {
    for (const control of document.querySelectorAll("[data-draft]")) restore(control);
  });

  // What the files beside this one use of it.
  window.pmcareer = { drafts: { forget } };
})();
