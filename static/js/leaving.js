// Signing out leaves nothing typed behind, in no tab; one that sleeps meanwhile hears of it when it wakes.
//
// Who has left is seen on the page that only nobody sees (data-nobody): the form that leads there (data-forget) can be
// refused. All tabs share the sign of the last time, and each knows which one it has heard of.
(() => {
  const { localStorage: shared, sessionStorage: tab } = window;
  let leaving = false;

  function hear() {
    const sign = shared.getItem("left");
    if (tab.getItem("left") === sign) return;
    tab.clear();
    tab.setItem("left", sign);
    // Loaded anew, the page of somebody who is signed in no more leads to the sign-in.
    leaving = "person" in document.body.dataset;
    if (leaving) window.location.reload();
  }

  document.addEventListener("submit", ({ target }) => {
    if (target.hasAttribute("data-forget")) tab.setItem("leaving", "");
  });
  if (tab.getItem("leaving") !== null) {
    tab.removeItem("leaving");
    if ("nobody" in document.body.dataset) shared.setItem("left", crypto.getRandomValues(new Uint32Array(2)).join());
  }

  for (const event of ["storage", "focus"]) window.addEventListener(event, hear);
  document.addEventListener("visibilitychange", hear);
  // A browser may keep a page whole although it is told not to: it is asked for again before anybody reads it.
  window.addEventListener("pageshow", ({ persisted }) => {
    document.body.hidden = persisted;
    if (persisted) window.location.reload();
  });
  // Nothing that waits in the page is asked about or sent on its way out.
  for (const event of ["beforeunload", "pagehide"]) {
    window.addEventListener(event, (happening) => leaving && happening.stopImmediatePropagation());
  }
  hear();
})();
