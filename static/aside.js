// What has the larger part of the wall while nobody is called: an important text, else pictures and
// videos in their turn. display.js says when; here stands what. There is one picture and one video
// on the page, for as many days as the wall hangs there.
"use strict";
{
  const READY = 10000; // ms that a file may take until it can be shown
  const AGAIN = 60000; // ms until files of which none could be shown are tried again
  const STUCK = 10000; // ms that a video may stand still
  const TICK = 250;
  const aside = document.querySelector(".aside"), figure = aside.querySelector(".slide");
  const [picture, video] = figure.children;
  const list = () => aside.querySelector("[data-part=slides]");

  let from = null; // the list that is shown
  let place = -1, shows = null; // which of it, and the element that shows it
  let left = 0, still = 0, was = 0, rests = 0; // ms, and where the video stood
  let busy = false;

  function soon(promise) {
    return Promise.race([promise, new Promise((_, fail) => setTimeout(fail, READY))]);
  }

  async function ready(source) {
    if (/\.jpg$/.test(source)) {
      const probe = new Image();
      probe.src = source;
      await soon(probe.decode());
      picture.src = source;
      return picture;
    }
    const plays = new Promise((resolve, reject) => {
      video.oncanplay = resolve;
      video.onerror = reject;
    });
    video.muted = true; // the voice is heard, nothing else
    video.src = source;
    await soon(plays);
    await video.play();
    return video;
  }

  // The next one that can be shown; what is broken or gone is passed over in silence.
  async function next() {
    busy = true;
    const rows = [...list().children];
    let found = null;
    for (let tries = 0; tries < rows.length && !found && from === list(); tries += 1) {
      place = (place + 1) % rows.length;
      if (rows.length === 1 && shows) found = await again();
      else found = await ready(rows[place].dataset.src).catch(() => null);
    }
    if (from === list()) show(found, rows[place]);
    busy = false;
  }

  // The only one there is stays, or begins anew.
  async function again() {
    if (shows === video) {
      video.currentTime = 0;
      await video.play().catch(() => {});
    }
    return shows;
  }

  function show(found, row) {
    shows = found;
    figure.hidden = !found;
    for (const one of figure.children) one.hidden = one !== found;
    if (found !== video) free();
    figure.setAttribute("aria-label", found ? row.dataset.title : "");
    [left, still, was, rests] = [found ? row.dataset.seconds * 1000 : 0, 0, 0, found ? 0 : AGAIN];
  }

  function free() {
    video.pause();
    if (!video.hasAttribute("src")) return;
    video.onerror = null;
    video.removeAttribute("src");
    video.load();
  }

  function over() {
    if (shows === picture) return (left -= TICK) <= 0;
    still = video.currentTime === was ? still + TICK : 0;
    was = video.currentTime;
    return video.ended || still > STUCK;
  }

  function tick() {
    const important = !aside.querySelector(".large").hidden;
    if (list() !== from) [from, place, rests, shows] = [list(), -1, 0, null];
    figure.hidden = important || !shows;
    aside.toggleAttribute("data-wants", important || !!shows);
    const seen = !important && shows && "aside" in document.body.dataset;
    if (!seen && !video.paused) video.pause();
    if (busy || !from.children.length) return;
    if (seen && shows === video && video.paused && !video.ended) video.play().catch(() => {});
    if (!shows ? (rests -= TICK) <= 0 : seen && over()) next();
  }

  tick();
  setInterval(tick, TICK);
}
