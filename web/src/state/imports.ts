// Files and packs on their way in, one after the other.

import { signal } from "@preact/signals";
import { api, APIError } from "../api/client";
import type { ImportProgress, ImportResult } from "../api/types";
import { t } from "../i18n/index";
import { notice, refresh, report } from "./app";

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
      set({ state: "failed", error: e instanceof APIError ? e.message || t("app.offline") : t("app.unexpected", { why: String(e) }) });
    }
    await refresh().catch(report);
  });
  return queue;
}

export function importFiles(files: Iterable<File>): void {
  for (const f of files) void add(f.name, (p) => api.importFile(f, p));
}

export function installPack(id: string, title: string): Promise<void> {
  return add(title, (p) => api.installPack(id, p));
}

export function dismiss(id: number): void {
  jobs.value = jobs.value.filter((j) => j.id !== id);
}
