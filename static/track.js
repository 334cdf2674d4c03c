// The phone: ask every five seconds, redraw what has changed, say so when nobody answers.
"use strict";
{
  const EVERY = 5000, PATIENCE = 8000;
  const offline = document.getElementById("offline");
  const told = document.getElementById("told"); // read aloud when the sentence has changed
  let region = document.querySelector("[data-poll]");

  async function poll() {
    try {
      const url = `${region.dataset.poll}?seen=${encodeURIComponent(region.dataset.seen)}`;
      const answer = await fetch(url, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
      if (answer.status === 404) return location.reload(); // the link has expired: say it properly
      if (answer.status === 200) take(await answer.text());
      else if (answer.status !== 204) throw new Error("not now");
      const clock = answer.headers.get("Pulih-Clock");
      if (clock) region.querySelector("[data-heard]").textContent = clock;
      offline.hidden = true;
    } catch {
      offline.hidden = false;
    }
    setTimeout(poll, EVERY);
  }

  function take(html) {
    const sent = new DOMParser().parseFromString(html, "text/html").querySelector("[data-poll]");
    if (!sent) throw new Error("not ours");
    const focused = [...region.querySelectorAll("a")].indexOf(document.activeElement);
    const before = region.querySelector(".says").textContent;
    region.replaceWith(sent);
    region = sent;
    region.querySelectorAll("a")[focused]?.focus({ preventScroll: true });
    const after = region.querySelector(".says").textContent;
    if (after === before) return;
    told.textContent = after.trim();
    setTimeout(() => { told.textContent = ""; }, EVERY - 1000); // said once, not met again
  }

  setTimeout(poll, EVERY);
}
