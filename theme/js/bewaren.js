/* The visitor keeps the portal on this device, or takes it away again. Nothing is stored before the button is pressed. */

const root = new URL("../../../", import.meta.url);
const own = async () => (await navigator.serviceWorker.getRegistrations()).filter((one) => one.scope === root.href);

async function forget() {
  await Promise.all((await own()).map((one) => one.unregister()));
  await Promise.all((await caches.keys()).filter((name) => name.startsWith("portaal-")).map((name) => caches.delete(name)));
}

async function keep() {
  const registration = await navigator.serviceWorker.register(new URL("sw.js", root), { scope: root.href, updateViaCache: "none" });
  const worker = registration.installing ?? registration.waiting ?? registration.active;
  await new Promise((done, fail) => {
    const look = () => (worker.state === "activated" ? done() : worker.state === "redundant" && fail(new Error("redundant")));
    worker.addEventListener("statechange", look);
    look();
  });
}

async function start(section) {
  const [put, away] = section.querySelectorAll("button");
  const show = (name) => section.querySelectorAll("[data-als]").forEach((line) => (line.hidden = line.dataset.als !== name));
  const update = async (word) => {
    const kept = (await own()).length > 0;
    put.hidden = kept;
    away.hidden = !kept;
    show(word ?? (kept ? "bewaard" : "leeg"));
  };
  const run = async (work, word, focus) => {
    show("bezig");
    try {
      await work();
      await update(word);
      focus.focus();
    } catch {
      await forget();
      await update("mislukt");
    }
  };
  put.addEventListener("click", () => run(keep, "bewaard", away));
  away.addEventListener("click", () => run(forget, "weg", put));
  // A way out that can be told on the phone: this address with ?sw=uit
  if (new URLSearchParams(location.search).get("sw") === "uit") await forget().then(() => update("weg"));
  else await update();
  section.hidden = false;
}

if ("serviceWorker" in navigator && "caches" in window) document.querySelectorAll(".bewaren").forEach(start);
