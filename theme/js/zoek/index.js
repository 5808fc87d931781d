// Reads what tools/portaal/search/packed.py packed. The first answer waits for this, so most is read when it is asked for.
// A term is a number: its place in the list.

import { makeAnalysis } from "./analyse.js";

const FORMAT = 3;
/** A posting is the number of a document and, in so many bits, a weight. */
export const BITS = 4;
export const MASK = (1 << BITS) - 1;

/** Return where a word or number stands, or would stand, in a sorted list. */
export function lowest(list, sought) {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle] < sought) low = middle + 1;
    else high = middle;
  }
  return low;
}

function placeIn(list, sought) {
  const place = lowest(list, sought);
  return list[place] === sought ? place : -1;
}

function sums(differences) {
  let last = 0;
  return differences.map((difference) => (last += difference));
}

export function readPostings(packed) {
  let last = 0;
  return packed.map((posting) => (last += posting & ~MASK) + (posting & MASK));
}

export function keep(make) {
  const kept = new Map();
  return (key) => {
    if (!kept.has(key)) kept.set(key, make(key));
    return kept.get(key);
  };
}

const slugify = (text) =>
  text.normalize("NFKD").replace(/[^\0-\x7f]/g, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");

/** Return the index; throws when the data are not ours. */
export function readIndex({ versie, regels, soorten, documenten, hulp, woorden, termen, gewicht, plaatsen, frasen, doelen, synoniemen }) {
  if (versie !== FORMAT) throw new Error("onbekende zoekindex");
  const words = woorden.split(" ");
  const terms = termen.split(" ");
  const analysis = makeAnalysis(regels);
  const knows = (word) => placeIn(words, word) >= 0;
  const termOf = keep((word) => placeIn(terms, analysis.toTerm(word)));
  const kinds = documenten.soort.map((number) => soorten[number]);
  const refs = documenten.id.map((id, number) => `${kinds[number][0]}:${id}`);
  // How much all terms of each phrase tell.
  const whole = new Int32Array(doelen.length);
  for (let term = 0; term < frasen.length; term++) {
    let phrase = 0;
    for (let at = 0; at < frasen[term].length; at++) whole[(phrase += frasen[term][at])] += gewicht[term];
  }
  return {
    ...analysis,
    words,
    knows,
    termOf,
    refs,
    rarity: gewicht,
    postings: keep((term) => readPostings(plaatsen[term])),
    phrasePostings: keep((term) => sums(frasen[term])),
    targets: keep((phrase) => sums(doelen[phrase])),
    synonyms: synoniemen,
    whole,
    lifts: new Map(hulp.map(([need, ...targets]) => [need, sums(targets)])),
    percents: kinds.map(([, , percent]) => percent),
    document(number) {
      const [kind, soort] = kinds[number];
      const id = documenten.id[number];
      const titel = documenten.titel[number];
      const url = documenten.url[number].replace("*", `${kind}/`).replace("~", id).replace("^", () => slugify(titel));
      return { ref: refs[number], soort, titel, url };
    },
    split: (word) => analysis.splitCompound(word, knows, (end) => termOf(end) >= 0),
  };
}
