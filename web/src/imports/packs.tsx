// The sample packs, each with a button that adds it to the collection.

import { useEffect, useState } from "preact/hooks";
import { api } from "../api/client";
import type { Pack } from "../api/types";
import { t } from "../i18n/index";
import { report } from "../state/app";
import { CheckIcon } from "../ui/icons";
import { installPack, jobs } from "./jobs";

export function Packs() {
  const [packs, setPacks] = useState<Pack[]>([]);
  const finished = jobs.value.filter((j) => j.state === "done" || j.state === "failed").length;
  useEffect(() => void api.packs().then(setPacks, report), [finished]);
  const busy = (p: Pack) =>
    jobs.value.some((j) => j.file === p.title && (j.state === "running" || j.state === "waiting"));
  return (
    <ul class="packs">
      {packs.map((p) => (
        <li key={p.id} class="pack">
          <h3>{p.title}</h3>
          <p>{p.about}</p>
          <div class="spread">
            <span class="hint">{t("add.packCards", { n: p.cards })}</span>
            {p.installed ? (
              <span class="done">
                <CheckIcon /> {t("add.installed")}
              </span>
            ) : (
              <button
                type="button"
                class="button"
                disabled={busy(p)}
                aria-label={t("add.installNamed", { title: p.title })}
                onClick={() => void installPack(p.id, p.title)}
              >
                {t("add.install")}
              </button>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}
