// The capture box: a line that was sent is kept until it has been answered, over a reload too, beside what is typed next.
(() => {
  const form = document.querySelector("[data-capture]");
  if (!form) return;
  const { pmcareer } = window;
  const box = form.querySelector("[data-draft]");
  const store = window.sessionStorage;
  const KEY = `sent:${document.body.dataset.person}:capture`;
  const PARTS = ["line", "submission", "skill", "kind"];

  const lines = () => JSON.parse(store.getItem(KEY) || "[]");
  const isThis = (body) => (one) => one.line === body.get("line") && one.submission === body.get("submission");
  const keep = (kept) => (kept.length ? store.setItem(KEY, JSON.stringify(kept)) : store.removeItem(KEY));

  form.addEventListener("htmx:config:request", (event) => {
    const { body } = event.detail.ctx.request;
    // Once more what waits already: sending.js sends it now.
    const waits = [...pmcareer.waiting.keys()].some(({ request }) => isThis(request.body)(Object.fromEntries(body)));
    if (!body.get("line").trim() || waits) return event.preventDefault();
    const parts = PARTS.filter((name) => body.has(name)).map((name) => [name, body.get(name)]);
    keep([...lines().filter((one) => !isThis(body)(one)), Object.fromEntries(parts)]);
  });

  // After sending.js, which forgets the draft of what stands in the box and was sent.
  document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
    if (ctx.sourceElement !== form) return;
    keep(lines().filter((one) => !isThis(ctx.request.body)(one)));
    if (ctx.response.status >= 300) return;
    if (box.value === ctx.request.body.get("line")) box.value = "";
    if (ctx.sourceEvent.type === "submit") box.focus();
  });

  // Left before it was answered: it may have been heard or not, and makes one win.
  window.addEventListener("pagehide", () => {
    for (const values of lines()) {
      const body = new FormData(form);
      for (const name of PARTS) body.delete(name);
      for (const [name, value] of Object.entries(values)) body.set(name, value);
      navigator.sendBeacon(form.getAttribute("action"), body);
    }
  });

  // After htmx, which begins to listen in a task of its own.
  setTimeout(() => {
    for (const values of lines()) htmx.ajax("POST", form.getAttribute("action"), { source: form, swap: "none", values });
  });
})();
