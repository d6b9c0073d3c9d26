// The result of the last automatic fit of the memory model.

import type { LastFit } from "../api/types";
import { date, num, t } from "../i18n/index";

export function FitLine({ fit }: { fit: LastFit }) {
  const pieces = { tried: num(fit.tried), before: num(fit.before, 3), after: num(fit.after, 3) };
  return (
    <section class="fit-line">
      <h2>{t("fit.title")}</h2>
      <p>{t("fit.when", { n: fit.reviews, date: date(fit.at) })}</p>
      <p>{t(fit.tried === 0 ? "fit.few" : fit.accepted ? "fit.taken" : "fit.stay", pieces)}</p>
    </section>
  );
}
