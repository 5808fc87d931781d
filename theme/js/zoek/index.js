// Reads the search index that tools/portaal/search/index.py packed (`to_json`).

import { makeAnalysis } from "./analyse.js";
import { siteRoot } from "./dom.js";

const FORMAT = 1;
const MAX_WEIGHT = 15;

function sums(differences) {
  let last = 0;
  return differences.map((difference) => (last += difference));
}

function readWords(coded) {
  let last = "";
  return coded.split(" ").map((piece) => (last = last.slice(0, parseInt(piece[0], 36)) + piece.slice(1)));
}

function readPostings(packed) {
  const postings = new Map();
  let last = 0;
  for (const posting of packed) {
    last += Math.floor(posting / (MAX_WEIGHT + 1));
    postings.set(last, posting % (MAX_WEIGHT + 1));
  }
  return postings;
}

/** Return the index, ready to be asked; throws when the data are not ours. */
export function readIndex(data) {
  if (data.versie !== FORMAT) throw new Error("onbekende zoekindex");
  const words = readWords(data.woorden);
  const endings = data.termen.split(" ");
  const terms = new Map(
    words.map((word, number) => {
      const ending = endings[number];
      return [word, ending ? word.slice(0, word.length - parseInt(ending[0], 36)) + ending.slice(1) : word];
    }),
  );
  const names = [...new Set(terms.values())];
  const perTerm = (lists, read) => new Map(names.map((term, number) => [term, read(lists[number])]));
  const analysis = makeAnalysis(data.regels);
  const rarity = perTerm(data.gewicht, (weight) => weight);
  return {
    ...analysis,
    words,
    terms,
    rarity,
    postings: perTerm(data.plaatsen, readPostings),
    phrasePostings: perTerm(data.frasen, sums),
    phrases: readPhrases(data.doelen, names, data.frasen),
    lifts: new Map(data.hulp.map(([need, ...targets]) => [need, sums(targets)])),
    kinds: data.soorten.map(([kind, name, percent]) => ({ kind, name, percent })),
    documents: data.documenten.id.map((id, number) => ({
      id,
      kind: data.documenten.soort[number],
      titel: data.documenten.titel[number],
      url: data.documenten.url[number],
    })),
    split(word) {
      return analysis.splitCompound(word, (part) => terms.has(part), (end) => terms.has(end) || rarity.has(analysis.toTerm(end)));
    },
  };
}

function readPhrases(goals, names, postings) {
  const phrases = goals.map((goal) => ({
    terms: [],
    targets: sums(goal.filter((target) => typeof target === "number")),
    words: goal.filter((target) => typeof target === "string"),
  }));
  postings.forEach((numbers, term) => {
    for (const number of sums(numbers)) phrases[number].terms.push(names[term]);
  });
  return phrases;
}

let loading;

/** Fetch and read the index once, whoever asks first. */
export function loadIndex() {
  // A stale index would lead to pages that are gone, so the browser asks whether its copy still holds.
  loading ??= fetch(new URL("zoek/index.json", siteRoot()), { cache: "no-cache" })
    .then((response) => {
      if (!response.ok) throw new Error(`zoekindex: ${response.status}`);
      return response.json();
    })
    .then(readIndex);
  loading.catch(() => (loading = undefined));
  return loading;
}
