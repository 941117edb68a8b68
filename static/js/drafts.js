// Drafts: a control with data-draft="name" keeps what is typed in this tab until it has been saved. Beside the text stands
// what the page said before, so that an old draft over a newer text is noticed and not put in its place unseen.
(() => {
  const store = window.sessionStorage;
  const keyOf = (name) => `draft:${document.body.dataset.person || ""}:${name}`;
  const initialOf = (control) => control.form?.elements.namedItem(`initial-${control.name}`);

  function keep(control) {
    const base = initialOf(control)?.value ?? control.defaultValue;
    if (control.value === base) return forget(control);
    // The submission goes with the words: sent again after a lost answer and a reload, they still make one thing.
    const once = control.form?.elements.namedItem("submission")?.value;
    store.setItem(keyOf(control.dataset.draft), JSON.stringify({ text: control.value, base, once }));
  }

  function restore(control) {
    const kept = JSON.parse(store.getItem(keyOf(control.dataset.draft)) || "null");
    if (!kept) return;
    // data-saved="text": the server has just taken this text, though other parts of the form came back.
    if (control.dataset.saved === kept.text) return forget(control);
    if (control.value === kept.text) {
      if (!document.querySelector(".error-summary")) forget(control);
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

  function forget(control) {
    store.removeItem(keyOf(control.dataset.draft));
  }

  document.addEventListener("input", ({ target }) => {
    if (target.dataset?.draft) keep(target);
  });

  document.addEventListener("submit", (event) => {
    if (event.target.hasAttribute("data-forget")) store.clear();
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
