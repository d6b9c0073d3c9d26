// The frame of every page but the running session: skip link, navigation,
// banners, live regions, and the whole window as a place to drop files.

import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { online } from "../api/client";
import { stuck } from "../api/stuck";
import { HostBanner } from "../host/lines";
import { inBrowser } from "../host/state";
import { t, type Key } from "../i18n/index";
import { attempt, notice, problem, retry } from "../state/app";
import { importDropped } from "../state/imports";
import { go, href, route } from "../state/route";
import { Mark } from "./icons";
import { MicLine, MicSwitch } from "./mic-switch";

const PAGES: [string, Key][] = [
  ["library", "nav.library"],
  ["progress", "nav.progress"],
  ["settings", "nav.settings"],
];

export function Shell({ children }: { children: ComponentChildren }) {
  const over = useFileDrop();
  const page = route.value.page;
  return (
    <div class={"shell" + (over ? " dropping" : "")}>
      <a class="skip" href="#content" onClick={skip}>
        {t("app.skip")}
      </a>
      <header class="top">
        <a class="brand" href={href("library")}>
          <Mark />
          <span>Carrel</span>
        </a>
        <nav aria-label={t("app.nav")}>
          <ul>
            {PAGES.map(([name, key]) => (
              <li key={name}>
                <a
                  href={href(name)}
                  aria-current={
                    page === name || (name === "library" && (page === "deck" || page === "cards")) ? "page" : undefined
                  }
                >
                  {t(key)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <MicSwitch />
      </header>
      <Banners />
      <MicLine />
      <main id="content" tabIndex={-1}>
        {children}
      </main>
      <footer class="foot">
        <a href={href("about")}>{t("nav.about")}</a>
      </footer>
    </div>
  );
}

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

/** Says that the program stands still; in the page it can be started again. */
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

/** A hash link would change the page; the focus is all that should move. */
export function skip(e: Event): void {
  e.preventDefault();
  document.getElementById("content")?.focus();
}

function useFileDrop(): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const files = (e: DragEvent) => e.dataTransfer?.types.includes("Files");
    const drag = (e: DragEvent) => {
      if (!files(e)) return;
      e.preventDefault();
      setOver(true);
    };
    const leave = (e: DragEvent) => {
      if (e.relatedTarget === null) setOver(false);
    };
    const drop = (e: DragEvent) => {
      setOver(false);
      if (!files(e)) return;
      e.preventDefault();
      importDropped(e.dataTransfer!);
      if (route.value.page !== "library") go("library");
    };
    window.addEventListener("dragover", drag);
    window.addEventListener("dragleave", leave);
    window.addEventListener("drop", drop);
    return () => {
      window.removeEventListener("dragover", drag);
      window.removeEventListener("dragleave", leave);
      window.removeEventListener("drop", drop);
    };
  }, []);
  return over;
}
