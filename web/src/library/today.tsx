// What is due today, and the buttons that start or continue a session.

import { useEffect } from "preact/hooks";
import type { ProfileID } from "../api/types";
import { t, when } from "../i18n/index";
import { jobs } from "../imports/jobs";
import { mic } from "../microphone/ears";
import { attempt, due, profiles, saveSettings, settings } from "../state/app";
import { go } from "../state/route";
import { stage, takeUp } from "../study/session";
import { study } from "../study/start";
import { Choice } from "../ui/field";
import { PlayIcon } from "../ui/icons";
import { Rounds } from "./rounds";
import { listenForStart } from "./start-phrase";

export function Today() {
  const d = due.value;
  const waits = stage.value === "waiting";
  const reviews = d ? d.review + d.learning : 0;
  const nothing = d !== null && reviews + d.new === 0;
  useListenForStart(waits);
  return (
    <section class="today" aria-labelledby="today">
      <h2 id="today" class="sr">
        {t("library.today")}
      </h2>
      {d && !nothing && (
        <p class="today-count">
          {reviews === 0 && t("library.newCards", { n: d.new })}
          {reviews > 0 && t("library.due", { n: reviews })}
          {reviews > 0 && d.new > 0 && <span> · {t("library.new", { n: d.new })}</span>}
        </p>
      )}
      {nothing && (
        <p class="today-count">
          {t("library.none")} {d.next > 0 && <span>{t("library.next", { when: when(d.next) })}</span>}
        </p>
      )}
      {waits ? (
        <div class="today-go">
          <button
            type="button"
            class="button primary big"
            onClick={() => {
              void takeUp();
              go("study");
            }}
          >
            <PlayIcon /> {t("library.continue")}
          </button>
          <button type="button" class="button quiet" onClick={() => void study()}>
            {t("library.startNew")}
          </button>
        </div>
      ) : (
        <div class="today-go">
          <button type="button" class="button primary big" onClick={() => void study()}>
            <PlayIcon /> {t("library.study")}
          </button>
        </div>
      )}
      {mic.value.state === "open" && !settings.value?.push_to_talk && <p class="hint">{t("mic.sayStart")}</p>}
      <Choice
        legend={t("library.profile")}
        value={settings.value?.profile ?? "desk"}
        options={profiles.value.map((p) => ({ value: p.id, title: p.title, about: p.about }))}
        onChange={(profile: ProfileID) => void attempt(() => saveSettings({ profile }))}
      />
      <Rounds />
    </section>
  );
}

/** While the microphone is open, lets “start studying” do what the button does. */
function useListenForStart(waits: boolean): void {
  const open = mic.value.state === "open";
  const running = jobs.value.some((j) => j.state === "running");
  const pushed = settings.value?.push_to_talk ?? false; // then others may be talking
  useEffect(() => {
    if (!open || running || pushed) return;
    return listenForStart(settings.value?.lang ?? "en", () => {
      if (!waits) void study();
      else {
        void takeUp();
        go("study");
      }
    });
  }, [open, waits, running, pushed]);
}
