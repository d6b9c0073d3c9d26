// Imports of files and packs, which run one after another.

import { signal } from "@preact/signals";
import { api, APIError } from "../api/client";
import type { ImportProgress, ImportResult, SettingLeft, Settings } from "../api/types";
import { t } from "../i18n/index";
import { attempt, load, notice, refresh, report, saveSettings } from "../state/app";
import { dropped, type Folder } from "./folders";

export interface Job {
  id: number;
  file: string;
  state: "waiting" | "running" | "done" | "failed";
  progress: ImportProgress | null;
  result: ImportResult | null;
  error: string;
}

export const jobs = signal<Job[]>([]);

let next = 1;
let queue: Promise<void> = Promise.resolve();

type Work = (onProgress: (p: ImportProgress) => void) => Promise<ImportResult>;

function add(file: string, work: Work): Promise<void> {
  const id = next++;
  const set = (part: Partial<Job>) => (jobs.value = jobs.value.map((j) => (j.id === id ? { ...j, ...part } : j)));
  jobs.value = [...jobs.value, { id, file, state: "waiting", progress: null, result: null, error: "" }];
  queue = queue.then(async () => {
    set({ state: "running" });
    try {
      const result = await work((progress) => set({ progress }));
      set({ state: "done", result });
      notice.value = t("add.done", { file });
    } catch (e) {
      set({
        state: "failed",
        error: e instanceof APIError ? e.message || t("app.offline") : t("app.unexpected", { why: String(e) }),
      });
    }
    await refresh().catch(report);
    if (jobs.value.find((j) => j.id === id)?.result?.settings_taken?.length) await load().catch(report);
  });
  return queue;
}

export function importFiles(files: Iterable<File>): void {
  for (const f of files) void add(f.name, (p) => api.importFile(f, p));
}

/** Imports the files and folders of a drop. */
export function importDropped(data: DataTransfer): void {
  dropped(data).then((d) => {
    importFiles(d.files);
    for (const f of d.folders) void importFolder(f);
  }, report);
}

/** Imports all files of a folder as one job. A file that cannot be read is listed as skipped. */
export function importFolder(folder: Folder): Promise<void> {
  return add(folder.name, async (onProgress) => {
    const all: ImportResult = {
      file: folder.name,
      format: "",
      notes: 0,
      cards: 0,
      reviews: 0,
      media: 0,
      duplicates: 0,
      updated: 0,
      readings: 0,
      skipped: [],
      settings_taken: [],
      settings_left: [],
    };
    const skipped = all.skipped;
    let read = 0;
    for (const [i, f] of folder.files.entries()) {
      onProgress({ done: i, total: folder.files.length, what: f.path });
      try {
        const r = await api.importFile(f.file, () => {}, f.path);
        read++;
        for (const k of ["notes", "cards", "reviews", "media", "duplicates", "updated"] as const)
          all[k] = (all[k] ?? 0) + (r[k] ?? 0);
        all.readings! += r.readings ?? 0;
        skipped.push(...r.skipped.map((s) => ({ what: `${f.path}: ${s.what}`, why: s.why })));
        all.settings_taken!.push(...(r.settings_taken ?? []));
        all.settings_left!.push(...(r.settings_left ?? []));
      } catch (e) {
        if (!(e instanceof APIError) || (e.kind !== "unreadable" && e.kind !== "unsupported")) throw e;
        skipped.push({ what: f.path, why: e.message });
      }
    }
    if (read === 0) throw new APIError("unreadable", t("add.folderNothing"));
    return all;
  });
}

export function installPack(id: string, title: string): Promise<void> {
  return add(title, (p) => api.installPack(id, p));
}

/**
 * Returns the settings that the learner can still take from a file: the first value of each. The
 * page must not set programs to run, so those are not among them.
 */
export function offered(left: SettingLeft[]): SettingLeft[] {
  const seen = new Set<string>();
  return left.filter((s) => s.ask && s.value && s.class !== "program" && !seen.has(s.key) && seen.add(s.key));
}

/** Takes the settings of a file that the learner has confirmed. */
export function takeSettings(job: number): Promise<boolean> {
  return attempt(async () => {
    const result = jobs.value.find((j) => j.id === job)?.result;
    const left = result?.settings_left ?? [];
    const taking = offered(left);
    await saveSettings(Object.fromEntries(taking.map((s) => [s.key, JSON.parse(s.value!)])) as Partial<Settings>);
    const keys = taking.map((s) => s.key);
    const now = {
      ...result!,
      settings_taken: [...(result!.settings_taken ?? []), ...keys],
      settings_left: left.filter((s) => !keys.includes(s.key)),
    };
    jobs.value = jobs.value.map((j) => (j.id === job ? { ...j, result: now } : j));
    notice.value = t("app.saved");
  });
}

export function dismiss(id: number): void {
  jobs.value = jobs.value.filter((j) => j.id !== id);
}
