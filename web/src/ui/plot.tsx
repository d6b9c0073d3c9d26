// A plot of one curve or a row of bars, mostly over days. uPlot draws it and loads with the first
// plot. A table below has the same figures, for people who cannot see the plot or want the numbers.

import { useEffect, useId, useRef } from "preact/hooks";
import type uPlot from "uplot";
import { lang, t } from "../i18n/index";
import { settings } from "../state/app";
import { nameOf, type PlotProps } from "./plot-shape";

export function Plot(p: PlotProps) {
  const box = useRef<HTMLDivElement>(null);
  const id = useId();
  const theme = settings.value?.theme;
  useEffect(() => {
    let gone = false;
    let plot: uPlot | null = null;
    const size = new ResizeObserver(([e]) =>
      plot?.setSize({ width: Math.max(120, e!.contentRect.width), height: 200 }),
    );
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const redraw = () => plot?.redraw();
    void import("./plot-draw").then(({ draw }) => {
      if (gone || !box.current) return;
      plot = draw(box.current, p);
      size.observe(box.current);
    });
    dark.addEventListener("change", redraw);
    return () => {
      gone = true;
      dark.removeEventListener("change", redraw);
      size.disconnect();
      plot?.destroy();
    };
  }, [p.at, p.values, theme, lang.value]);
  return (
    <section class="plot" aria-labelledby={id}>
      <h2 id={id}>{p.title}</h2>
      {p.about && <p class="hint">{p.about}</p>}
      <div ref={box} class="plot-box" role="img" aria-label={says(p)} />
      <details>
        <summary>{t("progress.table")}</summary>
        <div class="scroll" tabIndex={0} role="region" aria-label={p.title + " – " + t("progress.table")}>
          <table>
            <thead>
              <tr>
                <th scope="col">{p.heading ?? t("progress.day")}</th>
                <th scope="col" class="n">
                  {p.column}
                </th>
              </tr>
            </thead>
            <tbody>
              {p.at.map((d, i) => (
                <tr key={d}>
                  <th scope="row">
                    {nameOf(p, i)}
                    {p.mark?.i === i && " – " + p.mark.says}
                  </th>
                  <td class="n">{p.show(p.values[i]!)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </section>
  );
}

function says(p: PlotProps): string {
  const last = p.at.length - 1;
  const said = t("progress.plotSays", {
    from: p.show(p.values[0]!),
    first: nameOf(p, 0),
    to: p.show(p.values[last]!),
    last: nameOf(p, last),
    most: p.show(Math.max(...p.values)),
  });
  const marked = p.mark ? ` ${p.mark.says}: ${nameOf(p, p.mark.i)}, ${p.show(p.values[p.mark.i]!)}.` : "";
  return `${p.title}. ${said}${marked}`;
}
