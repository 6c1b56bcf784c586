/** The sections of a comparison, on its own page and in the workbench. */
import type { Comparison } from '../lib/comparison';
import { compareWords } from '../lib/comparisonText';
import type { Section } from '../lib/components/SectionList.svelte';
import Channels from './sections/Channels.svelte';
import Economies from './sections/Economies.svelte';
import Groups from './sections/Groups.svelte';
import Inputs from './sections/Inputs.svelte';
import Reading from './sections/Reading.svelte';
import Scenarios from './sections/Scenarios.svelte';
import Uncertainty from './sections/Uncertainty.svelte';
import Years from './sections/Years.svelte';

/** Those that there is something to say in. */
export function sectionsOf({ scenarios, years, uncertainty }: Comparison): Section<Comparison>[] {
  const hasChannels = scenarios.some(({ ai }) => ai);
  return [
    { id: 'scenarios', title: compareWords.scenarios, content: Scenarios },
    ...(years ? [{ id: 'years', title: compareWords.years, content: Years }] : []),
    ...(hasChannels ? [{ id: 'channels', title: compareWords.channels, content: Channels }] : []),
    { id: 'economies', title: compareWords.economies, content: Economies },
    ...(uncertainty ? [{ id: 'uncertainty', title: compareWords.uncertainty, content: Uncertainty }] : []),
    { id: 'groups', title: compareWords.groups, content: Groups },
    { id: 'reading', title: compareWords.reading, content: Reading },
    { id: 'inputs', title: compareWords.inputs, content: Inputs },
  ];
}
