// Books and recordings, as the library lists them.

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

/** Listens to a reading, from where one stopped or from a place. Call it from a press. */
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
