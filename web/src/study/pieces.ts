// From an item of a run to the samples or the silence that are joined into one sound.

import type { Clips } from "./clips";
import type { Piece } from "./pcm";
import type { Item } from "./ports";
import { within } from "./watch";

/** how long a voice may take for a clip; after that the text is said or shown without it */
const CLIP_MS = 20000;

/** an item that is decoded whole */
export type Short = Exclude<Item, { kind: "media" }>;

/** Fetches the sound of an item; null when only a voice of the browser could say it. */
export async function piece(clips: Clips, item: Short): Promise<Piece | null> {
  const url = addressOf(item);
  if (!url) return item.kind === "clip" && item.clip.text ? null : { silenceMs: 0 };
  try {
    return await within(CLIP_MS, clips.get(url));
  } catch {
    return item.kind === "clip" && item.clip.text ? null : { silenceMs: 0 };
  }
}

/** Returns the sound of an item if it is already decoded or is silence; otherwise null. */
export function pieceNow(clips: Clips, item: Short): Piece | null {
  const url = addressOf(item);
  if (url) return clips.ready(url) ?? null;
  if (item.kind === "clip" && item.clip.text) return null;
  return { silenceMs: 0 };
}

/** The time it takes to read a text that no voice says, in milliseconds. */
export const readingMs = (text: string) => Math.min(8000, 800 + 60 * text.length);

export const textOf = (item: Item): string => (item.kind === "clip" && item.clip.text) || "";

const addressOf = (item: Short): string | undefined => (item.kind === "clip" ? item.clip.url : item.url);
