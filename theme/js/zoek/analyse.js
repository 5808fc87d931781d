// Mirrors tools/portaal/search/analysis.py; the word lists come with the index.

const MIN_PART = 4;

const fold = (text) =>
  text.normalize("NFKD").replace(/[\ud800-\udfff]/g, " ").replace(/[\p{M}\u02bc\u0640]/gu, "")
    .toLowerCase().replace(/ł/g, "l").replace(/ı/g, "i").replace(/([\p{L}\p{N}])['’`](?=[\p{L}\p{N}])/gu, "$1");

export const splitWords = (text) => fold(text).match(/[\p{L}\p{Nl}\p{No}]{1,35}|\p{Nd}{1,35}/gu) ?? [];

export function makeAnalysis({ stop, uitzonderingen, eindes, hoofden, schakels }) {
  const stopWords = new Set(stop);
  const heads = new Set(hoofden);
  const exceptions = new Map(Object.entries(uitzonderingen));

  function dropStopWords(words) {
    const kept = words.filter((word) => !stopWords.has(word));
    return kept.length ? kept : words;
  }

  function toTerm(word) {
    if (!/^[a-z]{4,}$/.test(word)) return word;
    if (exceptions.has(word)) return exceptions.get(word);
    let term = stem(word);
    const found = eindes.find(([ending]) => term.endsWith(ending) && term.length - ending.length >= 3);
    if (found) term = term.slice(0, term.length - found[0].length) + found[1];
    if (term.length > 4 && /[bdfgklmnprv]t$/.test(term)) term = term.slice(0, -1);
    if (term.length > 3 && /([^aeiou])\1$/.test(term)) term = term.slice(0, -1);
    return term.replace(/((?:^|[^aeiou])([aeou]))\2([^aeiou])$/, "$1$3").replace(/v$/, "f").replace(/z$/, "s");
  }

  function splitCompound(word, isKnown, isKnownEnd) {
    for (let size = word.length - MIN_PART; size >= MIN_PART; size--) {
      const first = word.slice(0, size);
      if (stopWords.has(first) || !isKnown(first)) continue;
      for (const link of schakels) {
        const rest = word.slice(size + link.length);
        if (rest.length < MIN_PART || !word.startsWith(link, size)) continue;
        if (heads.has(rest) || (!stopWords.has(rest) && isKnownEnd(rest))) return [first, rest];
        const deeper = splitCompound(rest, isKnown, isKnownEnd);
        if (deeper.length) return [first, ...deeper];
      }
    }
    return [];
  }

  return { dropStopWords, toTerm, splitCompound };
}

// For one typo thousands of distances are taken, so the rows are made once.
let [before, previous, current] = [[], [], []];

/** Return how many edits lie between two words (a swap of neighbours is one); limit + 1 if it is more. */
export function typoDistance(left, right, limit) {
  if (Math.abs(left.length - right.length) > limit) return limit + 1;
  for (let column = 0; column <= right.length; column++) previous[column] = column;
  for (let row = 1; row <= left.length; row++) {
    let least = (current[0] = row);
    for (let column = 1; column <= right.length; column++) {
      const differs = left[row - 1] === right[column - 1] ? 0 : 1;
      let cost = Math.min(previous[column] + 1, current[column - 1] + 1, previous[column - 1] + differs);
      if (row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1]) {
        cost = Math.min(cost, before[column - 2] + 1);
      }
      current[column] = cost;
      least = Math.min(least, cost);
    }
    if (least > limit) return limit + 1;
    [before, previous, current] = [previous, current, before];
  }
  return Math.min(previous[right.length], limit + 1);
}

// The Dutch Snowball stemmer as Whoosh has it, quirks included.

const undouble = (word) => word.replace(/([kdt])\1$/, "$1");

function stem(input) {
  let word = input.replace(/^y/, "Y").replace(/([aeiouy])y/g, "$1Y").replace(/([aeiouy])i(?=[aeiouy])/g, "$1I");
  // What follows the first non-vowel after a vowel is a region; endings are cut from the first one or the second.
  const regionAfter = (start) => {
    const found = word.slice(start).search(/[aeiouy][^aeiouy]/);
    return found < 0 ? word.length : start + found + 2;
  };
  const second = regionAfter(regionAfter(0));
  const first = Math.max(3, regionAfter(0));
  const ending = (region, ...endings) => endings.find((end) => word.endsWith(end) && word.length - end.length >= region);
  const cut = (letters) => (word = word.slice(0, -letters));
  const cutE = () => ending(first, "e") && /[^aeiouy]e$/.test(word) && (word = undouble(cut(1)));
  const cutIg = () => ending(second, "ig") && !/eig$/.test(word) && cut(2);

  // Step 1
  const plural = ending(first, "heden", "ene", "en", "se", "s");
  if (plural === "heden") word = `${cut(5)}heid`;
  else if (plural?.startsWith("en")) {
    if (!/heden$|([aeiouy]|gem)ene?$/.test(word)) word = undouble(cut(plural.length));
  } else if (plural && !/[aeiouyj]se?$/.test(word)) cut(plural.length);

  // Step 2
  const step2 = cutE();

  // Step 3a
  if (ending(second, "heid") && !/cheid$/.test(word)) {
    cut(4);
    if (ending(first, "en") && !/([aeiouy]|gem)en$/.test(word)) word = undouble(cut(2));
  }

  // Step 3b
  const suffix = ending(second, "baar", "lijk", "bar", "end", "ing", "ig");
  if (suffix === "end" || suffix === "ing") {
    cut(3);
    if (!cutIg()) word = undouble(word);
  } else if (suffix === "ig") {
    cutIg();
  } else if (suffix === "lijk") {
    cut(4);
    cutE();
  } else if (suffix === "baar" || (suffix === "bar" && step2)) {
    cut(suffix.length);
  }

  // Step 4
  return word.replace(/([^aeiouy]([aeou]))\2([^aeiouyI])$/, "$1$3").toLowerCase();
}
