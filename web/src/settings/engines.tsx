import { useEffect, useId, useState } from "preact/hooks";
import { api } from "../api/client";
import type { Settings, WyomingServer } from "../api/types";
import { lang, t } from "../i18n/index";
import { onDevice } from "../listen/on-device";
import { closeEars } from "../microphone/ears";
import { attempt, keep, status } from "../state/app";
import { Choice } from "../ui/field";

/** The choice of the recogniser, and the addresses of the learner's Wyoming servers. */
export function Engines({ s }: { s: Settings }) {
  const native = status.value?.host === "native";
  const [local, setLocal] = useState<boolean | null>(null);
  useEffect(() => {
    setLocal(null);
    if (s.recogniser === "browser") void onDevice(s.lang).then(setLocal);
  }, [s.recogniser, s.lang]);
  const options: { value: Settings["recogniser"]; title: string; about: string }[] = [
    { value: "carrel", title: t("settings.recogniserBuiltin"), about: t("settings.recogniserBuiltinAbout") },
    { value: "browser", title: t("settings.recogniserBrowser"), about: t("settings.recogniserBrowserAbout") },
  ];
  if (native)
    options.push({
      value: "wyoming",
      title: t("settings.recogniserServer"),
      about: t("settings.recogniserServerAbout"),
    });
  const language = new Intl.DisplayNames(lang.value, { type: "language" }).of(s.lang) ?? s.lang;
  return (
    <>
      <Choice
        legend={t("settings.recogniser")}
        value={s.recogniser}
        options={options}
        onChange={(recogniser) => {
          // The microphone opens again with the chosen recogniser.
          closeEars();
          void keep({ recogniser });
        }}
      />
      {local !== null && (
        <p role="status">{t(local ? "settings.onDevice.yes" : "settings.onDevice.no", { language })}</p>
      )}
      {native && (
        <>
          {s.recogniser === "wyoming" && (
            <Address
              label={t("settings.wyomingHear")}
              value={s.wyoming_hear}
              what={t("settings.wyomingWhatHear")}
              set={(wyoming_hear) => keep({ wyoming_hear })}
            />
          )}
          <Address
            label={t("settings.wyomingSpeak")}
            value={s.wyoming_speak}
            what={t("settings.wyomingWhatSpeak")}
            set={(wyoming_speak) => keep({ wyoming_speak })}
          />
        </>
      )}
    </>
  );
}

/** The address of a server. Only a press contacts it, and it is saved only if it answers. */
function Address(p: { label: string; value: string; what: string; set: (address: string) => Promise<boolean> }) {
  const id = useId();
  const [typed, setTyped] = useState(p.value);
  const [found, setFound] = useState<WyomingServer | null>(null);
  // The saved address may change elsewhere, but that must not overwrite what is being typed.
  const [kept, setKept] = useState(p.value);
  if (kept !== p.value) {
    setKept(p.value);
    setTyped(p.value);
  }
  const submit = async (e: Event) => {
    e.preventDefault();
    setFound(null);
    if (typed.trim() === "") {
      await p.set("");
      return;
    }
    await attempt(async () => {
      const server = await api.wyoming(typed);
      if (await p.set(server.address)) setFound(server);
    });
  };
  return (
    <form class="field" onSubmit={(e) => void submit(e)}>
      <label for={id}>{p.label}</label>
      <div class="row">
        <input
          id={id}
          type="text"
          inputMode="url"
          autocomplete="off"
          spellcheck={false}
          placeholder="127.0.0.1:10300"
          value={typed}
          aria-describedby={id + "a"}
          onInput={(e) => setTyped(e.currentTarget.value)}
        />
        <button type="submit" class="button" disabled={typed === p.value && typed === ""}>
          {t("settings.wyomingTry")}
        </button>
      </div>
      <p id={id + "a"} class="hint">
        {t("settings.wyomingAbout")}
      </p>
      {p.value && <p>{t("settings.wyomingSent", { address: p.value, what: p.what })}</p>}
      {found && <p role="status">{t("settings.wyomingWorks", { name: found.name || found.address })}</p>}
    </form>
  );
}
