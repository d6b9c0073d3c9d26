// The list of books and recordings, and starting a lesson.

import { signal } from "@preact/signals";
import { api } from "../api/client";
import type { Place, ReadingRow } from "../api/types";
import { report, settings } from "../state/app";
import { go } from "../state/route";
import { begin } from "../study/session";

export const readings = signal<ReadingRow[]>([]);

export async function loadReadings(): Promise<void> {
  readings.value = await api.readings();
}

/** Starts a lesson at the last place or at a given one. Call it in response to a press. */
export async function listenTo(reading: string, place?: Place): Promise<void> {
  const going = begin({
    profile: settings.value?.profile ?? "desk",
    mode: "lesson",
    reading,
    ...(place ? { place } : {}),
  });
  go("study");
  await going.catch(report);
}
