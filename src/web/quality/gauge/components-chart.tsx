/** Draws the components of variation as bars: shares of the variance, of the study variation and of the tolerance. */
import type { Component } from "../../../domain/spc/gauge/components.ts";
import { ticksBetween } from "./chart-data.ts";
import { ChartFrame } from "./chart-frame.tsx";
import { texts } from "./texts.ts";

const height = 250;
const head = 10;
const foot = 24;
const left = 40;

const names = ["gauge", "repeatability", "reproducibility", "part"] as const;
const shares = ["contribution", "of_study", "of_tolerance"] as const;
const fills = { contribution: "fill-primary", of_study: "fill-info", of_tolerance: "fill-quiet" } as const;

export function ComponentsChart({ components }: { components: readonly Component[] }) {
  const words = texts.value;
  const shown = names.flatMap((name) => components.find((component) => component.name === name) ?? []);
  const drawn = shares.filter((share) => shown.some((component) => component[share] !== null));
  const top = Math.max(100, ...shown.flatMap((component) => drawn.map((share) => component[share] ?? 0))) * 1.05;
  const title = words.charts.components;
  return (
    <ChartFrame
      title={title}
      label={words.chartLabel(title, shown.length * drawn.length)}
      height={height}
      legend={
        <span class="flex flex-wrap gap-x-4 gap-y-1 text-base">
          {drawn.map((share) => (
            <span key={share} class="flex items-center gap-2">
              <svg viewBox="0 0 10 10" class="size-3" aria-hidden="true">
                <rect width={10} height={10} class={fills[share]} />
              </svg>
              {words.shares[share]}
            </span>
          ))}
        </span>
      }
    >
      {(width) => {
        const slot = (width - left - 6) / shown.length;
        const bar = Math.min(28, (slot * 0.8) / Math.max(1, drawn.length));
        const y = (percent: number) => head + (1 - percent / top) * (height - head - foot);
        return (
          <>
            {ticksBetween(0, top, 4).map((tick) => (
              <g key={tick}>
                <line x1={left} x2={width - 6} y1={y(tick)} y2={y(tick)} class="stroke-base-300" />
                <text x={left - 6} y={y(tick) + 4} text-anchor="end" class="chart-text fill-quiet">
                  {tick}%
                </text>
              </g>
            ))}
            {shown.map((component, n) => {
              const middle = left + (n + 0.5) * slot;
              return (
                <g key={component.name}>
                  {drawn.map((share, m) => {
                    const percent = component[share] ?? 0;
                    const x = middle + (m - drawn.length / 2) * bar;
                    return (
                      <rect
                        key={share}
                        x={x + 1}
                        y={y(percent)}
                        width={bar - 2}
                        height={height - foot - y(percent)}
                        class={fills[share]}
                      />
                    );
                  })}
                  <text x={middle} y={height - 7} text-anchor="middle" class="chart-text">
                    {shortName[component.name as (typeof names)[number]]}
                  </text>
                </g>
              );
            })}
            <line x1={left} x2={width - 6} y1={height - foot} y2={height - foot} class="stroke-base-content" />
          </>
        );
      }}
    </ChartFrame>
  );
}

/** The abbreviations of the report forms; the table has the full names. */
const shortName = { gauge: "R&R", repeatability: "EV", reproducibility: "AV", part: "PV" } as const;
