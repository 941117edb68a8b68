// The wins without a skill, by keyboard: j, k or the arrows move, 1 2 3 link, 0 is none of these, u takes the answers
// back, the last first. Everything is a button too; this only presses them. Shortcuts can be switched off in Settings.
(() => {
  const list = document.getElementById("unlinked");
  if (document.body.dataset.shortcuts !== "on") return;
  const hasKeys = matchMedia("(any-hover: hover)").matches;
  list.classList.toggle("keyed", hasKeys);
  document.getElementById("keys").hidden = !hasKeys;
  const answered = [];

  const current = () => list.querySelector("article:focus-within");

  function go(article) {
    article?.focus();
    article?.scrollIntoView({ block: "nearest" });
  }

  function move(by) {
    const from = current();
    if (!from) go(list.querySelector("article"));
    else go(by > 0 ? from.nextElementSibling : from.previousElementSibling);
  }

  function press(what) {
    const article = current();
    const button = article?.querySelector(what);
    if (!article) move(1);
    if (!button) return;
    answered.push(article.id);
    button.click();
    go(article.nextElementSibling ?? article);
  }

  function takeBack() {
    while (answered.length) {
      const article = document.getElementById(answered.at(-1));
      // What is on its way has no Undo yet; what was taken back by hand, or came to nothing, has none any more.
      if (article?.querySelector(".htmx-request")) return;
      answered.pop();
      const undo = article?.querySelector("[data-undo]");
      if (!undo) continue;
      undo.click();
      go(article);
      return;
    }
  }

  const moves = { j: () => move(1), ArrowDown: () => move(1), k: () => move(-1), ArrowUp: () => move(-1) };
  const keys = {
    ...moves, 1: () => press(".s1"), 2: () => press(".s2"), 3: () => press(".s3"),
    0: () => press("[data-none]"), u: takeBack,
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("input, textarea, select")) return;
    // Before a win is chosen the arrows scroll the page, as everywhere.
    if (!Object.hasOwn(keys, event.key) || (event.key.startsWith("Arrow") && !current())) return;
    event.preventDefault();
    // A key that is held moves on and on, but answers once.
    if (!event.repeat || Object.hasOwn(moves, event.key)) keys[event.key]();
  });
})();
