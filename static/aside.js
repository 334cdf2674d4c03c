// What has the larger part of the wall while nobody is called: an important text, else pictures and
// videos in their turn. display.js says when; here stands what.
"use strict";
{
  const aside = document.querySelector(".aside");
  const important = () => !aside.querySelector(".large").hidden;

  function tick() {
    aside.toggleAttribute("data-wants", important());
  }

  tick();
  setInterval(tick, 250);
}
