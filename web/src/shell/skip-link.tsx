import { t } from "../i18n/index";

/** The link that moves the focus past the header of a page, to its content. */
export function SkipLink() {
  return (
    <a class="skip" href="#content" onClick={skip}>
      {t("app.skip")}
    </a>
  );
}

/** A hash link would change the page; the focus is all that should move. */
function skip(e: Event): void {
  e.preventDefault();
  document.getElementById("content")?.focus();
}
