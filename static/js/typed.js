// What is typed into a form that keeps no drafts stands in its entry of the history: Back has it, though no browser keeps
// the page itself. Passwords and files do not.
(() => {
  const SECRET = ["password", "file", "hidden"];
  const isSwitch = ({ type }) => type === "checkbox" || type === "radio";
  const nameOf = (control) =>
    JSON.stringify([control.form.getAttribute("action"), control.name, isSwitch(control) ? control.value : ""]);

  const isKept = ({ form, type }) =>
    form?.method === "post" && !SECRET.includes(type) && ![...form.elements].some(({ dataset }) => dataset.draft);

  document.addEventListener("input", ({ target }) => {
    if (!isKept(target)) return;
    const typed = { ...window.history.state?.typed, [nameOf(target)]: isSwitch(target) ? target.checked : target.value };
    window.history.replaceState({ ...window.history.state, typed }, "");
  });

  const typed = window.history.state?.typed ?? {};
  for (const control of document.querySelectorAll("form :is(input, select, textarea)")) {
    const kept = typed[nameOf(control)];
    if (kept !== undefined && isSwitch(control)) control.checked = kept;
    else if (kept !== undefined) control.value = kept;
  }
})();
