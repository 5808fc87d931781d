// Mirrors tools/portaal/search/analysis.py; the word lists come with the index.

const MIN_PART = 4;

export const fold = (text) =>
  text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/([a-z])['’`](?=[a-z])/g, "$1");

export const splitWords = (text) => fold(text).match(/[a-z]{1,35}|[0-9]{1,35}/g) ?? [];

export function makeAnalysis({ stop, uitzonderingen, eindes, hoofden, schakels }) {
  const stopWords = new Set(stop);
  const heads = new Set(hoofden);
  const exceptions = new Map(Object.entries(uitzonderingen));

  function dropStopWords(words) {
    const kept = words.filter((word) => !stopWords.has(word));
    return kept.length ? kept : words;
  }

  function toTerm(word) {
    if (word.length <= 3 || /[0-9]/.test(word)) return word;
    if (exceptions.has(word)) return exceptions.get(word);
    let term = stem(word);
    const found = eindes.find(([ending]) => term.endsWith(ending) && term.length - ending.length >= 3);
    if (found) term = term.slice(0, term.length - found[0].length) + found[1];
    if (term.length > 4 && /[bdfgklmnprv]t$/.test(term)) term = term.slice(0, -1);
    if (term.length > 3 && /([^aeiou])\1$/.test(term)) term = term.slice(0, -1);
    term = term.replace(/(^|[^aeiou])(aa|ee|oo|uu)([^aeiou])$/, (_, before, vowels, last) => before + vowels[0] + last);
    return term.replace(/v$/, "f").replace(/z$/, "s");
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

const isVowel = (letter) => "aeiouy".includes(letter);

// What stands after the first non-vowel that follows a vowel.
function region(word) {
  for (let i = 1; i < word.length; i++) {
    if (!isVowel(word[i]) && isVowel(word[i - 1])) return word.slice(i + 1);
  }
  return "";
}

const undouble = (word) => (/(kk|dd|tt)$/.test(word) ? word.slice(0, -1) : word);

function stem(input) {
  let word = input.replace(/^y/, "Y");
  const mark = (i, letter) => (word = word.slice(0, i) + letter + word.slice(i + 1));
  for (let i = 1; i < word.length; i++) {
    if (isVowel(word[i - 1]) && word[i] === "y") mark(i, "Y");
  }
  for (let i = 1; i < word.length - 1; i++) {
    if (isVowel(word[i - 1]) && word[i] === "i" && isVowel(word[i + 1])) mark(i, "I");
  }
  const first = region(word);
  let r2 = region(first);
  let r1 = first;
  for (let i = 1; i < word.length; i++) {
    if (!isVowel(word[i]) && isVowel(word[i - 1])) {
      if (i + 1 < 3) r1 = word.slice(3);
      break;
    }
  }
  const cut = (letters) => {
    word = word.slice(0, word.length - letters);
    r1 = r1.slice(0, Math.max(0, r1.length - letters));
    r2 = r2.slice(0, Math.max(0, r2.length - letters));
  };
  const cutDouble = () => {
    if (undouble(word) !== word) cut(1);
  };

  // Step 1
  const ending = ["heden", "ene", "en", "se", "s"].find((suffix) => r1.endsWith(suffix));
  if (ending === "heden") {
    word = word.slice(0, -5) + "heid";
    if (r2.endsWith("heden")) r2 = r2.slice(0, -5) + "heid";
    r1 = r1.slice(0, -5) + "heid";
  } else if (ending) {
    const before = word[word.length - ending.length - 1];
    if (ending.startsWith("en")) {
      if (!word.endsWith("heden") && !isVowel(before) && word.slice(-ending.length - 3, -ending.length) !== "gem") {
        cut(ending.length);
        cutDouble();
      }
    } else if (!isVowel(before) && before !== "j") {
      cut(ending.length);
    }
  }

  // Step 2
  let step2 = false;
  if (r1.endsWith("e") && !isVowel(word[word.length - 2])) {
    step2 = true;
    cut(1);
    cutDouble();
  }

  // Step 3a
  if (r2.endsWith("heid") && word[word.length - 5] !== "c") {
    cut(4);
    if (r1.endsWith("en") && !isVowel(word[word.length - 3]) && word.slice(-5, -2) !== "gem") {
      cut(2);
      cutDouble();
    }
  }

  // Step 3b
  const suffix = ["baar", "lijk", "bar", "end", "ing", "ig"].find((end) => r2.endsWith(end));
  const cutIg = () => {
    if (word[word.length - 3] !== "e") word = word.slice(0, -2);
  };
  if (suffix === "end" || suffix === "ing") {
    word = word.slice(0, -3);
    r2 = r2.slice(0, -3);
    if (r2.endsWith("ig") && word[word.length - 3] !== "e") word = word.slice(0, -2);
    else word = undouble(word);
  } else if (suffix === "ig") {
    cutIg();
  } else if (suffix === "lijk") {
    word = word.slice(0, -4);
    r1 = r1.slice(0, -4);
    if (r1.endsWith("e") && !isVowel(word[word.length - 2])) word = undouble(word.slice(0, -1));
  } else if (suffix === "baar" || (suffix === "bar" && step2)) {
    word = word.slice(0, -suffix.length);
  }

  // Step 4
  if (word.length >= 4 && !isVowel(word[word.length - 1]) && word[word.length - 1] !== "I") {
    if (/^(aa|ee|oo|uu)$/.test(word.slice(-3, -1)) && !isVowel(word[word.length - 4])) word = word.slice(0, -3) + word.slice(-2);
  }
  return word.toLowerCase();
}
