/** Every word about the pictures of rules; the workbench says them in its own language. */

export const pictureWords = {
  before: 'Before',
  after: 'After',
  change: 'Change',
  show: 'Show',
  economy: 'Economy',
  code: 'Code',
  origin: 'From',
  destination: 'To',
  burden: 'Burden',
  heterogeneity: 'Difference',
  recognised: 'Recognised',
  low: '5%',
  high: '95%',
  cluster: 'Cluster',
  together: 'Stay together',
  joins: 'Joins others at',
  date: 'Date',
  measure: 'Measure',
  whose: 'Of',
  what: 'What begins',
  distanceTitle: 'How far rules lie apart',
  distanceNote:
    'The extra burden of selling from an economy in a row to a market in a column, from 0 to 1. Economies whose rules are alike stand together. A dot: part of the difference is recognised.',
  selling: (origin: string, destination: string) => `From ${origin} to ${destination}`,
  range: (low: string, high: string) => `${low} to ${high} in 90% of draws`,
  share: (percent: string) => `${percent} of differences recognised`,
  distanceLabel: (economies: number, lowest: string, highest: string) =>
    `Burdens between ${economies} economies, from ${lowest} to ${highest}. The table has every number.`,
  treeTitle: 'Whose rules are alike',
  treeNote:
    'The farther right two branches join, the more their rules differ on average, from 0 to 1. The dashed line cuts the tree into clusters.',
  treeLabel: (clusters: number, highest: string) =>
    `A tree of ${clusters} clusters; the last two branches join at ${highest}. The table has every number.`,
  joined: (height: string) => `Joined at ${height}`,
  and: 'and',
  members: (name: string, count: number) => `${name} (${count})`,
  more: (name: string, count: number) => `${name} +${count}`,
  indexTitle: 'How fragmented rules are over time',
  indexNote:
    'Averages over pairs of economies, weighted by their trade, on 31 December of each year. Burden: what a market requires beyond home. Difference: how unlike rules are, whichever is stricter. Bands hold 90 percent of draws of what is not sure.',
  changedNote: 'A diamond: the scenario.',
  indexAxis: 'Average, 0 to 1',
  years: '31 December of each year',
  startsTitle: 'When measures begin to apply',
  startsNote: 'A dot for each measure, or part of one, piled up by quarter.',
  startsLabel: (count: number) => `${count} beginnings of measures by quarter. The table has each of them.`,
  indexLabel: (first: string, last: string) =>
    `Burden and difference by year: the burden goes from ${first} to ${last}. The table has every number.`,
  scenario: 'In the scenario',
};
