import type { RenderFunction } from '@observablehq/plot';

/** What a drawn mark says about itself: to the tooltip, and to tests that compare it with the tables. */
export interface Tag {
  tip: string;
  code: string;
  value: number | null;
}

/** The same with the colour of the mark. */
export interface Painted extends Tag {
  fill: string;
}

/**
 * Brings the marks of a drawn chart up to date where only their values have changed: what each says, and its colour. Finding shapes and
 * places anew takes longer than a slider may.
 */
export function repaint(chart: Element, of: (code: string) => Painted | undefined): void {
  for (const mark of chart.querySelectorAll('[data-code]')) {
    const painted = of(mark.getAttribute('data-code') ?? '');
    if (painted === undefined) continue;
    mark.setAttribute('fill', painted.fill);
    mark.setAttribute('data-tip', painted.tip);
    if (painted.value === null) mark.removeAttribute('data-value');
    else mark.setAttribute('data-value', String(painted.value));
  }
}

/** A render transform that writes a tag on each drawn element of a mark; `rows` is the mark's data. */
export function tagged<Row>(rows: Row[], tag: (row: Row) => Tag): RenderFunction {
  return (index, scales, values, dimensions, context, next) => {
    const group = next?.(index, scales, values, dimensions, context) ?? null;
    for (const mark of group?.children ?? []) {
      const at = (mark as Element & { __data__?: number }).__data__;
      const row = at === undefined ? undefined : rows[at];
      if (row === undefined) continue;
      const { tip, code, value } = tag(row);
      mark.setAttribute('data-tip', tip);
      mark.setAttribute('data-code', code);
      if (value !== null) mark.setAttribute('data-value', String(value));
    }
    return group;
  };
}
