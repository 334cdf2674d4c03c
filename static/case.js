// The case page: Enter saves a typed text, and what is unfolded stays so when the page redraws.
"use strict";

document.addEventListener("keydown", (event) => {
  const field = event.target;
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || !field.matches("textarea[data-enter]")) return;
  event.preventDefault();
  const first = field.form.querySelector("button");
  if (!first.disabled) field.form.requestSubmit(first);
});

// "Pilih semua" needs us, so it is hidden until we are here; redrawing hides it again.
function showAll() {
  document.querySelectorAll("[data-all][hidden]").forEach((label) => { label.hidden = false; });
}
document.addEventListener("DOMContentLoaded", showAll);
document.addEventListener("htmx:after:swap", showAll);
document.addEventListener("change", (event) => {
  const all = event.target.closest("[data-all]");
  if (!all) return;
  all.closest("form").querySelectorAll(`input[name=${all.dataset.all || "case"}]:not(:disabled)`).forEach((box) => { box.checked = event.target.checked; });
});

document.addEventListener("htmx:before:morph:attr", (event) => {
  if (event.target.matches("details") && event.detail.attrName === "open") event.preventDefault();
});
