// Shows what the finder found. Touches only what changed: the rest is not laid out again.

import { count, el, find, siteRoot, title, write } from "./dom.js";
import { keep } from "./index.js";

// What fits a screen comes first; the rest, the counts and the map follow once that stands there.
const AT_ONCE = 6;

let showNear, showRest, later;

export function show(view) {
  const { right, tellFar, answered, filter } = view;
  showChosen(view);
  showPlekken(view, AT_ONCE);
  showUitleg(view);
  clearTimeout(later);
  later = setTimeout(() => {
    showPlekken(view);
    if (showRest) showRest(view);
    else import("./daarna.js").then((daarna) => (showRest = daarna.showRest)(view));
  });
  find(".vinder-niets").hidden = right.length > 0;
  if (!right.length) {
    if (showNear) showNear(view);
    else import("./niets.js").then((niets) => (showNear = niets.showNear)(view));
  }
  find(".volgorde").hidden = !tellFar;
  write(find("#filters-klaar"), `Toon ${count(right.length, "plek", "plekken")}`);
  find(".letterlijk").hidden = !answered || !filter.literal;
  find(".bedoelde").hidden = !answered?.corrections.length;
  write(find(".bedoelde b"), (answered?.corrections ?? []).map(([, taken]) => taken).join(" "));
  const uitleg = answered?.uitleg.length ? ` en ${count(answered.uitleg.length, "stuk uitleg", "stukken uitleg")}` : "";
  // The same words again would be read aloud again.
  write(find(".status"), `${count(right.length, "plek", "plekken")}${uitleg} gevonden.${tellFar ? " De afstand is in een rechte lijn." : ""}`);
}

function tag(press, ...text) {
  const button = el("button", { type: "button", class: "tag" }, ...text);
  button.addEventListener("click", () => {
    press();
    find("#uitkomst-titel").focus();
  });
  return el("li", {}, button);
}

const remove = () => el("span", { class: "verborgen" }, "Haal weg: ");
const tagOf = keep((box) => tag(() => box.click(), remove(), title(box)));
let tagOfWords, tagOfAll;

function showChosen({ boxes, filter, change }) {
  const chosen = boxes.filter((box, number) => (box.checked = filter.chosen.has(number)));
  const tags = chosen.map(tagOf);
  const q = filter.q.trim();
  if (q) {
    tagOfWords ??= tag(() => change({ q: "" }), remove(), "");
    write(tagOfWords.firstChild.lastChild, `‘${q}’`);
    tags.unshift(tagOfWords);
  }
  if (tags.length > 1) tags.push((tagOfAll ??= tag(() => change({ q: "", chosen: new Set() }), "Wis alles")));
  arrange(find(".gekozen"), tags);
  find(".gekozen").hidden = !tags.length;
  write(find("#filters-titel"), `Kies wat u zoekt${chosen.length ? ` (${chosen.length} gekozen)` : ""}`);
}

function showPlekken({ right, answered, tellFar, shown, update }, most = Infinity) {
  find(".vinder-lijst").hidden = !right.length;
  const list = find(".vinder-lijst ul");
  arrange(list, right.slice(0, Math.min(shown.plekken, most)).map((plek) => explain(plek, tellFar, answered)), most);
  showMore(".vinder-lijst", right.length - shown.plekken, ["plek", "plekken"], () => (shown.plekken = Infinity), update);
}

/** Put nodes in a list. Those that stand in their place stay there; if `most` of them do, so does what follows. */
function arrange(list, nodes, most = Infinity) {
  let same = 0;
  while (same < nodes.length && nodes[same] === list.children[same]) same++;
  if (same < most) while (list.children[same]) list.children[same].remove();
  list.append(...nodes.slice(same));
}

/** Return the card of a place, which says how far it is and which words led to it. */
function explain(plek, tellFar, answered) {
  const { node } = plek;
  write(node.querySelector(".afstand"), tellFar?.(plek) ?? "");
  const because = node.querySelector(".plek-gevonden");
  because.hidden = !answered;
  const words = answered ? [...answered.words(answered.hitOf[plek.order])].join(", ") : "";
  write(because, words ? `Gevonden op: ${words}` : "Past bij wat u schreef");
  return node;
}

function showMore(section, rest, names, showAll, update) {
  const button = find(`${section} > p > button`);
  button.hidden = rest <= 0;
  write(button, `Toon nog ${count(rest, ...names)}`);
  button.onclick = () => {
    const list = find(`${section} ul`);
    const next = list.children.length;
    showAll();
    update();
    setTimeout(() => list.children[next].querySelector("a").focus());
  };
}

let rowOf;

function showUitleg({ answered, shown, update }) {
  const section = find(".vinder-uitleg");
  const hits = answered?.uitleg ?? [];
  section.hidden = !hits.length;
  rowOf ??= answered && keep((number) => {
    const { titel, url, soort } = answered.tell(number);
    return el("li", {}, el("a", { href: new URL(url, siteRoot()) }, titel), el("span", { class: "labels" }, el("span", { class: "label" }, soort)));
  });
  arrange(find(".vinder-uitleg ul"), hits.slice(0, shown.uitleg).map((number) => rowOf(number)));
  const names = ["stuk uitleg", "stukken uitleg"];
  showMore(".vinder-uitleg", hits.length - shown.uitleg, names, () => (shown.uitleg = Infinity), update);
  // What fits best comes first: a need before its places.
  const lijst = find(".vinder-lijst");
  const isAfter = Boolean(answered?.placesFirst);
  if ((lijst.nextElementSibling === section) !== isAfter) lijst[isAfter ? "after" : "before"](section);
}
