import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

/** A switch with its label and an explanation. */
export function Switch(p: { label: string; about?: string; checked: boolean; onChange: (on: boolean) => void }) {
  const id = useId();
  return (
    <div class="field switch-field">
      <label class="switch">
        <input
          type="checkbox"
          role="switch"
          checked={p.checked}
          aria-describedby={p.about ? id : undefined}
          onChange={(e) => p.onChange(e.currentTarget.checked)}
        />
        <span class="track" aria-hidden="true" />
        <span>{p.label}</span>
      </label>
      {p.about && (
        <p id={id} class="hint">
          {p.about}
        </p>
      )}
    </div>
  );
}

/** A slider with its value beside it. */
export function Slider(p: {
  label: string;
  about?: string;
  min: number;
  max: number;
  step: number;
  value: number;
  show: (v: number) => string;
  onChange: (v: number) => void;
  disabled?: boolean;
}) {
  const id = useId();
  return (
    <div class="field">
      <div class="spread">
        <label for={id}>{p.label}</label>
        <output for={id}>{p.show(p.value)}</output>
      </div>
      <input
        id={id}
        type="range"
        min={p.min}
        max={p.max}
        step={p.step}
        value={p.value}
        disabled={p.disabled ?? false}
        aria-valuetext={p.show(p.value)}
        aria-describedby={p.about ? id + "a" : undefined}
        onChange={(e) => p.onChange(Number(e.currentTarget.value))}
      />
      {p.about && (
        <p id={id + "a"} class="hint">
          {p.about}
        </p>
      )}
    </div>
  );
}

/** A native select. */
export function Select<T extends string>(p: {
  label: string;
  about?: string;
  value: T;
  options: [T, string][];
  onChange: (v: T) => void;
  children?: ComponentChildren;
}) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{p.label}</label>
      <div class="row">
        <select
          id={id}
          value={p.value}
          aria-describedby={p.about ? id + "a" : undefined}
          onChange={(e) => p.onChange(e.currentTarget.value as T)}
        >
          {p.options.map(([v, name]) => (
            <option key={v} value={v}>
              {name}
            </option>
          ))}
        </select>
        {p.children}
      </div>
      {p.about && (
        <p id={id + "a"} class="hint">
          {p.about}
        </p>
      )}
    </div>
  );
}

/** Radio buttons: one of a few options, all visible. */
export function Choice<T extends string>(p: {
  legend: string;
  value: T;
  options: { value: T; title: string; about?: string }[];
  onChange: (v: T) => void;
  hideLegend?: boolean;
}) {
  const name = useId();
  return (
    <fieldset class="choice">
      <legend class={p.hideLegend ? "sr" : ""}>{p.legend}</legend>
      {p.options.map((o) => (
        <label key={o.value} class="choice-option">
          <input
            type="radio"
            name={name}
            value={o.value}
            checked={p.value === o.value}
            onChange={() => p.onChange(o.value)}
          />
          <span class="choice-face">
            <strong>{o.title}</strong>
            {o.about && <span class="hint">{o.about}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
