// A backend for Decap that stands before a real one (this computer, GitHub or GitLab). Decap sees one file per record; the
// real one sees the files as they are, with one place changed. It is a stand-in, so all that is not named here goes through.
import { Bestand } from "./bestand.js";

const NO_SUCH = (path) => Object.assign(new Error(`${path} bestaat nog niet.`), { name: "EditorialWorkflowError" });

/** Return the class that Decap makes its backend of. */
export function makeBackend(CMS, { specs, quoted }) {
  const bestanden = specs.map((spec) => new Bestand(spec, quoted));
  const find = (path) => bestanden.find((bestand) => bestand.owns(path));

  class Achterkant {
    constructor(inner, base) {
      this.inner = inner;
      this.base = base;
      this.opened = new Map();
    }

    async text(path) {
      return (await this.inner.getEntry(path)).data;
    }

    async entriesByFolder(folder, extension, depth) {
      const bestand = bestanden.find((one) => one.spec.folder === folder);
      if (bestand?.spec.form === "lijst") {
        const text = await this.text(bestand.spec.file).catch(() => "");
        return bestand.entries(text).map(({ path, data }) => this.shown(path, data));
      }
      const found = await this.inner.entriesByFolder(folder, extension, depth);
      return found.filter(({ file }) => find(file.path)).map(({ data, file }) => this.shown(file.path, find(file.path).read(file.path, data), file));
    }

    allEntriesByFolder(folder, extension, depth) {
      return this.entriesByFolder(folder, extension, depth);
    }

    async entriesByFiles(files) {
      return (await this.inner.entriesByFiles(files)).map(({ data, file }) => this.shown(file.path, find(file.path).read(file.path, data), file));
    }

    async getEntry(path) {
      const bestand = find(path);
      if (!bestand) return this.inner.getEntry(path);
      const { data, file } = await this.inner.getEntry(bestand.fileOf(path));
      const form = data ? bestand.read(path, data) : null;
      if (form === null) throw NO_SUCH(path);
      return this.shown(path, form, file);
    }

    shown(path, data, file = {}) {
      this.opened.set(path, data);
      return { data, file: { ...file, path, id: null } };
    }

    async persistEntry(entry, options) {
      const texts = new Map();
      for (const { path, raw, slug } of entry.dataFiles) {
        const bestand = find(path);
        const file = bestand ? bestand.fileOf(path) : path;
        const now = texts.get(file)?.raw ?? (await this.current(file, slug, options));
        const made = bestand ? bestand.write(path, now, raw, this.opened.get(path) ?? null) : raw;
        texts.set(file, { path: file, raw: made, slug });
      }
      const done = await this.inner.persistEntry({ ...entry, dataFiles: [...texts.values()] }, this.plainOptions(options));
      for (const { path, raw } of entry.dataFiles) this.opened.set(path, raw);
      return done;
    }

    /** The text to change: that of the proposal where there is one, else of the site as it is. */
    async current(file, slug, options) {
      if (options.useWorkflow && options.unpublished !== false) {
        const proposed = await this.inner.unpublishedEntryDataFile(options.collectionName, slug, file, null).catch(() => null);
        if (proposed) return proposed;
      }
      return this.text(file).catch(() => null);
    }

    plainOptions(options) {
      // A list of records exists already, also when the record in it is new.
      return { ...options, newEntry: false };
    }

    async deleteFiles(paths, message) {
      for (const path of paths) {
        const bestand = find(path);
        if (bestand?.spec.form !== "lijst") {
          await this.inner.deleteFiles([path], message);
          continue;
        }
        const raw = bestand.remove(path, await this.text(bestand.spec.file));
        await this.inner.persistEntry({ dataFiles: [{ path: bestand.spec.file, raw, slug: "" }], assets: [] }, { commitMessage: message, useWorkflow: false });
      }
    }

    async unpublishedEntry(wanted) {
      const entry = await this.inner.unpublishedEntry(wanted);
      const bestand = bestanden.find((one) => one.spec.name === entry.collection && one.spec.form === "lijst");
      if (!bestand) return entry;
      const path = `${bestand.spec.folder}/${entry.slug}.yaml`;
      return { ...entry, diffs: entry.diffs.map((diff) => (diff.path === bestand.spec.file ? { ...diff, path } : diff)) };
    }

    async unpublishedEntryDataFile(collection, slug, path, id) {
      const bestand = find(path);
      const text = await this.inner.unpublishedEntryDataFile(collection, slug, bestand ? bestand.fileOf(path) : path, id);
      return bestand ? this.shown(path, bestand.read(path, text)).data : text;
    }
  }

  return class {
    constructor(config, options) {
      const own = { ...config, backend: { ...config.backend, name: config.backend.binnen } };
      const inner = CMS.getBackend(config.backend.binnen).init(own, options);
      const outer = new Achterkant(inner, own);
      return new Proxy(inner, {
        get(target, name) {
          const owner = name in Achterkant.prototype && name !== "constructor" && (name !== "allEntriesByFolder" || target[name]) ? outer : target;
          const value = owner[name];
          return typeof value === "function" ? value.bind(owner) : value;
        },
      });
    }
  };
}
