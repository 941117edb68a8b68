// What pages do beyond links and forms: shortcuts, where the focus goes, hints of the browser.
// Everything here and in the files beside it is an addition: each page works whole without it.
(() => {
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

  // After what was kept has come back (drafts.js), which may unfold what is focused.
  setTimeout(() => {
    takeFocus(document);
    if (new URLSearchParams(window.location.search).has("capture")) document.getElementById("capture")?.focus();
  });
})();
