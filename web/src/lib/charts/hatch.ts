import type { Markish } from '@observablehq/plot';

const SVG = 'http://www.w3.org/2000/svg';
export const HATCH = 'comity-hatch';

/** A mark that draws nothing but defines diagonal hatching, to fill with `url(#comity-hatch)`. */
export function hatch(colour: string): Markish {
  return () => {
    const pattern = document.createElementNS(SVG, 'pattern');
    for (const [name, value] of Object.entries({
      id: HATCH,
      width: '5',
      height: '5',
      patternUnits: 'userSpaceOnUse',
      patternTransform: 'rotate(45)',
    }))
      pattern.setAttribute(name, value);
    const line = document.createElementNS(SVG, 'path');
    line.setAttribute('d', 'M0,0V5');
    line.setAttribute('stroke', colour);
    line.setAttribute('stroke-width', '2.4');
    pattern.append(line);
    const defs = document.createElementNS(SVG, 'defs');
    defs.append(pattern);
    return defs as unknown as SVGElement;
  };
}
