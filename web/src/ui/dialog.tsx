import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { t } from "../i18n/index";

/** Asks for confirmation of something that cannot be undone. The safe answer has the focus. */
export function Confirm(p: {
  title: string;
  children: ComponentChildren;
  yes: string;
  disabled?: boolean;
  onYes: () => void;
  onClose: () => void;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog ref={dialog} class="dialog" aria-labelledby={id} onClose={p.onClose}>
      <h2 id={id}>{p.title}</h2>
      {p.children}
      <div class="row end">
        <button type="button" class="button" onClick={() => dialog.current?.close()}>
          {t("app.cancel")}
        </button>
        <button
          type="button"
          class="button danger"
          disabled={p.disabled ?? false}
          onClick={() => {
            p.onYes();
            dialog.current?.close();
          }}
        >
          {p.yes}
        </button>
      </div>
    </dialog>
  );
}
