// Sending: what a form sends waits here until pmcareer itself has answered it.
//
// Whatever stands between may answer in its place: a sign-in proxy, the portal of a hotel, an error page of a server in
// front. Only an answer with our header counts; of any other htmx hears nothing, so that nothing is swapped, forgotten or
// followed. What was sent stays as it was, is said to wait, and is sent again by itself until it is answered: the same
// once more, under the same submission, so that nothing happens twice.
(() => {
  const { pmcareer } = window;
  const OURS = "X-Pmcareer";
  const FIRST_PAUSE = 2_000;
  const LONGEST_PAUSE = 20_000;
  const TAKEN = [401, 409, 422];

  const WHY = {
    line: "There is no connection.",
    foreign: "Something else answered in the place of pmcareer: a sign-in page of your network, perhaps.",
    busy: "The server is busy.",
    closed: "The server can save nothing at the moment.",
    fault: "The server had a fault.",
    often: "That was too many tries.",
  };
  const REFUSED = {
    403: "This page is too old. Load it again: your words come back.",
    404: "This is no longer here.",
    413: "It is too large to be sent.",
  };

  // What waits to be sent again: by the request, why, and what makes it go at once unless it is just being tried. What was
  // refused: by the form, why.
  const waiting = new Map();
  const refused = new Map();

  pmcareer.say = (words) => {
    const place = document.getElementById("notices");
    if (!place) return;
    const line = document.createElement("p");
    line.className = "notice";
    line.textContent = words;
    place.replaceChildren(line);
  };

  // One try. It has come to something once all of an answer of ours is here: a line may be cut in the middle of it.
  async function tried(address, request, limit) {
    const signal = AbortSignal.any([request.signal, AbortSignal.timeout(limit)]);
    try {
      const raw = await fetch(address, { ...request, signal });
      const text = await raw.text();
      // A redirect makes another request of what was sent, and forgets what was in it.
      if (!raw.headers.has(OURS) || (raw.redirected && request.method !== "GET")) return { why: "foreign" };
      return { status: raw.status, headers: raw.headers, url: raw.url, text: async () => text };
    } catch (fault) {
      if (request.signal.aborted) throw fault;
      return { why: "line" };
    }
  }

  function whyAgain({ why, status, headers }) {
    if (why) return why;
    if (status === 503 && headers.has("Retry-After")) return Number(headers.get("Retry-After")) < 10 ? "busy" : "closed";
    return status >= 500 ? "fault" : status === 429 ? "often" : "";
  }

  async function seenThrough(ctx, address, request, limit) {
    for (let pause = FIRST_PAUSE; ; pause = Math.min(pause * 1.5, LONGEST_PAUSE)) {
      const answer = await tried(address, request, limit);
      const why = whyAgain(answer);
      if (!why) return answer;
      await aWhile(ctx, why, Number(answer.headers?.get("Retry-After")) * 1000 || pause);
    }
  }

  // Until it is time to send again; sooner where the line is back, or somebody looks at the page or asks for it.
  async function aWhile(ctx, why, milliseconds) {
    const { signal } = ctx.request;
    await new Promise((resolve) => {
      waiting.set(ctx, { why, now: resolve });
      setTimeout(resolve, milliseconds);
      signal.addEventListener("abort", resolve, { once: true });
      show();
    });
    waiting.set(ctx, { why });
    show();
    if (signal.aborted) throw signal.reason;
  }

  function sendNow(source) {
    for (const [ctx, { now }] of waiting) if (!source || ctx.sourceElement === source) now?.();
  }
  window.addEventListener("online", () => sendNow());
  document.addEventListener("visibilitychange", () => document.hidden || sendNow());
  document.addEventListener("click", (event) => event.target.closest?.("[data-send-now]") && sendNow());

  document.addEventListener("htmx:config:request", ({ detail: { ctx } }) => {
    if (ctx.sourceEvent.type === "submit") sendNow(ctx.sourceElement);
  });

  document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => {
    // The time is that of one try.
    clearTimeout(ctx.requestTimeout);
    const limit = htmx.parseInterval(ctx.request.timeout ?? htmx.config.defaultTimeout);
    ctx.fetch = async (address, request) => {
      if (request.method !== "GET") return seenThrough(ctx, address, request, limit);
      const answer = await tried(address, request, limit);
      if (answer.why) throw new Error(WHY[answer.why]);
      return answer;
    };
  });

  document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
    const form = ctx.sourceElement.closest("form");
    refused.delete(form);
    if (!form || ctx.request.method === "GET" || ctx.response.status >= 300) return;
    for (const control of form.elements) {
      if (control.dataset?.draft && ctx.request.body?.get(control.name) === control.value) pmcareer.drafts.forget(control);
    }
  });

  document.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => {
    waiting.delete(ctx);
    show();
  });

  // Of ours, but not what was asked for.
  document.addEventListener("htmx:response:error", ({ detail: { ctx } }) => {
    const { status } = ctx.response;
    if (TAKEN.includes(status)) return;
    const words = REFUSED[status] ?? "The server did not take it.";
    if (ctx.request.method === "GET") return pmcareer.say(`Not loaded. ${REFUSED[status] ?? "The server had a fault."}`);
    refused.set(ctx.sourceElement.closest("form") ?? ctx.sourceElement, words);
    tell(ctx);
  });
  document.addEventListener("htmx:error", ({ detail: { ctx, error } }) => {
    if (ctx?.request.method === "GET") pmcareer.say(`Not loaded. ${error.message} Try again.`);
  });

  // What waits is said in one place that stays in sight.
  const bar = document.createElement("div");
  bar.className = "unsent";
  bar.setAttribute("role", "status");
  document.getElementById("notices")?.before(bar);

  function tell(ctx) {
    const state = ctx.sourceElement.querySelector("[data-save-state]");
    if (state) state.textContent = "Not saved, kept here";
  }

  function show() {
    for (const ctx of waiting.keys()) tell(ctx);
    say();
    bar.querySelector("button")?.setAttribute("aria-disabled", String(![...waiting.values()].some(({ now }) => now)));
  }

  function say() {
    const [ctx, { why } = {}] = [...waiting].at(-1) ?? [];
    const said = why ? `${WHY[why]} It is sent again by itself.` : [...refused.values()].at(-1);
    // A line that still stands in the capture box needs no name.
    const line = ctx?.request.body.get("line");
    const named = line && line !== document.getElementById("capture")?.value ? `: “${line.length > 80 ? `${line.slice(0, 79)}…` : line}”` : "";
    const words = said && `Not saved, kept here${named}. ${said}`;
    // As long as it says the same it stays as it is: it is read out once, and its button does not go away under a finger.
    if ((bar.firstElementChild?.textContent ?? "") === (words ?? "")) return;
    bar.replaceChildren();
    if (!words) return;
    const text = document.createElement("p");
    text.textContent = words;
    bar.append(text);
    if (!why) return;
    const now = document.createElement("button");
    Object.assign(now, { type: "button", className: "btn small quiet", textContent: "Send it now" });
    now.dataset.sendNow = "";
    bar.append(now);
    if (why !== "foreign") return;
    const other = document.createElement("a");
    Object.assign(other, { href: window.location.href, target: "_blank", textContent: "See what answers, in another tab" });
    bar.append(other);
  }

  document.addEventListener("input", () => waiting.size && say());

  window.addEventListener("beforeunload", (event) => {
    if (waiting.size || refused.size) event.preventDefault();
  });

  pmcareer.sendNow = sendNow;
  pmcareer.waiting = waiting;
})();
