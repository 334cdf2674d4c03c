/* The kiosk: what pages cannot do by themselves. Everything here is beside plain forms and links. */
(() => {
  "use strict";
  const root = document.documentElement, body = document.body;
  const find = (selector) => document.querySelector(selector);
  root.classList.add("scripted");

  /* A page out of the back/forward cache belongs to somebody else: ask the server who stands here. */
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

  /* Panggil petugas: until somebody comes, the page looks again whether somebody does. */
  const waiting = find("[data-look-again]");
  const lookAgain = () => setTimeout(async () => {
    try {
      if ((await fetch(location.href, { method: "HEAD", cache: "no-store" })).ok) return location.reload();
    } catch { /* the server is away: no browser's page about it */ }
    lookAgain();
  }, Number(waiting.dataset.lookAgain) * 1000);
  if (waiting) lookAgain();

  /* The doors stand open all day: the clock goes on, and they are drawn anew when their words change. */
  const renew = async () => {
    try {
      const answer = await fetch(location.href, { cache: "no-store" });
      const page = new DOMParser().parseFromString(answer.ok ? await answer.text() : "", "text/html");
      if (!page.querySelector("[data-live]")) return;
      find(".clock").replaceWith(page.querySelector(".clock"));
      const main = page.querySelector("main");
      if (find("main").textContent !== main.textContent) find("main").replaceWith(main);
    } catch { /* the next one will */ }
  };
  if (find("[data-live]")) setInterval(renew, 20000);

  /* Idle: after data-idle seconds ask, count down, wipe. Any touch or key starts again. */
  const wipe = () => { const form = find("#wipe"); if (form) form.requestSubmit(); else location.replace("/kiosk/left"); };
  const dialog = find("#still-here"), idle = Number(body.dataset.idle || 0);
  let asking = 0, counting = 0;
  const beep = () => {
    try {
      const context = new AudioContext(), tone = context.createOscillator(), gain = context.createGain();
      gain.gain.value = 0.08; tone.frequency.value = 660;
      tone.connect(gain).connect(context.destination);
      tone.start(); tone.stop(context.currentTime + 0.25);
    } catch { /* no sound: the words are there */ }
  };
  const count = (words, left, done) => {
    words.textContent = left;
    const timer = setInterval(() => { left -= 1; words.textContent = left; if (left <= 0) { clearInterval(timer); done(); } }, 1000);
    return timer;
  };
  const wait = () => {
    clearTimeout(asking);
    asking = setTimeout(() => {
      dialog.showModal(); beep();
      counting = count(dialog.querySelector("[role=timer]"), Number(dialog.dataset.countdown), wipe);
    }, idle * 1000);
  };
  if (idle && dialog) {
    wait();
    for (const touch of ["pointerdown", "keydown", "input"]) addEventListener(touch, () => { if (!dialog.open) wait(); }, { passive: true });
    dialog.addEventListener("close", () => { clearInterval(counting); wait(); });
    find("#here").addEventListener("click", () => dialog.close());
  }
  const leave = find("[data-leave]");
  if (leave) count(leave, Number(leave.dataset.leave), wipe);

  /* The drawn keyboard: types into the real input, whose digits the boxes mirror. */
  const pad = find("form[data-pad]");
  if (pad) {
    const input = pad.querySelector(".typed"), words = find("#count"), boxes = [...pad.querySelectorAll(".nik b")];
    const keys = pad.dataset.pad, longest = Number(pad.dataset.longest);
    const draw = () => {
      const typed = [...input.value.toUpperCase()].filter((key) => keys.includes(key)).slice(0, longest).join("");
      if (input.value !== typed) input.value = typed;
      boxes.forEach((box, at) => { box.textContent = typed[at] || "\u00a0"; box.classList.toggle("now", at === typed.length); });
      words.textContent = words.dataset.words.replace("{n}", typed.length);
    };
    pad.querySelector(".pad").addEventListener("click", (event) => {
      const key = event.target.closest("button");
      if (!key) return;
      event.preventDefault();
      if (key.value === "delete") input.value = input.value.slice(0, -1);
      else if (key.value === "clear") input.value = "";
      else input.value += key.value;
      draw();
    });
    input.addEventListener("input", draw);
    /* A scanner types wherever the focus is. */
    addEventListener("keydown", (event) => {
      if (event.key.length === 1 && !event.ctrlKey && document.activeElement !== input && !(dialog && dialog.open)) input.focus();
    });
    if (input.value) draw();
  }

  /* Aids that need no new page change this one at once, so that nothing typed is lost. */
  const switches = { text: ["text", "besar"], contrast: ["contrast", "tinggi"], reach: ["reach", "rendah"] };
  document.addEventListener("submit", (event) => {
    const button = event.submitter, [name, value] = switches[button && button.name === "aid" && button.value] || [];
    if (!name) return;
    event.preventDefault();
    const on = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(on));
    if (on) root.dataset[name] = value; else delete root.dataset[name];
    fetch(find("#aids").action, { method: "POST", body: new URLSearchParams(new FormData(event.target, button)), redirect: "manual" });
  });

  /* Bacakan: only with an Indonesian (or English) voice; what is private is left out. */
  const speak = find(".speak"), voices = window.speechSynthesis;
  const voice = () => voices && voices.getVoices().find((one) => one.lang.toLowerCase().startsWith(root.lang));
  if (speak && voices) {
    const words = speak.querySelector("span"), read = words.textContent;
    const show = () => { speak.hidden = !voice(); };
    show();
    voices.addEventListener?.("voiceschanged", show);
    speak.addEventListener("click", () => {
      if (voices.speaking) { voices.cancel(); words.textContent = read; return; }
      const said = find("main").cloneNode(true);
      said.querySelectorAll("[data-private] .field, dd[data-private], .pad, svg, [aria-hidden=true], .sr").forEach((part) => part.remove());
      const line = new SpeechSynthesisUtterance(said.innerText.replace(/\s*\n\s*/g, ". "));
      line.lang = root.lang; line.voice = voice();
      line.onend = () => { words.textContent = read; };
      words.textContent = speak.dataset.stop;
      voices.speak(line);
    });
    addEventListener("pagehide", () => voices.cancel());
  }

  /* The printer: asked each second whether the paper has come. If not, the number stays longer. */
  const coming = () => {
    const part = find("#printing[data-coming]");
    if (part) setTimeout(async () => {
      try {
        const page = await (await fetch(part.dataset.coming)).text();
        const now = new DOMParser().parseFromString(page, "text/html").querySelector("#printing");
        if (now?.matches(".amiss")) location.reload(); else if (now) part.replaceWith(now);
      } catch { /* the server is away: steady.js says so */ }
      coming();
    }, 1000);
  };
  coming();

  /* Paper: a print button where there is paper to print, and once by itself. */
  if (find(".paper")) {
    for (const button of document.querySelectorAll(".print")) { button.hidden = false; button.addEventListener("click", () => print()); }
    if (find("[data-print]")) addEventListener("load", () => print(), { once: true });
  }

  const wrong = find("#wrong");
  if (wrong) wrong.focus();
  /* One press, one form: a second tap while the first is on its way does nothing. */
  addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    if (event.target.dataset.sent) event.preventDefault();
    event.target.dataset.sent = "yes";
  });
})();
