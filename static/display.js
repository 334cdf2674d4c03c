// The walls: ask the server for what is new, show every call in its turn, and say so in words
// when nothing has been heard. Nothing here ever leaves the page, so no error page can show.
"use strict";
{
  const TURN = 8000; // a call alone is the large one for so long, and bright for as long
  const SHORTEST = 2000; // the least a call is large while others wait for their turn
  const PATIENCE = 3000; // for one answer
  const CALM = 20000; // after the last call's turn, until what stands aside comes back
  const LATE = 10000, LOST = 60000; // without a word from the server
  const DAY = 86400;

  const board = document.querySelector("[data-poll]");
  const all = (selector) => board.querySelectorAll(selector);
  const write = (node, text) => { if (node.textContent !== text) node.textContent = text; };

  // --- hearing from the server -----------------------------------------------------------------

  let heardAt = performance.now();
  let heard = board.querySelector("[data-heard]").textContent; // 10.42.07, the server's clock
  let heardTime = 0; // the same, in ms

  const parts = new Map(); // what the server last sent for each part
  for (const part of all("[data-part]")) parts.set(part.dataset.part, part.outerHTML);

  async function poll() {
    const began = performance.now();
    try {
      const url = `${board.dataset.poll}?seen=${encodeURIComponent(board.dataset.seen)}`;
      const answer = await fetch(url, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
      if (answer.status === 200) take(await answer.text());
      else if (answer.status !== 204) throw new Error("not now");
      heardAt = performance.now();
      heard = answer.headers.get("Pulih-Clock") ?? heard;
      heardTime = Number(answer.headers.get("Pulih-Time"));
      tell(began, Number(answer.headers.get("Pulih-Time")));
    } catch {
      // tick() says for how long
    }
    tick();
    setTimeout(poll, Math.max(50, Number(board.dataset.every) - (performance.now() - began)));
  }

  // For the voice: what is shown is current, and what the server's clock said between two moments.
  const tell = (began, time) =>
    document.dispatchEvent(new CustomEvent("heard", { detail: { began, ended: heardAt, time } }));

  function take(html) {
    const sent = new DOMParser().parseFromString(html, "text/html").querySelector("[data-poll]");
    if (!sent) throw new Error("not ours");
    for (const part of sent.querySelectorAll("[data-part]")) {
      const name = part.dataset.part;
      if (parts.get(name) === part.outerHTML) continue;
      parts.set(name, part.outerHTML);
      board.querySelector(`[data-part="${name}"]`).replaceWith(part);
    }
    hearCalls(sent);
    document.documentElement.dataset.theme = sent.dataset.look;
    board.dataset.wakes = sent.dataset.wakes ?? 0;
    board.dataset.seen = sent.dataset.seen;
  }

  // --- the hall's calls ------------------------------------------------------------------------

  const large = board.querySelector(".call");
  let calls = []; // newest first
  let queue = []; // versions of calls that wait for their turn to be large
  let current = null, turnBegan = 0;
  const brightUntil = new Map();

  function hearCalls(sent) {
    if (!large) return;
    const now = performance.now();
    calls = [...sent.querySelectorAll("[data-call]")].map((row) => ({
      version: row.dataset.call,
      label: row.dataset.label,
      counter: row.dataset.counter,
      fresh: "new" in row.dataset,
    }));
    large.dataset.empty = sent.querySelector(".call").dataset.empty;
    large.dataset.rest = "call" in sent.querySelector(".call").dataset ? "" : "rest";
    for (const call of [...calls].reverse()) {
      if (!call.fresh || brightUntil.has(call.version)) continue;
      brightUntil.set(call.version, now + TURN);
      queue.push(call.version);
    }
  }

  const stands = (version) => calls.some((call) => call.version === version);
  const bright = (version, now) => queue.includes(version) || now < (brightUntil.get(version) ?? 0);

  // Who is large now: each call in its turn, then the newest.
  function turn(now) {
    queue = queue.filter(stands); // an undone call leaves the wall
    for (const version of brightUntil.keys()) if (!stands(version)) brightUntil.delete(version);
    if (current !== null && !stands(current)) current = null;
    const lasts = Math.max(SHORTEST, TURN / (1 + queue.length));
    if (current !== null && now < turnBegan + lasts) return;
    current = queue.shift() ?? null;
    turnBegan = now;
    if (current !== null) brightUntil.set(current, now + TURN);
  }

  // What stands aside comes only when nobody is called, shown as new, or spoken of.
  let calledAt = -CALM;

  function calm(now) {
    const calling = current !== null || calls.some((call) => bright(call.version, now));
    document.body.toggleAttribute("data-calling", calling);
    if (calling || "speaks" in document.body.dataset) calledAt = now;
    return now - calledAt >= CALM && document.body.dataset.state === "hidup";
  }

  let shown = "";

  function arrange(now) {
    turn(now);
    const aside = calm(now) && "wants" in board.querySelector(".aside").dataset;
    const first = calls.find((call) => call.version === current)
      ?? (large.dataset.rest ? undefined : calls[0]);
    const others = calls.filter((call) => call !== first);
    const rows = aside ? calls.slice(0, 5) : others.filter((call, index) => index < 4 || bright(call.version, now)).slice(0, 20);
    const marks = [first, ...rows].map((call) => call && [call, bright(call.version, now)]);
    const picture = JSON.stringify([marks, large.dataset.empty, aside]);
    if (picture === shown) return;
    shown = picture;
    document.body.toggleAttribute("data-aside", aside);
    board.querySelector(".aside").hidden = !aside;
    showLarge(first, first && bright(first.version, now));
    showRows(rows, now);
  }

  function showLarge(call, isNew) {
    const [number, counter] = large.querySelectorAll("b");
    for (const line of large.querySelectorAll("p")) line.hidden = line.matches(".says") === !!call;
    write(large.querySelector(".says"), large.dataset.empty);
    write(number, call?.label ?? "");
    write(counter, call?.counter ?? "");
    large.toggleAttribute("data-new", !!isNew);
    large.toggleAttribute("data-wide", /^[DGHMNOQUW]/.test(call?.label ?? "")); // wide letters
    large.toggleAttribute("data-long", (call?.label.length ?? 0) > 5 || call?.counter.length > 2);
  }

  function showRows(rows, now) {
    const list = board.querySelector(".last");
    list.toggleAttribute("data-many", rows.length > 5 || (rows.length > 4 && !("aside" in document.body.dataset)));
    list.querySelector("tbody").replaceChildren(...rows.map((call) => {
      const row = document.createElement("tr");
      for (const text of [call.label, call.counter]) row.insertCell().textContent = text;
      row.toggleAttribute("data-new", bright(call.version, now));
      return row;
    }));
  }

  // --- the clock -------------------------------------------------------------------------------

  function tick() {
    const now = performance.now(), silence = now - heardAt;
    document.body.dataset.state = silence > LOST ? "putus" : silence > LATE ? "diam" : "hidup";
    for (const node of all("[data-heard]")) write(node, heard);
    const [hours, minutes, seconds] = heard.split(".").map(Number);
    const clock = Math.floor(hours * 3600 + minutes * 60 + seconds + silence / 1000) % DAY;
    const two = (number) => String(Math.floor(number)).padStart(2, "0");
    const minute = Math.floor(clock / 60);
    for (const node of all("[data-clock]")) write(node, `${two(clock / 3600)}.${two((clock / 60) % 60)}`);
    document.body.dataset.shift = minute % 4; // against burn-in
    sleep(heardTime + silence, minute);
    if (large) arrange(now);
  }

  // By night a dim clock stands on black, each minute elsewhere. It wakes when the server says so, or
  // by itself before opening, though nothing is heard.
  function sleep(time, minute) {
    const asleep = heardTime > 0 && time < Number(board.dataset.wakes ?? 0);
    document.body.toggleAttribute("data-asleep", asleep);
    if (asleep) board.querySelector(".sleep").style.translate = `${(minute * 37) % 55}vw ${(minute * 23) % 60}vh`;
  }

  hearCalls(board);
  tick();
  setInterval(tick, 250);
  poll();
}
