// The finder. What there is to find stands in the page itself.

import { find, findAll, plain, write } from "./dom.js";
import { show } from "./resultaten.js";
import { loadIndex, search } from "./zoek.js";

const FIRST = { plekken: 20, uitleg: 3 };
// What fits far worse than the best is no answer (%).
const GOOD_ENOUGH = 45;

const facets = findAll("[data-facet]").map((node) => node.dataset.facet);
const boxes = findAll(".facet [value]");
const boxOf = new Map(boxes.map(({ name, value }, number) => [`${name} ${value}`, number]));
const setOf = new Map();
let plekken = findAll(".plek").map(readPlek);
let byKm = plekken;
// Document -> place, once the index is in.
let places;
const words = find("#vraag");
const postcode = find("#postcode");
const vorm = find("#plek-vorm");

let state = readAddress();
// Where the visitor is, only in memory.
let near, afstand, index;
let shown = { ...FIRST };

/** Return the set of boxes for the values of a facet. */
function toSet(facet, values) {
  const key = `${facet} ${values}`;
  const toBox = (value) => boxOf.get(`${facets[facet]} ${value}`) ?? [];
  if (!setOf.has(key)) setOf.set(key, { number: setOf.size, facet, boxes: values.split(" ").flatMap(toBox) });
  return setOf.get(key);
}

function readPlek(node, order) {
  const { ref, ook, punt, plaats } = node.dataset;
  const sets = facets.map((name, facet) => toSet(facet, node.dataset[name]));
  return { node, order, plaats, refs: [ref, ook].filter(Boolean), punt: punt?.split(" ").map(Number), sets, km: undefined };
}

// Choosing: OR within a facet, AND between facets. A place has a set of boxes per facet.

/** Return what each set costs: nothing where it has what was chosen, or nothing was. */
const weighSets = ({ asked, chosen }, weigh) =>
  Array.from(setOf.values(), (set) => (!asked.includes(set.facet) || set.boxes.some((box) => chosen.has(box)) ? 0 : weigh(set)));

/** Return the places that fit, and for each box how many would be left under all the other choices. */
function sift(plekken, filter) {
  const right = [];
  const tally = new Int32Array(setOf.size);
  const add = ({ number }) => tally[number]++;
  const misses = weighSets(filter, () => 1);
  for (const plek of plekken) {
    if (!filter.matches(plek)) continue;
    const missed = filter.asked.filter((facet) => misses[plek.sets[facet].number]);
    if (!missed.length) {
      right.push(plek);
      plek.sets.forEach(add);
    } else if (missed.length === 1) add(plek.sets[missed[0]]);
  }
  const counts = new Int32Array(boxes.length);
  for (const set of setOf.values()) for (const box of set.boxes) counts[box] += tally[set.number];
  return { right, counts };
}

/** Return the places by distance, as far as somebody wants to go. */
function within(far) {
  const until = far ? byKm.findIndex(({ km }) => !(km <= far)) : -1;
  return until < 0 ? byKm : byKm.slice(0, until);
}

/** Return the best hit per place and the rest; null where there are no words. */
function answer() {
  if (!state.q.trim() || !places) return null;
  const { hits, scores, words, corrections } = search(index, state.q, state);
  const best = hits.find((number) => places[number]);
  const isGood = (number, than) => scores[number] * 100 >= scores[than] * GOOD_ENOUGH;
  // Which document led to each place; none where it is -1.
  const hitOf = new Int32Array(plekken.length).fill(-1);
  const found = [];
  const uitleg = [];
  for (const number of hits) {
    const plek = places[number];
    if (!isGood(number, plek ? best : hits[0])) continue;
    if (!plek) uitleg.push(number);
    else if (hitOf[plek.order] < 0) {
      hitOf[plek.order] = number;
      found.push(plek);
    }
  }
  return { found, hitOf, uitleg, words, corrections, tell: index.document, placesFirst: best === hits[0] };
}

function update() {
  // Places that words did not choose would mislead; what stands there stays until the index is in.
  const isWaiting = index !== null && !places && state.q.trim();
  find(".vinder-uitkomst").ariaBusy = Boolean(isWaiting);
  if (isWaiting) {
    write(find(".status"), "Wij zoeken …");
    return fetchIndex();
  }
  const wanted = state.q.trim() && index?.prepare?.(state.q, state.literal);
  if (wanted) return wanted.then(update, () => {});
  const answered = answer();
  const far = near ? Number(find("#ver").value) : 0;
  const filter = {
    ...state,
    far,
    asked: [...new Set([...state.chosen].map((number) => facets.indexOf(boxes[number].name)))].sort((a, b) => a - b),
    matches: ({ order, km }) => (!answered || answered.hitOf[order] >= 0) && (!far || km <= far),
  };
  const nearFirst = near && find("#volgorde").value === "dichtbij";
  const ordered = nearFirst ? within(far) : (answered?.found ?? plekken);
  const tellFar = near && afstand.tellFar;
  show({ plekken, ...sift(ordered, filter), weighSets, facets, boxes, filter, tellFar, answered, shown, change, update });
}

/** Read what an address asks; a value without a box is dropped. A postcode is never in it. */
function readAddress() {
  const parameters = new URLSearchParams(location.search);
  return {
    q: (parameters.get("q") ?? "").slice(0, 200),
    literal: parameters.has("letterlijk"),
    chosen: new Set(boxes.flatMap(({ name, value }, number) => (parameters.getAll(name).includes(value) ? number : []))),
  };
}

function toAddress({ q, literal, chosen }) {
  const parameters = new URLSearchParams();
  if (plain(q)) parameters.set("q", plain(q));
  if (literal) parameters.set("letterlijk", "ja");
  for (const number of chosen) parameters.append(boxes[number].name, boxes[number].value);
  return String(parameters);
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

function choose({ target }) {
  state.chosen[target.checked ? "add" : "delete"](boxes.indexOf(target));
  change({});
}

/** Fetch the index once there are words: it is heavy. */
async function fetchIndex() {
  try {
    const loaded = await loadIndex();
    if (index) return;
    index = loaded;
    if (vorm) {
      const { withRest } = await import("./groot.js");
      plekken = byKm = await withRest(plekken, index, facets, toSet, vorm);
    }
    const byRef = new Map(plekken.flatMap((plek) => plek.refs.map((ref) => [ref, plek])));
    places = index.refs.map((ref) => byRef.get(ref));
    usePostcode();
  } catch {
    index = null;
    update();
    write(find(".status"), "Zoeken met woorden lukt nu niet. Kies uit de lijst wat u zoekt.");
  }
}

async function usePostcode() {
  const typed = postcode.value.trim();
  if (typed || afstand) {
    afstand ??= await import("./afstand.js");
    const found = await afstand.locate(postcode, plekken);
    if (typed !== postcode.value.trim()) return;
    ({ near, byKm } = found);
  }
  update();
}

async function keep({ target }) {
  const button = target.closest?.(".bewaar");
  if (button) (await import("./lijstje.js")).toggle(button.closest(".plek").dataset.ref, plekken);
}

function listen() {
  let typing;
  words.addEventListener("focus", fetchIndex);
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
    state = readAddress();
    words.value = state.q;
    update();
  });
  // On a phone the choices are a panel that opens.
  const wide = matchMedia("(min-width: 60rem)");
  const open = () => (find("#filters").open = wide.matches);
  wide.addEventListener("change", open);
  open();
}

document.querySelector("#vinder").classList.add("aan");
for (const part of findAll(".vinder-vraag, .vinder-keuzes, .vinder-kop, .bewaar")) part.hidden = false;
words.value = state.q;
listen();
// Of a large portal only some places stand in the page.
vorm ? fetchIndex() : usePostcode();
// Kept only where the visitor asked.
if (localStorage.getItem("lijstje")) import("./lijstje.js").then(({ recall }) => recall(plekken));
