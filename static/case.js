// The case page: Enter saves a typed text, and what is unfolded stays so when the page redraws.
"use strict";

document.addEventListener("keydown", (event) => {
  const field = event.target;
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || !field.matches("textarea[data-enter]")) return;
  const first = field.form && field.form.querySelector("button:not([type=button]):not(:disabled)");
  if (!first) return;
  event.preventDefault();
  field.form.requestSubmit(first);
});

document.addEventListener("htmx:before:morph:attr", (event) => {
  if (event.target.matches("details") && event.detail.attrName === "open") event.preventDefault();
});
