// Every call of the API. No other module of the page fetches api/….

import { signal } from "@preact/signals";
import { APIError, toError } from "./error";
import { lines } from "./ndjson";
import { http, type Transport } from "./transport";
import type {
  BackupList,
  CardPage,
  CardRow,
  Deck,
  DeckChange,
  Decks,
  DueCounts,
  Enrolment,
  ImportLine,
  ImportProgress,
  ImportResult,
  MicCheck,
  Nothing,
  Packs,
  Progress,
  ReadingPage,
  Readings,
  Restored,
  SessionEvent,
  Settings,
  SettingsAnswer,
  Status,
  Template,
  Transcript,
  Trial,
  Turn,
  Voices,
  WhatLeaves,
  Workload,
  WyomingServer,
} from "./types";

export { APIError } from "./error";

let transport: Transport = http;

/** Replaces the transport, for example by the one to the Go program in a worker. */
export function useTransport(t: Transport): void {
  transport = t;
}

/** whether the program answers */
export const online = signal(true);

/** whether the program refuses this browser because it lacks the cookie */
export const denied = signal(false);

async function send(
  method: string,
  path: string,
  body?: BodyInit | Blob,
  type?: string,
  abort?: AbortSignal,
): Promise<Response> {
  let r: Response;
  try {
    r = await transport.send({ method, path, body, type, signal: abort });
  } catch (e) {
    if (e instanceof APIError && e.kind === "offline") online.value = false;
    throw e;
  }
  online.value = true;
  if (r.ok) {
    denied.value = false;
    return r;
  }
  const e = toError(await r.json().catch(() => null), r.status);
  if (e.kind === "denied") denied.value = true;
  throw e;
}

async function get<T>(path: string, abort?: AbortSignal): Promise<T> {
  return (await send("GET", path, undefined, undefined, abort)).json() as Promise<T>;
}

async function put<T>(method: "POST" | "PUT", path: string, value: unknown): Promise<T> {
  const r = await send(method, path, JSON.stringify(value), "application/json");
  return r.json() as Promise<T>;
}

const query = (o: Record<string, string | number | undefined>): string => {
  const q = new URLSearchParams();
  for (const [k, v] of Object.entries(o)) if (v !== undefined && v !== "") q.set(k, String(v));
  const s = q.toString();
  return s && "?" + s;
};

const id = encodeURIComponent;

async function stream(
  path: string,
  body: Blob | undefined,
  onProgress: (p: ImportProgress) => void,
): Promise<ImportResult> {
  const r = await send("POST", path, body, body ? "application/octet-stream" : undefined);
  for await (const line of lines(r.body!)) {
    const m = line as ImportLine;
    if (m.progress) onProgress(m.progress);
    if (m.result) return m.result;
    if (m.error) throw toError(m, r.status);
  }
  throw new APIError("internal", "The import ended without a result. Nothing was changed; try again.");
}

export const api = {
  status: () => get<Status>("api/status"),
  decks: async () => (await get<Decks>("api/decks")).decks,
  packs: async () => (await get<Packs>("api/packs")).packs,
  installPack: (pack: string, onProgress: (p: ImportProgress) => void) =>
    stream(`api/packs/${id(pack)}`, undefined, onProgress),
  importFile: (file: File, onProgress: (p: ImportProgress) => void, name = file.name) =>
    stream("api/import" + query({ name }), file, onProgress),
  due: (deck?: string) => get<DueCounts>("api/due" + query({ deck })),
  cards: (o: { deck?: string; q?: string; offset?: number; limit?: number }, abort?: AbortSignal) =>
    get<CardPage>("api/cards" + query(o), abort),
  suspendCard: (card: string, suspended: boolean) =>
    put<Nothing>("POST", `api/cards/${id(card)}/suspend`, { suspended }),
  setCardRetention: (card: string, retention: number) =>
    put<CardRow>("POST", `api/cards/${id(card)}/retention`, { retention }),
  eraseCard: (card: string) => put<Nothing>("POST", `api/cards/${id(card)}/erase`, {}),
  setDeck: (deck: string, o: DeckChange) => put<Deck>("POST", `api/decks/${id(deck)}`, o),
  eraseDeck: (deck: string) => put<Nothing>("POST", `api/decks/${id(deck)}/erase`, {}),
  readings: async () => (await get<Readings>("api/readings")).readings,
  reading: (reading: string) => get<ReadingPage>(`api/readings/${id(reading)}`),
  askFrom: (reading: string, deck: string) => put<ReadingPage>("POST", `api/readings/${id(reading)}`, { deck }),
  eraseReading: (reading: string) => put<Nothing>("POST", `api/readings/${id(reading)}/erase`, {}),
  session: () => get<Turn>("api/session"),
  event: (e: SessionEvent) => put<Turn>("POST", "api/session", e),
  /** Returns what the Wyoming server of the settings hears in 16-bit mono sound of 16 kHz. */
  transcribe: async (lang: string, pcm: Blob) =>
    (
      await send("POST", "api/transcribe" + query({ lang }), pcm, "application/octet-stream")
    ).json() as Promise<Transcript>,
  transcript: (lang: string, text: string) => put<Transcript>("POST", "api/transcript", { lang, text }),
  wyoming: (address: string) => put<WyomingServer>("POST", "api/wyoming", { address }),
  micCheck: () => get<MicCheck>("api/mic-check"),
  enrolment: async () => (await get<Enrolment>("api/enrolment")).templates,
  enrolmentWords: () => get<MicCheck>("api/enrolment/words"),
  keepEnrolment: (templates: Template[]) => put<Nothing>("PUT", "api/enrolment", { templates }),
  forgetEnrolment: () => send("DELETE", "api/enrolment"),
  voices: async () => (await get<Voices>("api/voices")).voices,
  progress: () => get<Progress>("api/progress"),
  workload: async () => (await get<Workload>("api/workload")).points,
  settings: () => get<SettingsAnswer>("api/settings"),
  saveSettings: (part: Partial<Settings>) => put<SettingsAnswer>("PUT", "api/settings", part),
  whatLeaves: async () => (await get<WhatLeaves>("api/what-leaves")).lines,
  backups: () => get<BackupList>("api/backups"),
  backUp: () => put<BackupList>("POST", "api/backups", {}),
  eraseBackups: async () => (await send("DELETE", "api/backups")).json() as Promise<BackupList>,
  restoreBackup: (name: string) => put<Restored>("POST", "api/rescue/restore", { name }),
  restoreFile: (file: File) =>
    send("POST", "api/rescue/file" + query({ name: file.name }), file, "application/octet-stream"),
  eraseEverything: () => put<Nothing>("POST", "api/erase", { confirm: "erase everything" }),

  /** Fetches a file of the API, such as a clip or a picture, by its relative address. */
  async file(path: string): Promise<Blob> {
    return (await send("GET", path)).blob();
  },
  async speak(o: Trial): Promise<Blob> {
    return (await send("POST", "api/speak", JSON.stringify(o), "application/json")).blob();
  },
  /** Fetches a backup and its file name. */
  async backup(): Promise<{ name: string; data: Blob }> {
    const r = await send("GET", "api/export");
    const name = /filename="?([^";]+)"?/.exec(r.headers.get("Content-Disposition") ?? "")?.[1];
    return { name: name ?? "carrel-backup.jsonl", data: await r.blob() };
  },
  /** Returns an address for the src of img or audio: a blob: address if the host is a worker. */
  async address(path: string): Promise<string> {
    if (transport.direct) return new URL(path, document.baseURI).href;
    return URL.createObjectURL(await api.file(path));
  },
};
