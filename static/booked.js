// Who took a time in this tab and came back for another is led to the one they have.
"use strict";
addEventListener("pageshow", () => {
  let had;
  try { had = JSON.parse(sessionStorage.getItem("booked")); } catch { /* it keeps nothing */ }
  if (!had) return;
  const note = document.getElementById("booked"), link = note.querySelector("a");
  link.href = had.path;
  link.textContent = had.words;
  note.hidden = false;
});
