import type { Comparison } from '../../lib/comparison';
import { WORLD } from '../../lib/rows';
import { groupName, words } from '../../lib/text';

/** Whom a figure can be about: the world, income groups from poor to rich, then economies by name. */
export function whoms({ groups, economies }: Comparison): { value: string; label: string }[] {
  return [
    { value: WORLD, label: words.world },
    ...groups.filter((key) => key !== '').map((key) => ({ value: key, label: groupName(key) })),
    ...economies
      .map(({ code, name }) => ({ value: code, label: name }))
      .sort((a, b) => a.label.localeCompare(b.label, 'en')),
  ];
}
