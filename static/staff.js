// Staff pages without a mouse: keys, the row at hand, focus over swaps, the offline banner, the
// seconds left to take something back. Everything here has a plain way too.
"use strict";

const typing = (element) =>
  element.isContentEditable ||
  element.matches("select, textarea, input:not([type=checkbox], [type=radio], [type=submit])");
const shown = (element) => element.checkVisibility();

// --- keys: data-key on a button, link, summary or field ------------------------------------------

const off = document.body.dataset.keys === "off"; // the officer's own choice

function hush() {
  if (off) document.querySelectorAll("[aria-keyshortcuts]").forEach((one) => one.removeAttribute("aria-keyshortcuts"));
}
document.addEventListener("DOMContentLoaded", hush);
document.addEventListener("htmx:after:swap", hush);

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (event.key === "Escape") return leave(event.target);
  if (typing(event.target) || document.querySelector("#lock:not([hidden])")) return;
  if (off && event.key.length === 1) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") return step(event);
  const named = `[data-key="${CSS.escape(event.key.length === 1 ? event.key.toUpperCase() : event.key)}"]`;
  const found = [...document.querySelectorAll(named)].find((one) => shown(one) && !one.disabled);
  if (!found) return;
  event.preventDefault();
  press(found);
});

// Enter on a tick would press for every one that is ticked; in a field, ui.no_enter sees to it.
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.matches(".stack input[type=checkbox]")) event.preventDefault();
});

function press(found) {
  if (found.matches("input, select, textarea")) return found.focus();
  found.click();
  if (found.matches("summary")) (within(found, "button, input:not([type=hidden]), select, a") || found).focus();
}

const within = (summary, what) => summary.parentElement.querySelector(what);

// What is typed next belongs into the field that was asked for, and is no key.
document.addEventListener("click", (event) => {
  const summary = event.target.closest?.("details.menu:not([open]) > summary");
  const field = summary && within(summary, "input[type=text]");
  if (field) setTimeout(() => field.focus());
});

function leave(element) {
  const open = element.closest("details[open]");
  if (open) {
    open.open = false;
    open.querySelector("summary").focus();
  } else if (typing(element)) element.blur();
}

// --- ↑ and ↓ go from row to row -------------------------------------------------------------------

const inRow = (row) => row.querySelector("a, button, summary, input:not([type=hidden])");

function step(event) {
  const rows = [...document.querySelectorAll(".list tbody tr")].filter((row) => shown(row) && inRow(row));
  if (!rows.length) return;
  const now = rows.indexOf(event.target.closest("tr"));
  const down = event.key === "ArrowDown";
  const next = now < 0 ? (down ? 0 : rows.length - 1) : now + (down ? 1 : -1);
  if (!rows[next]) return;
  event.preventDefault();
  inRow(rows[next]).focus();
  rows[next].scrollIntoView({ block: "nearest" });
}

// --- focus stays where it was: when its button is gone, on the heading of its region ---------------

let region = null;
document.addEventListener("focusin", (event) => {
  if (event.target.closest("#lock")) return;
  region = event.target.closest("[data-region]")?.id || null;
});
document.addEventListener("htmx:after:swap", (event) => {
  const { sourceElement: form, response } = event.detail?.ctx || {};
  if (form?.closest && !(response?.status >= 400)) form.closest("details.menu")?.removeAttribute("open");
  if (form?.closest?.("#settings") && response?.status < 400) {
    form.reset?.(); // shows what was saved, not what was typed
    form.closest(".part")?.scrollIntoView({ block: "nearest" }); // a long form has closed above it
  }
  const locked = document.querySelector("#lock:not([hidden])");
  if (locked && !locked.contains(document.activeElement)) return locked.querySelector("input:not([type=hidden])").focus();
  if (document.activeElement !== document.body || !region) return;
  const here = document.getElementById(region)?.querySelector("[tabindex='-1']");
  (here || document.querySelector("main [tabindex='-1']"))?.focus();
});

// --- a refusal leads to what it asks for; what goes well takes the last refusal away --------------

document.addEventListener("refused", (event) => {
  const name = event.detail?.field;
  const form = name && event.target.closest?.("form");
  if (!form) return;
  const id = CSS.escape(name);
  const named = document.querySelectorAll(`[data-field="${id}"], [name="${id}"], #${id}`);
  const fields = [...named].filter((one) => one.form === form && shown(one));
  const field = fields.find((one) => !one.value) || fields[0];
  field?.setAttribute("aria-invalid", "true");
  field?.focus();
});
document.addEventListener("input", (event) => event.target.removeAttribute("aria-invalid"));
document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
  const notice = document.getElementById("notice");
  if (!ctx.response || ctx.response.status >= 400 || ctx.request.method === "GET") return;
  notice.replaceChildren();
  notice.removeAttribute("class");
  notice.removeAttribute("role");
});

// --- when the server does not answer --------------------------------------------------------------

const offline = document.getElementById("offline");
const unsaved = document.getElementById("unsaved");
const gone = ({ detail: { ctx } }) => {
  offline.hidden = false;
  // What only asks how far it is loses nothing: who is told so would press again.
  if (ctx && ctx.request.method !== "GET") unsaved.hidden = false;
};
document.addEventListener("htmx:error", gone);
document.addEventListener("htmx:after:request", (event) => {
  if ((event.detail.ctx.response?.status ?? 503) >= 500) return gone(event);
  offline.hidden = unsaved.hidden = true;
});

// --- data-left counts down in the page that shows it; at nothing it goes ---------------------------

setInterval(() => {
  for (const one of document.querySelectorAll("[data-left]")) {
    const left = Number(one.dataset.left) - 1;
    one.dataset.left = left;
    const count = one.querySelector("[data-count]");
    if (count) count.textContent = left;
    if (left <= 0) one.remove();
  }
}, 1000);
