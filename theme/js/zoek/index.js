// Reads the search index that tools/portaal/search/packed.py packed (`to_json`).

import { makeAnalysis } from "./analyse.js";
import { siteRoot } from "./dom.js";

const FORMAT = 2;
/** A posting is the number of a document times this, plus a weight. */
export const WEIGHTS = 16;

function sums(differences) {
  let last = 0;
  return differences.map((difference) => (last += difference));
}

function readWords(coded) {
  let last = "";
  return coded.split(" ").map((piece) => (last = last.slice(0, parseInt(piece[0], 36)) + piece.slice(1)));
}

export function readPostings(packed) {
  let last = 0;
  return packed.map((posting) => {
    const weight = posting % WEIGHTS;
    last += posting - weight;
    return last + weight;
  });
}

// Most terms are never asked for, so a list is read when it is.
function lazy(lists, numbers, read) {
  const known = new Map();
  return (term) => {
    if (!known.has(term)) known.set(term, read(lists[numbers.get(term)] ?? []));
    return known.get(term);
  };
}

const slugify = (text) =>
  text.normalize("NFKD").replace(/[^\0-\x7f]/g, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");

/** Return the index, ready to be asked; throws when the data are not ours. */
export function readIndex(data) {
  if (data.versie !== FORMAT) throw new Error("onbekende zoekindex");
  const words = readWords(data.woorden);
  const endings = data.termen.split(" ");
  const terms = new Map();
  const numbers = new Map();
  words.forEach((word, at) => {
    const ending = endings[at];
    const term = ending ? word.slice(0, word.length - parseInt(ending[0], 36)) + ending.slice(1) : word;
    terms.set(word, term);
    if (!numbers.has(term)) numbers.set(term, numbers.size);
  });
  const rarity = new Map([...numbers].map(([term, number]) => [term, data.gewicht[number]]));
  const analysis = makeAnalysis(data.regels);
  return {
    ...analysis,
    words,
    terms,
    rarity,
    postings: lazy(data.plaatsen, numbers, readPostings),
    phrasePostings: lazy(data.frasen, numbers, sums),
    phrases: readPhrases(data, [...numbers.keys()], rarity),
    lifts: new Map(data.hulp.map(([need, ...targets]) => [need, sums(targets)])),
    documents: data.documenten.id.map((id, at) => {
      const titel = data.documenten.titel[at];
      const [kind, soort, percent] = data.soorten[data.documenten.soort[at]];
      return {
        ref: `${kind}:${id}`,
        soort,
        percent,
        titel,
        get url() {
          return data.documenten.url[at].replace("*", `${kind}/`).replace("~", id).replace("^", () => slugify(titel));
        },
      };
    }),
    split(word) {
      return analysis.splitCompound(word, (part) => terms.has(part), (end) => terms.has(end) || rarity.has(analysis.toTerm(end)));
    },
  };
}

function readPhrases({ doelen, frasen }, names, rarity) {
  const phrases = doelen.map((goal) => ({
    terms: [],
    whole: 0,
    targets: sums(goal.filter((target) => typeof target === "number")),
    words: goal.filter((target) => typeof target === "string"),
  }));
  frasen.forEach((numbers, term) => {
    for (const number of sums(numbers)) {
      phrases[number].terms.push(names[term]);
      phrases[number].whole += rarity.get(names[term]);
    }
  });
  return phrases;
}

let loading;

export const fetchPart = async (name) => {
  // A stale index would lead to pages that are gone, so the browser asks whether its copy still holds.
  const response = await fetch(new URL(`zoek/${name}.json`, siteRoot()), { cache: "no-cache" });
  if (!response.ok) throw new Error(name);
  return response.json();
};

/** Fetch and read the index once, whoever asks first. */
export function loadIndex() {
  loading ??= fetchPart("index").then(async (data) => {
    const index = readIndex(data);
    // Of a large portal, lists come when they are asked for.
    return data.delen ? (await import("./delen.js")).inParts(index, data.delen) : index;
  });
  loading.catch(() => (loading = undefined));
  return loading;
}
