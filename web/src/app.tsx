import { useEffect, useRef } from "preact/hooks";
import { About } from "./about/page";
import { denied, online } from "./api/client";
import { DeckPage } from "./cards/deck-page";
import { AllCards } from "./cards/page";
import { lang, t, type Key } from "./i18n/index";
import { Library } from "./library/page";
import { ProgressPage } from "./progress/page";
import { ReadingPage } from "./reading/page";
import { RescuePage } from "./rescue/page";
import { SettingsPage } from "./settings/page";
import { Denied } from "./shell/denied";
import { Shell } from "./shell/shell";
import { notice, problem, rescue, settings } from "./state/app";
import { href, route } from "./state/route";
import { StudyPage } from "./study/page";

const TITLES: Record<string, Key> = {
  library: "library.title",
  deck: "deck.title",
  reading: "read.one",
  cards: "deck.all",
  study: "study.title",
  progress: "progress.title",
  settings: "settings.title",
  about: "about.title",
};

export function App() {
  const { page, arg } = route.value;
  usePageChange(page, arg);
  if (denied.value) return <Denied />;
  if (rescue.value) {
    return (
      <Shell>
        <RescuePage />
      </Shell>
    );
  }
  if (!settings.value) {
    return (
      <Shell>
        <h1 class="sr">Carrel</h1>
        {online.value && !problem.value && <p class="quiet-line">{t("app.loading")}</p>}
      </Shell>
    );
  }
  if (page === "study") return <StudyPage />;
  return (
    <Shell>
      <Page page={page} arg={arg} />
    </Shell>
  );
}

function Page({ page, arg }: { page: string; arg: string }) {
  switch (page) {
    case "library":
      return <Library />;
    case "deck":
      return <DeckPage key={arg} id={arg} />;
    case "reading":
      return <ReadingPage key={arg} id={arg} />;
    case "cards":
      return <AllCards />;
    case "progress":
      return <ProgressPage />;
    case "settings":
      return <SettingsPage />;
    case "about":
      return <About />;
  }
  return (
    <>
      <h1 tabIndex={-1}>{t("app.notFound")}</h1>
      <p>{t("app.notFoundText")}</p>
      <p>
        <a href={href("library")}>{t("app.toLibrary")}</a>
      </p>
    </>
  );
}

/** Scrolls a new page to its top, focuses its heading and puts its name into the title. */
function usePageChange(page: string, arg: string): void {
  const first = useRef(true);
  useEffect(() => {
    document.documentElement.lang = lang.value;
    document.title = (page in TITLES ? t(TITLES[page]!) : t("app.notFound")) + " – Carrel";
  }, [page, lang.value]);
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    problem.value = "";
    notice.value = "";
    window.scrollTo(0, 0);
    (document.querySelector<HTMLElement>("main h1") ?? document.getElementById("content"))?.focus();
  }, [page, arg]);
}
