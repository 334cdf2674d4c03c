// A file goes to the server in pieces that it never has to write down in clear. Without us the form
// sends a small file whole.
"use strict";
{
  const TRIES = 20, AGAIN = 1000; // a server that is started again is waited for
  let sending = false;

  document.addEventListener("submit", (event) => {
    const form = event.target;
    const file = form.id === "bring" && form.elements.file.files[0];
    if (!file) return;
    event.preventDefault();
    if (sending) return;
    sending = true;
    bring(form, file).catch(() => {}).finally(() => {
      sending = false;
      form.querySelector("button").disabled = false;
      document.getElementById("sending").hidden = true;
    });
  });

  window.addEventListener("beforeunload", (event) => { if (sending) event.preventDefault(); });

  async function bring(form, file) {
    const token = form.elements.csrf_token.value;
    const bar = document.getElementById("sent"), share = document.getElementById("sent-share");
    form.querySelector("button").disabled = true;
    document.getElementById("sending").hidden = false;
    const { pieces, ends, piece } = await (await send(form.dataset.begin, token, told(form, file))).json();
    for (let offset = 0; offset < file.size; offset += piece) {
      await send(`${pieces}?offset=${offset}`, token, file.slice(offset, offset + piece));
      bar.value = share.textContent = Math.floor((Math.min(offset + piece, file.size) * 100) / file.size);
    }
    await send(ends, token);
    sending = false;
    location.assign(form.dataset.page);
  }

  // What was typed beside the file goes before it.
  function told(form, file) {
    const typed = [...new FormData(form)].filter(([, value]) => typeof value === "string");
    return new URLSearchParams([...typed, ["name", file.name], ["size", file.size]]);
  }

  // What is refused is told as everywhere; what is lost on its way is sent again.
  async function send(url, token, body = null) {
    const headers = { "X-CSRFToken": token, "HX-Request": "true" };
    if (body instanceof Blob) headers["Content-Type"] = "application/octet-stream";
    for (let tries = 1; ; tries += 1) {
      let answer = null;
      try {
        answer = await fetch(url, { method: "POST", body, headers });
      } catch (error) {
        if (error.name === "NotReadableError" || tries >= TRIES) return refuse("Berkas tidak terbaca atau server tidak menjawab. Pilih berkasnya lagi.");
      }
      if (answer?.ok && !answer.headers.has("HX-Redirect")) return answer;
      if (answer && (![502, 504].includes(answer.status) || tries >= TRIES)) return refuse(sentence(await answer.text()));
      await new Promise((again) => setTimeout(again, AGAIN));
    }
  }

  function sentence(html) {
    const told = new DOMParser().parseFromString(html, "text/html").getElementById("notice");
    return told ? told.textContent : "Anda perlu masuk lagi. Muat ulang halaman ini.";
  }

  function refuse(words) {
    const notice = document.getElementById("notice");
    notice.className = "note stop";
    notice.setAttribute("role", "alert");
    notice.textContent = words;
    throw new Error("refused");
  }
}
