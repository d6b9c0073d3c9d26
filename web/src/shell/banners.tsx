// The banners and live regions of every page: lost connections, problems and notices.

import { online } from "../api/client";
import { stuck } from "../api/stuck";
import { inBrowser } from "../host/state";
import { t } from "../i18n/index";
import { attempt, notice, problem, retry } from "../state/app";
import { HostBanner } from "./host-banner";

export function Banners() {
  return (
    <>
      <HostBanner />
      <div role="alert">
        <Stuck />
        {!online.value && !inBrowser && (
          <div class="banner">
            <p>{t("app.offline")}</p>
            <button type="button" class="button" onClick={() => void retry()}>
              {t("app.retry")}
            </button>
          </div>
        )}
        {problem.value && (
          <div class="banner">
            <p>{problem.value}</p>
            <button type="button" class="button" onClick={() => (problem.value = "")}>
              {t("app.close")}
            </button>
          </div>
        )}
      </div>
      <p class="sr" role="status">
        {notice.value}
      </p>
    </>
  );
}

/** Says that the program does not answer. On the site, a button restarts it. */
function Stuck() {
  if (!stuck.value) return null;
  return (
    <div class="banner">
      <p>{t(inBrowser ? "app.stuckHere" : "app.stuck")}</p>
      {inBrowser && (
        <button
          type="button"
          class="button"
          onClick={() => void attempt(async () => (await import("../host/page")).restart())}
        >
          {t("app.restart")}
        </button>
      )}
    </div>
  );
}
