// The voice of the hall: says every call in recorded words, each in its turn. Walls reckon from the
// same list and the server's clock when a call is said, so two of them speak as one.
"use strict";
{
  const LEAD = 900; // ms after the press: by then every wall has heard of it
  const WORD = 70, SENTENCE = 500, CALL = 350; // ms of silence after each, besides
  const CROWD = 20000; // a call that must wait longer for its turn is said once, not twice
  const LATE = 120000; // what was called longer ago is not said any more
  const SOON = 700; // ms before its turn a call is handed to the sound card
  const FAINT = .01; // what is quieter, at the ends of a clip, is silence
  const SET = 500; // ms: who finds the server's clock so far from where it was, knows it was set
  const AGEING = 1e-5; // ms by which an old measure of the clock is worse, each ms

  const board = document.querySelector("[data-poll]");
  const button = board.querySelector(".sound");
  const list = () => board.querySelector("[data-part=voice]");
  const rows = () => [...list().children];

  const sound = new AudioContext();
  const gain = new GainNode(sound);
  gain.connect(sound.destination);

  // --- the server's clock ----------------------------------------------------------------------

  let best = { doubt: Infinity, ahead: 0, at: 0 }; // the surest measure of it

  function compare({ began, ended, time }) {
    const doubt = (ended - began) / 2, ahead = time - ended + doubt;
    const jump = ahead - best.ahead;
    const wasSet = Math.abs(jump) > doubt + best.doubt + SET; // what waits keeps its wait
    if (wasSet) for (const turn of turns.values()) { turn.begins += jump; turn.ends += jump; }
    if (wasSet || doubt < best.doubt + (ended - best.at) * AGEING) best = { doubt, ahead, at: ended };
  }

  const clock = () => performance.now() + best.ahead;

  // --- words -----------------------------------------------------------------------------------

  const clips = new Map(); // name -> the promise of a clip; null where it could not be had

  function clip(name) {
    if (!clips.has(name)) clips.set(name, load(name));
    return clips.get(name);
  }

  async function load(name) {
    const place = new URL(name, new URL(list().dataset.clips, location));
    for (const which of ["", "?own=no"]) { // the office's own recording, else ours
      try {
        const answer = await fetch(place + which, { signal: AbortSignal.timeout(5000) });
        if (answer.ok) return trimmed(await sound.decodeAudioData(await answer.arrayBuffer()));
      } catch {
        // no network, or no sound we can play
      }
    }
    clips.delete(name); // asked for again with the next answer
    return null;
  }

  function trimmed(buffer) {
    const samples = buffer.getChannelData(0);
    const first = Math.max(0, samples.findIndex((one) => Math.abs(one) > FAINT));
    const last = samples.findLastIndex((one) => Math.abs(one) > FAINT);
    const ms = 1000 / buffer.sampleRate;
    return { buffer, from: first * ms, length: Math.max(1, last - first) * ms };
  }

  // Each word with its place: `at` is ms after the turn has begun.
  async function script(sentences) {
    const words = [];
    let at = 0;
    for (const [sentence, names] of sentences.entries()) {
      const sounds = await Promise.all(names.map(clip));
      if (sounds.includes(null)) return null;
      for (const sound of sounds) {
        words.push({ ...sound, sentence, at });
        at += sound.length + WORD;
      }
      at += SENTENCE;
    }
    return { words, lasts: at + CALL };
  }

  // --- whose turn it is ------------------------------------------------------------------------

  const said = new Set(rows().map((row) => row.dataset.version)); // when the page was opened
  const turns = new Map(); // version -> its turn: when it begins and ends, and its words
  let reckoning = false;

  // Oldest first: a call's turn comes LEAD after its press, or when the one before is over.
  async function reckon() {
    if (reckoning) return;
    reckoning = true;
    try {
      await line();
    } finally {
      reckoning = false;
    }
  }

  async function line() {
    let free = 0;
    for (const row of rows()) {
      const { version } = row.dataset;
      if ("undone" in row.dataset) { hush(turns.get(version)); continue; }
      if (!turns.has(version)) {
        const turn = await take(row, free);
        if (turn) turns.set(version, turn);
      }
      free = Math.max(free, turns.get(version)?.ends ?? 0);
    }
    const listed = new Set(rows().map((row) => row.dataset.version));
    for (const [version, turn] of turns) {
      if (turn.begun && !listed.has(version)) turns.delete(version);
    }
  }

  async function take(row, free) {
    const called = Number(row.dataset.at);
    let begins = Math.max(called + LEAD, free);
    let sentences = row.dataset.say.split(",").map((words) => words.split(" "));
    if (begins - called > CROWD) sentences = sentences.slice(0, 1);
    const told = await script(sentences);
    if (!told) return null;
    const now = clock();
    const over = begins < now && (said.has(row.dataset.version) || now - called > LATE);
    let { words } = told;
    if (begins < now && !over) {
      // Heard of too late. Other walls are saying it: join them where they say it again, else say
      // it after all, at a full second.
      const again = words.filter((word) => word.sentence > 0);
      if (again.length && begins + again[0].at > now) words = again;
      else begins = Math.max(free, Math.ceil((now + SOON / 2) / 1000) * 1000);
    }
    return { begins, ends: begins + told.lasts, words, begun: over, sources: [] };
  }

  // --- speaking --------------------------------------------------------------------------------

  const level = () => Number(list().dataset.volume) / 100;

  function speak() {
    const now = clock();
    gain.gain.value = level() ** 2; // as loud as it sounds, not as strong as it is
    for (const turn of turns.values()) {
      if (turn.begun || turn.begins - now > SOON) continue;
      turn.begun = true;
      if (sound.state === "running") play(turn.words, turn.begins - now, turn.sources);
    }
    const spoken = ({ begins, ends }) => begins < now + SOON && now < ends;
    document.body.toggleAttribute("data-speaks", [...turns.values()].some(spoken));
    button.hidden = sound.state === "running" || level() === 0 || performance.now() < 1500;
  }

  // wait: ms until the turn begins; less than 0 when it has.
  function play(words, wait, sources) {
    const now = sound.currentTime;
    const began = Math.max(now - words[0].at / 1000, now + wait / 1000 - (sound.outputLatency || 0));
    for (const { buffer, from, length, at } of words) {
      const source = new AudioBufferSourceNode(sound, { buffer });
      source.connect(gain);
      source.start(began + at / 1000, from / 1000, length / 1000);
      sources.push(source);
    }
  }

  function hush(turn) {
    if (!turn) return;
    turn.begun = true;
    for (const source of turn.sources.splice(0)) source.stop();
  }

  // --- a browser that wants to be touched before it sounds ---------------------------------------

  async function wake() {
    if (sound.state === "running") return;
    await sound.resume();
    const chime = await script([["chime"]]);
    if (chime) play(chime.words, 0, []); // so that whoever touched it hears that it works
  }

  for (const touch of ["pointerdown", "keydown"]) document.addEventListener(touch, wake);
  sound.addEventListener("statechange", speak);
  document.addEventListener("heard", (event) => {
    compare(event.detail);
    reckon().then(speak);
  });
  setInterval(speak, 200);
}
