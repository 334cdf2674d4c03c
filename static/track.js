// The phone: ask again and again, redraw what has changed, say so when nobody answers.
"use strict";
{
  const EVERY = 4500, PATIENCE = 8000; // a call is seen within five seconds
  const offline = document.getElementById("offline");
  const told = document.getElementById("told"); // read aloud when the sentence has changed
  const aside = document.getElementById("sound"), sound = aside.querySelector("button");
  let region = document.querySelector("[data-poll]");
  let next, speaker; // the next poll; what makes a sound, once it was asked for

  async function poll() {
    clearTimeout(next);
    try {
      const url = new URL(region.dataset.poll, location);
      url.searchParams.set("seen", region.dataset.seen);
      const answer = await ask(url);
      if (answer.status === 404) return location.reload(); // the link has expired: say it properly
      if (answer.status === 200) take(await answer.text());
      else if (answer.status !== 204) throw new Error("not now");
      const clock = answer.headers.get("Pulih-Clock");
      if (clock) region.querySelector("[data-heard]").textContent = clock;
      offline.hidden = true;
    } catch {
      offline.hidden = false;
    }
    clearTimeout(next);
    next = setTimeout(poll, EVERY);
  }

  const ask = (url, how = {}) => fetch(url, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE), ...how });

  function take(html) {
    const sent = new DOMParser().parseFromString(html, "text/html").querySelector("[data-poll]");
    if (!sent) throw new Error("not ours");
    const reached = "a, button, summary";
    const focused = [...region.querySelectorAll(reached)].indexOf(document.activeElement);
    const before = region.querySelector(".says").textContent;
    const calls = Number(region.dataset.called ?? 0);
    sent.querySelector("details")?.toggleAttribute("open", region.querySelector("details")?.open);
    region.replaceWith(sent);
    region = sent;
    offer();
    keep();
    document.title = `${region.dataset.title}. Pulih`; // an appointment has become a number
    region.querySelectorAll(reached)[focused]?.focus({ preventScroll: true });
    if (Number(region.dataset.called ?? 0) > calls) ring();
    const after = region.querySelector(".says").textContent;
    if (after === before) return;
    told.textContent = after.trim();
    setTimeout(() => { told.textContent = ""; }, EVERY - 1000); // said once, not met again
  }

  function keep() { // for static/booked.js: one tab, one appointment
    try {
      const words = region.dataset.booked, had = JSON.parse(sessionStorage.getItem("booked"));
      if (words) sessionStorage.setItem("booked", JSON.stringify({ path: location.pathname + location.search, words }));
      else if (had?.path.startsWith(location.pathname)) sessionStorage.removeItem("booked");
    } catch { /* a browser that keeps nothing */ }
  }

  function offer() { // below the number, where it is seen; the region knows nothing of it
    region.querySelector(".place").after(aside);
  }

  // Saya di luar, Sudah kembali: without a reload, which would silence the page
  document.addEventListener("submit", async (event) => {
    if (!event.target.matches("[data-redraws]")) return;
    event.preventDefault();
    event.target.querySelector("button").disabled = true;
    try {
      const answer = await ask(event.target.action, { method: "POST" });
      take(await answer.text());
    } catch {
      event.target.submit(); // a refusal has its own page
    }
  });

  // Three tones and a shake, three times; nothing of it before someone has asked for it.
  function ring() {
    if (!speaker) return;
    for (let turn = 0; turn < 9; turn += 1) {
      const tone = speaker.createOscillator(), loud = speaker.createGain();
      const at = speaker.currentTime + turn * 0.35 + Math.floor(turn / 3) * 0.6;
      tone.frequency.value = [660, 880, 1100][turn % 3];
      loud.gain.setValueAtTime(0.5, at);
      loud.gain.exponentialRampToValueAtTime(0.001, at + 0.34);
      tone.connect(loud).connect(speaker.destination);
      tone.start(at);
      tone.stop(at + 0.35);
    }
    navigator.vibrate?.([400, 200, 400, 200, 400]);
    document.documentElement.dataset.rang = region.dataset.called;
  }

  async function stayAwake() { // a phone that sleeps asks for nothing
    try { await navigator.wakeLock?.request("screen"); } catch { /* it may not */ }
  }

  if (window.AudioContext) {
    aside.hidden = false;
    offer();
    sound.addEventListener("click", () => {
      speaker = new AudioContext();
      sound.querySelector("span").textContent = sound.dataset.on;
      sound.disabled = true;
      stayAwake();
    });
  }
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return;
    poll();
    if (speaker) { speaker.resume(); stayAwake(); }
  });

  keep();
  next = setTimeout(poll, EVERY);
}
