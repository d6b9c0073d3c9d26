import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { nameOf, type PlotProps } from "./plot-shape";

const colour = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** Draws into box in the page's colours, which are read at each redraw. */
export function draw(box: HTMLElement, p: PlotProps): uPlot {
  const ink = () => colour("--muted");
  const line = () => colour("--line");
  const accent = () => colour("--accent");
  const font = "12px " + getComputedStyle(document.body).fontFamily;
  const axis = { stroke: ink, font, grid: { stroke: line, width: 1 }, ticks: { show: false } };
  const top = Math.max(1, ...p.values);
  return new uPlot(
    {
      width: Math.max(120, box.clientWidth),
      height: 200,
      padding: [8, 8, 0, 0],
      legend: { show: false },
      cursor: { show: false },
      scales: { x: { time: false, range: [-0.5, p.at.length - 0.5] }, y: { range: p.range ?? [0, top * 1.1] } },
      axes: [
        {
          ...axis,
          grid: { show: false },
          space: 70,
          incrs: [1, 2, 5, 7, 14, 30, 60, 90, 180, 365],
          values: (_u, at) => at.map((i) => (p.at[i] === undefined ? "" : nameOf(p, i))),
        },
        {
          ...axis,
          size: 48,
          ...(p.range ? {} : { incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000] }),
          values: (_u, at) => at.map((v) => (p.range || Number.isInteger(v) ? p.show(v) : "")),
        },
      ],
      series: [
        {},
        {
          stroke: accent,
          ...(p.bars
            ? { width: 0, fill: accent, paths: uPlot.paths.bars!({ size: [0.7, 28] }), points: { show: false } }
            : {
                width: 2,
                points: p.mark ? { show: true, size: 11, fill: accent, filter: () => [p.mark!.i] } : { show: false },
              }),
        },
      ],
    },
    [p.at.map((_, i) => i), p.values],
    box,
  );
}
