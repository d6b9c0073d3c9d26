// The place to drop files or to choose files or a folder for an import.

import { useId, useRef } from "preact/hooks";
import { t } from "../i18n/index";
import { FileIcon } from "../ui/icons";
import { picked } from "./folders";
import { importFiles, importFolder } from "./jobs";

export function DropZone() {
  const input = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const about = useId();
  return (
    <div class="drop">
      <FileIcon />
      <p class="drop-title">{t("add.drop")}</p>
      <p id={about} class="hint">
        {t("add.dropAbout")}
      </p>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        onChange={(e) => {
          importFiles([...(e.currentTarget.files ?? [])]);
          e.currentTarget.value = "";
        }}
      />
      <input
        ref={folder}
        type="file"
        {...({ webkitdirectory: true } as object)}
        hidden
        onChange={(e) => {
          if (e.currentTarget.files?.length) void importFolder(picked(e.currentTarget.files));
          e.currentTarget.value = "";
        }}
      />
      <div class="row center">
        <button type="button" class="button" aria-describedby={about} onClick={() => input.current?.click()}>
          {t("add.choose")}
        </button>
        <button type="button" class="button quiet" onClick={() => folder.current?.click()}>
          {t("add.chooseFolder")}
        </button>
      </div>
    </div>
  );
}
