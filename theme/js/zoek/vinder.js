// The finder. What there is to find stands in the page itself.

import { loadIndex } from "./index.js";
import { fits, readAddress, toAddress } from "./filter.js";
import { find, findAll, show, showOne } from "./resultaten.js";
import { search } from "./zoek.js";

const FIRST = { plekken: 20, uitleg: 3 };
// What fits the words far worse than the best does is no answer (percent of the best).
const GOOD_ENOUGH = 45;

const facets = findAll("[data-facet]").map((node) => node.dataset.facet);
const boxes = findAll(".facet input");
const plekken = findAll(".plek").map(readPlek);
const words = find("#vraag");
const postcode = find("#postcode");

let state = readAddress(location.search, facets, boxes);
// Where the visitor is, only in memory: never in the address, never kept.
let near = null;
let afstand = null;
let index = null;
let shown = { ...FIRST };

function readPlek(node, order) {
  const { ref, ook, punt } = node.dataset;
  return {
    node,
    order,
    refs: [ref, ook].filter(Boolean),
    punt: punt?.split(" ").map(Number),
    values: Object.fromEntries(facets.map((facet) => [facet, node.dataset[facet].split(" ").filter(Boolean)])),
  };
}

/** Return what the words find: the best hit per place, and the rest; null where there are no words. */
function answer() {
  if (!state.q.trim() || !index) return null;
  const { hits, corrections } = search(index, state.q, { literal: state.literal });
  const places = new Map(plekken.flatMap((plek) => plek.refs.map((ref) => [ref, plek])));
  const found = new Map();
  const uitleg = [];
  for (const hit of hits) {
    const plek = places.get(`${hit.type}:${hit.id}`);
    if (!plek) uitleg.push(hit);
    else if (!found.has(plek)) found.set(plek, hit);
  }
  const [best] = found.values();
  const isGood = (hit, top) => hit.score * 100 >= top.score * GOOD_ENOUGH;
  for (const [plek, hit] of found) if (!isGood(hit, best)) found.delete(plek);
  return { found, uitleg: uitleg.filter((hit) => isGood(hit, hits[0])), corrections, placesFirst: best === hits[0] };
}

function update() {
  const answered = answer();
  for (const plek of plekken) {
    plek.km = near && plek.punt ? afstand.distance(near, plek.punt) : undefined;
    plek.far = near ? `${plek.km === undefined ? "afstand niet bekend" : afstand.inWords(plek.km)} · ` : "";
  }
  const far = near ? Number(find("#ver").value) : 0;
  const filter = {
    ...state,
    far,
    matches: (plek) => (!answered || answered.found.has(plek)) && (!far || plek.km <= far),
  };
  const right = plekken.filter((plek) => fits(plek, filter)).sort(inOrder(answered));
  show({ plekken, right, facets, boxes, filter, near, answered, shown, change, update });
}

function inOrder(answered) {
  const score = (plek) => answered?.found.get(plek)?.score ?? 0;
  const km = ({ km: known = Infinity }) => known;
  const nearFirst = near && find("#volgorde").value === "dichtbij";
  return (a, b) => (nearFirst && km(a) !== km(b) ? km(a) - km(b) : score(b) - score(a) || a.order - b.order);
}

/** Change what was chosen and show it: a step that the Back button undoes, unless somebody is still typing. */
function change(changes, isTyping = false) {
  state = { ...state, ...changes };
  shown = { ...FIRST };
  if (words.value.trim() !== state.q.trim()) words.value = state.q;
  const query = toAddress(state);
  if (query !== location.search.slice(1)) {
    history[isTyping ? "replaceState" : "pushState"](null, "", query ? `?${query}` : location.pathname);
  }
  update();
}

function choose({ target: { name, value, checked } }) {
  state.chosen.get(name)[checked ? "add" : "delete"](value);
  change({});
}

async function usePostcode() {
  const typed = postcode.value.trim();
  let result = "leeg";
  near = null;
  if (typed) {
    try {
      // What only this field needs is fetched when it is used.
      afstand ??= await import("./afstand.js");
      const code = afstand.readPostcode(typed);
      const area = code && (await afstand.loadPostcodes()).get(code);
      near = area?.punt;
      // Half a postcode is no mistake while somebody is typing it.
      if (!code) result = document.activeElement === postcode && typed.length < 6 ? "leeg" : "fout";
      else result = !area ? "vreemd" : area.plaats ? "binnen" : "buiten";
      for (const place of findAll("#postcode-uitleg b")) place.textContent = `${code} ${area?.plaats ?? ""}`.trim();
    } catch {
      result = "stuk";
    }
  }
  if (typed !== postcode.value.trim()) return;
  postcode.setAttribute("aria-invalid", result === "fout" || result === "vreemd");
  showOne("#postcode-uitleg [data-als]", result);
  update();
}

async function keep({ target }) {
  const button = target.closest?.(".bewaar");
  if (button) (await import("./lijstje.js")).toggle(button.closest(".plek").dataset.ref, plekken);
}

function listen() {
  let typing;
  words.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(() => change({ q: words.value, literal: false }, true), 150);
  });
  find(".zoekvak").addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(typing);
    change({ q: words.value, literal: false });
    find("#uitkomst-titel").focus();
  });
  for (const box of boxes) box.addEventListener("change", choose);
  addEventListener("click", keep);
  for (const name of ["input", "change"]) postcode.addEventListener(name, usePostcode);
  for (const id of ["#ver", "#volgorde"]) find(id).addEventListener("change", update);
  for (const line of ["bedoelde", "letterlijk"]) {
    find(`.${line} button`).addEventListener("click", () => {
      change({ literal: line === "bedoelde" });
      find("#uitkomst-titel").focus();
    });
  }
  find("#filters-klaar").addEventListener("click", () => {
    find("#filters").open = false;
    find("#uitkomst-titel").focus();
  });
  addEventListener("popstate", () => {
    state = readAddress(location.search, facets, boxes);
    words.value = state.q;
    update();
  });
  // On a wide screen the choices stand beside the list; on a phone they are a panel that opens.
  const wide = matchMedia("(min-width: 60rem)");
  const open = () => (find("#filters").open = wide.matches);
  wide.addEventListener("change", open);
  open();
}

document.querySelector("#vinder").classList.add("aan");
for (const part of findAll(".vinder-vraag, .vinder-keuzes, .vinder-kop, .bewaar")) part.hidden = false;
find(".vinder-alles").hidden = true;
words.value = state.q;
listen();
update();
// A postcode that the browser put back after a reload counts again.
usePostcode();
loadIndex().then(
  (loaded) => {
    index = loaded;
    update();
  },
  () => (find(".status").textContent = "Zoeken met woorden lukt nu niet. Kies uit de lijst wat u zoekt."),
);
// A list that the visitor asked this device to keep.
if (localStorage.getItem("lijstje")) import("./lijstje.js").then(({ recall }) => recall(plekken));
