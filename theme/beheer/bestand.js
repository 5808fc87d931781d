// Between a file and its forms: which records stand in it, under which path a form knows each of them, and the text of the
// file after a form was saved. One form per record, also where fifty-four of them share a file.
import { addRecord, CannotWrite, changeRecord, readRecords, removeRecord } from "./yamltekst.js";
import { fromForm, slugify, toForm } from "./vorm.js";

export { CannotWrite };
const FRONT = /^---\r?\n([\s\S]*?)^---[ \t]*\r?$\n?/m;
const HEADING = /^# +(.+?)([ \t]*\{[^}\n]*\})?[ \t]*\r?$/m;

/** The forms of one list (`spec`, see forms.py). `quoted` holds the keys whose value always stands in quotes. */
export class Bestand {
  constructor(spec, quoted) {
    this.spec = spec;
    this.quoted = new Set(quoted);
  }

  /** Tell whether a path that the forms use belongs here. */
  owns(path) {
    if (this.spec.form === "enkel") return path === this.spec.file;
    const folder = path.slice(0, path.lastIndexOf("/"));
    return folder === this.spec.folder && path.endsWith(this.spec.form === "pagina" ? ".md" : ".yaml");
  }

  /** Return the file that the record of a path stands in. */
  fileOf(path) {
    return this.spec.form === "lijst" ? this.spec.file : path;
  }

  /** Return [{path, data}] of every record of a file with a list of them. */
  entries(text) {
    const paths = this.paths(readRecords(text).records);
    return readRecords(text).records.map((record, number) => ({ path: paths[number], data: JSON.stringify(this.form(record)) }));
  }

  paths(records) {
    const seen = new Map();
    return records.map((record) => {
      const key = this.keyOf(record);
      const number = (seen.get(key) ?? 0) + 1;
      seen.set(key, number);
      return `${this.spec.folder}/${key}${number > 1 ? `-${number}` : ""}.yaml`;
    });
  }

  keyOf(record) {
    const parts = this.spec.key.map((name) => (Array.isArray(record[name]) ? record[name][0] : record[name]) ?? "");
    return slugify(this.spec.key.length > 1 ? parts.join("") : parts[0]).slice(0, 80);
  }

  form(record) {
    const form = toForm(this.spec.shape, record);
    return this.splitsZegt ? { ...form, titel: form.zegt?.[0] ?? "", zegt: form.zegt?.slice(1) ?? [] } : form;
  }

  get splitsZegt() {
    return this.spec.key?.[0] === "zegt";
  }

  record(form, old) {
    const whole = this.splitsZegt ? { ...form, zegt: [form.titel, ...(form.zegt ?? [])] } : form;
    return fromForm(this.spec.shape, whole, old) ?? {};
  }

  /** Return what a form shows of the record of a path, as JSON, or null where there is none. */
  read(path, text) {
    if (this.spec.form === "pagina") return JSON.stringify(this.readPage(text));
    const { records } = readRecords(text);
    const at = this.spec.form === "lijst" ? this.paths(records).indexOf(path) : 0;
    return records[at] ? JSON.stringify(this.form(records[at])) : null;
  }

  /** Return the text of the file after a form was saved; `before` is what that form showed when it was opened. */
  write(path, text, json, before = null) {
    const form = JSON.parse(json);
    if (this.spec.form === "pagina") return this.writePage(text, form);
    if (text === null) return this.newFile(path, form);
    const { records } = readRecords(text);
    const at = this.spec.form === "lijst" ? this.paths(records).indexOf(path) : 0;
    if (at < 0) return addRecord(text, this.newRecord(path, form, records), (record) => this.keyOf(record), this.quoted);
    const record = this.merged(records[at], this.record(form, records[at]), before);
    return changeRecord(text, at, record, this.spec.order, this.quoted);
  }

  /** A field that this form did not touch keeps what somebody else may have saved meanwhile. */
  merged(now, wanted, before) {
    if (before === null) return wanted;
    const opened = JSON.parse(before);
    const shown = this.form(now);
    const untouched = this.form(wanted);
    const made = { ...wanted };
    for (const name of new Set([...Object.keys(now), ...Object.keys(wanted)])) {
      const isOurs = JSON.stringify(untouched[name] ?? "") !== JSON.stringify(opened[name] ?? "");
      const isTheirs = JSON.stringify(shown[name] ?? "") !== JSON.stringify(opened[name] ?? "");
      if (!isOurs && isTheirs) {
        if (name in now) made[name] = now[name];
        else delete made[name];
      }
    }
    return made;
  }

  newRecord(path, form, records = []) {
    const record = this.record(form, undefined);
    const key = path.slice(path.lastIndexOf("/") + 1, path.lastIndexOf("."));
    const named = this.spec.order.includes("id") && !record.id ? { id: key, ...record } : record;
    if (this.spec.order.includes("slug") && !named.slug) {
      const place = named.adres?.plaats ?? "";
      const slug = slugify(named.naam ?? "");
      named.slug = records.some((other) => other.slug === slug) ? slugify(`${named.naam} ${place}`) : slug;
    }
    const rank = (name) => (name === "id" ? -1 : this.spec.order.indexOf(name));
    return Object.fromEntries(Object.entries(named).sort(([one], [other]) => rank(one) - rank(other)));
  }

  newFile(path, form) {
    const record = this.newRecord(path, form);
    const body = addRecord("", record, () => "", this.quoted);
    const lines = body.trimEnd().split("\n").map((line) => line.slice(2));
    const schema = this.spec.folder.split("/").pop();
    return `# yaml-language-server: $schema=../.schema/${schema}.json\n\n${lines.join("\n")}\n`;
  }

  remove(path, text) {
    const at = this.paths(readRecords(text).records).indexOf(path);
    if (at < 0) throw new CannotWrite("Dit record staat niet meer in het bestand.");
    return removeRecord(text, at);
  }

  readPage(text) {
    const { head, body } = split(text);
    const meta = head.trim() ? readRecords(head).records[0] : {};
    const { heading, rest } = cut(body);
    return { ...toForm(this.spec.shape, meta), titel: heading ? heading[1] : "", body: rest };
  }

  writePage(text, form) {
    const newline = text?.includes("\r\n") ? "\r\n" : "\n";
    const { head, body } = split(text ?? "");
    const old = head.trim() ? readRecords(head).records[0] : undefined;
    const meta = fromForm(this.spec.shape, form, old) ?? {};
    const newHead = old ? changeRecord(head, 0, meta, this.spec.order, this.quoted) : this.newHead(meta);
    const { before, heading, gap, rest } = cut(body);
    const wanted = String(form.body ?? "").replaceAll("\r\n", "\n").replaceAll("\n", newline);
    const newRest = wanted === rest || wanted.trim() === rest.trim() ? rest : `${wanted.trimEnd()}${newline}`;
    const title = form.titel === heading?.[1] ? heading[0] : `# ${String(form.titel ?? "").trim()}${heading?.[2] ?? ""}`;
    const newBody = heading || form.titel ? `${before}${title}${gap || newline + newline}${newRest}` : newRest;
    if (head.trim() || !text) return `---${newline}${newHead}---${newline}${text ? newBody : newline + newBody}`;
    return Object.keys(meta).length ? `---${newline}${newHead}---${newline}${newBody}` : newBody;
  }

  newHead(meta) {
    const body = addRecord("", meta, () => "", this.quoted);
    return body.trimEnd().split("\n").map((line) => `${line.slice(2)}\n`).join("");
  }
}

function split(text) {
  const found = text.startsWith("---") ? FRONT.exec(text) : null;
  return found && found.index === 0 ? { head: found[1], body: text.slice(found[0].length) } : { head: "", body: text };
}

/** Take the heading off a text, with the blank lines below it, where nothing stands before it. */
function cut(body) {
  const heading = HEADING.exec(body);
  if (!heading || body.slice(0, heading.index).trim()) return { before: "", heading: null, gap: "", rest: body };
  const line = heading[0].replace(/\r$/, "");
  const after = body.slice(heading.index + line.length);
  const gap = /^(?:[ \t]*\r?\n)*/.exec(after)[0];
  return { before: body.slice(0, heading.index), heading: [line, heading[1], heading[2] ?? ""], gap, rest: after.slice(gap.length) };
}
