// The frame of every page except that of a running session: skip link, navigation, banners, live
// regions, and dropping files anywhere in the window.

import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { t, type Key } from "../i18n/index";
import { importDropped } from "../imports/jobs";
import { MicLine, MicSwitch } from "../microphone/mic-switch";
import { go, href, route } from "../state/route";
import { Mark } from "../ui/icons";
import { Banners } from "./banners";
import { SkipLink } from "./skip-link";

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
      <SkipLink />
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
