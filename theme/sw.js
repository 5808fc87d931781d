// Keeps the routes, the contacts and the finder at hand where there is no internet. Runs only for who asked for it
// (js/bewaren.js), stores the list below and nothing else: not what was visited, not what was typed.
const VERSION = "__VERSIE__";
const KEPT = __INHOUD__;
const NAME = "portaal-" + VERSION;
const scope = new URL("./", self.location);
const place = (request) => new URL(request.url).href.split(/[?#]/)[0];
const addresses = new Set(KEPT.map((path) => new URL(path, scope).href));

self.addEventListener("install", (event) => {
  const load = async () => {
    const cache = await caches.open(NAME);
    await cache.addAll([...addresses].map((address) => new Request(address, { cache: "reload" })));
    await self.skipWaiting();
  };
  event.waitUntil(load());
});

self.addEventListener("activate", (event) => {
  const takeOver = async () => {
    const old = (await caches.keys()).filter((name) => name.startsWith("portaal-") && name !== NAME);
    await Promise.all(old.map((name) => caches.delete(name)));
    await self.clients.claim();
  };
  event.waitUntil(takeOver());
});

/** Online always what the site says now; only a line that fails is answered from what was kept. */
async function freshOrKept(request) {
  try {
    // A browser may hold a page that it finds fresh enough; here it asks.
    return await fetch(request, { cache: "no-cache" });
  } catch (error) {
    const cache = await caches.open(NAME);
    const kept = await cache.match(place(request));
    if (kept) return kept;
    if (request.mode === "navigate") return cache.match(new URL("offline.html", scope).href);
    throw error;
  }
}

/** An address under assets/ names its content, so a copy is never old. */
async function keptOrFresh(request) {
  return (await (await caches.open(NAME)).match(place(request))) ?? fetch(request);
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const isKept = addresses.has(place(request));
  if (request.method !== "GET" || !(isKept || request.mode === "navigate")) return;
  event.respondWith(isKept && place(request).startsWith(new URL("assets/", scope).href) ? keptOrFresh(request) : freshOrKept(request));
});
