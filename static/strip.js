// What the hall is told beside its calls. What fits stands still; more runs across, or turns page by
// page where the wall was set so, the text is important, or the browser asks for less motion. It
// rests while a call is new, and when it is touched or Space is pressed.
"use strict";
{
  const PACE = 15; // hundredths of the screen's short side, each second
  const PAGE = 4000, LETTER = 80; // ms that a page stands, and besides for each of its letters
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const strip = () => document.querySelector(".tell");
  let at = null, width = 0; // the strip that is run, and how wide it was; 0 where it is not shown
  let moving = null; // its animation
  let pages = [], page = 0, left = 0; // ms that the page still stands
  let held = false;

  function begin() {
    moving?.cancel();
    moving = null;
    [at, width, pages, page, left] = [strip(), strip().clientWidth, [], 0, 0];
    if (!width) return; // nothing is told, or it stands aside, large
    const line = at.querySelector(".texts");
    at.told ??= [...line.children].map((text) => text.textContent);
    line.replaceChildren(...at.told.map(paragraph));
    if (at.told.length < 2 && fits(line)) return;
    if ("pages" in at.dataset || calm.matches) pages = at.told.flatMap((text) => parts(line, text));
    else run(line);
  }

  const fits = (line) => line.scrollWidth <= line.clientWidth + 1 && line.scrollHeight <= line.clientHeight + 1;

  function paragraph(text) {
    const made = document.createElement("p");
    made.textContent = text;
    return made;
  }

  // A text in as many parts as the line needs.
  function parts(line, text) {
    const found = [];
    for (const word of text.split(" ")) {
      const longer = found.length ? `${found.at(-1)} ${word}` : word;
      line.replaceChildren(paragraph(longer));
      if (found.length && fits(line)) found[found.length - 1] = longer;
      else found.push(word);
    }
    return found;
  }

  function run(line) {
    const way = line.scrollWidth + line.clientWidth;
    const each = (Math.min(innerWidth, innerHeight) * PACE) / 100;
    const moves = [`${line.clientWidth}px 0`, `${-line.scrollWidth}px 0`];
    const track = document.createElement("div");
    track.className = "track";
    track.append(...line.children);
    line.replaceChildren(track);
    const duration = (way / each) * 1000;
    moving = track.animate({ translate: moves }, { duration, iterations: Infinity });
    moving.currentTime = duration * (line.clientWidth / way); // the first text stands there at once
  }

  function tick() {
    if (strip() !== at || at.clientWidth !== width) begin();
    const rests = held || "calling" in document.body.dataset;
    if (moving && rests !== (moving.playState === "paused")) moving[rests ? "pause" : "play"]();
    if (!pages.length || rests) return;
    left -= 250;
    if (left > 0) return;
    const text = pages[page % pages.length];
    page += 1;
    left = PAGE + LETTER * text.length;
    at.querySelector(".texts").replaceChildren(paragraph(text));
  }

  const hold = () => { held = !held; };
  document.addEventListener("click", ({ target }) => { if (target.closest(".tell")) hold(); });
  document.addEventListener("keydown", (event) => { if (event.key === " ") hold(); });
  document.fonts.ready.then(begin);
  setInterval(tick, 250);
}
