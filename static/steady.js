// The kiosk: a press waits until the server answers, so that a citizen never stands before a
// browser's own error page. What they answered stays where it is; the press goes on by itself,
// unless so much time has gone by that whoever pressed has been served elsewhere.
"use strict";
{
  const PATIENCE = 2000, AGAIN = 1000, CALM = 400, LONG = 60000;
  const waiting = document.getElementById("waiting");
  let held = false, through = null;

  async function answers() {
    try {
      const signal = AbortSignal.timeout(PATIENCE);
      return (await fetch(waiting.dataset.ask, { method: "HEAD", cache: "no-store", signal })).ok;
    } catch {
      return false;
    }
  }

  async function whenItAnswers(go) {
    if (held) return;
    held = true;
    const since = Date.now(), tooLong = () => Date.now() - since > LONG;
    const say = () => { document.querySelector("dialog[open]")?.close(); waiting.hidden = false; };
    const soon = setTimeout(say, CALM);
    while (!(await answers())) {
      say();
      if (tooLong()) waiting.dataset.long = "";
      await new Promise((again) => setTimeout(again, AGAIN));
    }
    clearTimeout(soon);
    const gone = tooLong();
    waiting.hidden = true;
    delete waiting.dataset.long;
    held = false;
    if (gone) leave(); else go();
  }

  function leave() { // as at the end of idleness: nothing of the former is left
    const form = document.getElementById("wipe");
    if (!form) return location.replace("/kiosk/left");
    through = form;
    form.requestSubmit();
  }

  document.addEventListener("submit", (event) => {
    const { target: form, submitter } = event;
    if (through === form) {
      through = null;
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation(); // the other listeners hear the press once, when it goes on
    whenItAnswers(() => { through = form; form.requestSubmit(submitter); });
  }, true);

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || event.defaultPrevented) return;
    event.preventDefault();
    whenItAnswers(() => location.assign(link.href));
  });
}
