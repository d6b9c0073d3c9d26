// Starting a session from another page.

import type { Mode } from "../api/types";
import { settings } from "../state/app";
import { go } from "../state/route";
import { begin } from "./session";

/** Starts a session in the learner's profile and opens the study page. Call it from a press. */
export async function study(o: { mode?: Mode; deck?: string } = {}): Promise<void> {
  const profile = settings.value?.profile ?? "desk";
  const going = begin({ profile, ...(o.mode ? { mode: o.mode } : {}), ...(o.deck ? { decks: [o.deck] } : {}) });
  go("study");
  await going;
}
