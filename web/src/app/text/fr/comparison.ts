import { fixed } from '../../../lib/format';
import type { ComparisonText } from '../comparison';

const counted = (count: number, one: string, many: string) => `${fixed(count, 0)} ${count < 2 ? one : many}`;
const have = (count: number) => (count < 2 ? 'a' : 'ont');
const income = (count: number, more: boolean) =>
  `${have(count)} un revenu réel plus ${more ? 'élevé' : 'faible'}`;

/** Le singulier jusqu’à deux, comme l’écrivent les nombres. */
const point = (said: string) =>
  `${said} ${Number(said.replace(/[^\d,]/g, '').replace(',', '.')) < 2 ? 'point' : 'points'}`;

/** Avec quelle fréquence, parmi les tirages. */
function often(probability: number): string {
  if (probability <= 0) return 'dans aucun tirage';
  if (probability >= 1) return 'dans tous les tirages';
  if (probability < 0.01) return 'dans moins de 1 % des tirages';
  if (probability > 0.99) return 'dans plus de 99 % des tirages';
  return `dans ${fixed(probability * 100, 0)} % des tirages`;
}

const SCHOOLS: Record<string, string> = {
  cautious: 'prudente',
  central: 'centrale',
  optimistic: 'optimiste',
};

/** Ce que dit une comparaison, en français. */
export const comparison: ComparisonText = {
  words: {
    kicker: 'Comparaison Comity',
    noResults: 'Cette page est le lecteur de comparaisons, sans résultats. `comity compare` les y inscrit.',
    scenarios: 'Les scénarios',
    years: 'Année par année',
    channels: 'Pourquoi : canal par canal',
    whom: 'Revenu réel de',
    levels: 'chaque scénario',
    gaps: 'écarts avec le premier',
    shown: 'Courbes',
    scenario: 'Scénario',
    coursesNote:
      'Les moyennes du monde et des groupes de revenu sont pondérées par le revenu sans les scénarios.',
    bandsNote:
      'Les courbes sont les scénarios tels qu’ils sont écrits ; les bandes contiennent 90 % des tirages de chacun.',
    change: 'Revenu réel',
    axis: { change: 'Revenu réel, %', points: 'Écart, points' },
    channel: 'Canal',
    channelsTitle: 'Revenu réel par canal, points de pourcentage',
    channelsNote: 'Une marque par scénario ; ses canaux s’additionnent à sa variation de revenu réel.',
    channelsFigure: 'Le nombre à droite est l’écart en points de pourcentage.',
    total: 'Tous les canaux',
    school: 'Paramètres',
    economies: 'Économie par économie',
    uncertainty: 'Avec quelle certitude les écarts sont connus',
    groups: 'Économies plus riches et plus pauvres',
    inputs: 'Ce qui est entré dans le calcul',
    reading: 'Comment lire ces nombres',
    first: 'Les autres sont comparés à celui-ci',
    against: 'Par rapport au premier',
    difference: 'Écart',
    points: 'Écart, points',
    byIncomeGroup: 'Par groupe de revenu',
    byRegion: 'Par région',
    dotsNote: 'Une marque par scénario ; le nombre à droite est l’écart en points de pourcentage.',
    intervalsNote:
      'Le point est la médiane ; le trait épais contient la moitié centrale des tirages, le trait fin 90 % d’entre eux.',
    higherIn: 'Plus élevé dans',
    probability: 'Probabilité qu’il soit plus élevé, %',
    quantile: {
      p05: '5 % au-dessous',
      p25: '25 % au-dessous',
      p50: 'Médiane',
      p75: '75 % au-dessous',
      p95: '95 % au-dessous',
    },
    drawn: 'Ce qui a été tiré',
    drawnName: 'Nombre incertain',
    drawnNumbers: 'Nombres',
    drawnIn: 'Tiré de même dans',
    world: 'Revenu réel mondial',
    closure: 'Fermeture',
    solved: 'Résolu en',
    file: 'Fichier',
    beside:
      'Parmi les téléchargements : compare.csv contient en entier chaque variation de chaque scénario, et compare.json ce qu’il faut pour refaire la comparaison.',
    besideDrawn:
      'Parmi les téléchargements : compare.csv contient en entier chaque variation de chaque scénario, compare_quantiles.csv la dispersion des variations et des écarts, et compare.json ce qu’il faut pour refaire la comparaison.',
    order: {
      difference: 'plus grand écart d’abord',
      rise: 'selon le premier scénario',
      name: 'par nom',
    },
  },
  says: {
    quoted: (name) => `« ${name} »`,
    which: (first, other) => `« ${first} » ou « ${other} » ?`,
    sideBySide: (count) => `${count} scénarios côte à côte`,
    world: (year, name) => `Économie mondiale de ${year} (${name})`,
    closures: (rules) => `${rules.length > 1 ? 'Fermetures' : 'Fermeture'} : ${rules.join(' ou ')}`,
    years: (first, last) => `Années ${first} à ${last}, affichée : ${last}`,
    same: (other, first) => `Le revenu réel mondial est le même selon ${other} que selon ${first}`,
    differs: (points, higher, other, first, amount) =>
      `Le revenu réel mondial est plus ${higher ? 'élevé' : 'faible'} de ${point(points)} de pourcentage selon ${other} que selon ${first}, soit ${amount} par an`,
    both: (differs, sides) => `${differs} ; ${sides}.`,
    sameInAll: (count) => `Le revenu réel mondial est le même dans les ${count} scénarios.`,
    highest: (best, worst) =>
      `Le revenu réel mondial est le plus élevé selon ${best} et le plus faible selon ${worst}.`,
    bestForAll: (name) => `Pour toutes les économies, ${name} est le meilleur d’entre eux.`,
    bestFor: (each) => {
      const listed = each.map(({ name, count }) => `${name} pour ${counted(count, 'économie', 'économies')}`);
      return `Le meilleur d’entre eux est ${listed.slice(0, -1).join(', ')} et ${listed.at(-1)!}.`;
    },
    sides: (more, less, all) => {
      const everyone =
        all === 1 ? 'la seule économie' : all === 2 ? 'les deux économies' : `les ${all} économies`;
      if (more + less === 0) return 'aucune économie n’a un revenu réel plus élevé ou plus faible';
      if (more === all) return `${everyone} ${income(all, true)}`;
      if (less === all) return `${everyone} ${income(all, false)}`;
      if (less === 0) return `${more} économies sur ${all} ${income(more, true)}, aucune plus faible`;
      if (more === 0) return `${less} économies sur ${all} ${income(less, false)}, aucune plus élevé`;
      return `${more} sur ${all} ${income(more, true)}, ${less} plus faible`;
    },
    ends: ({ top, bottom, more, less }) => {
      if (more && less)
        return `Le plus grand gain : ${top.name} (${point(top.points)}) ; la plus grande perte : ${bottom.name} (${bottom.points}).`;
      const [largest, smallest] = more ? [top, bottom] : [bottom, top];
      return `Écart le plus grand : ${largest.name} (${largest.points}) ; le plus petit : ${smallest.name} (${smallest.points}).`;
    },
    againstFirst: (difference) => `${point(difference)} par rapport au premier`,
    points: (difference) => `${point(difference)}`,
    outOf: (part, all) => `${part} sur ${all}`,
    incomes: (other, its, first, that) =>
      `Le revenu réel mondial varie de ${its} selon ${other} et de ${that} selon ${first}.`,
    sidesUnder: (sides, other) => `${sides}, selon ${other}.`,
    trade: (other, its, first, that) =>
      `Le volume du commerce mondial varie de ${its} selon ${other} et de ${that} selon ${first}.`,
    against: (other, its, first, that, sides) =>
      `Revenu réel mondial selon ${other} (${its}), par rapport à ${first} (${that}) : ${sides}.`,
    worldSure: (draws, low, high, positive) =>
      `Dans 90 % des ${counted(draws, 'tirage', 'tirages')}, l’écart est compris entre ${low} et ${point(high)} ; il ${
        positive <= 0
          ? 'n’est jamais positif'
          : positive >= 1
            ? 'est toujours positif'
            : `est positif ${often(positive)}`
      }.`,
    sidesSure: (more, less, all) => {
      if (more + less === 0)
        return 'Pour aucune économie le signe n’est le même dans au moins 95 % des tirages.';
      const head = 'Dans au moins 95 % des tirages,';
      const of = (n: number) => (n === all && all > 2 ? `les ${all} économies` : `${n} économies sur ${all}`);
      if (more === 0) return `${head} ${of(less)} ${income(less, false)} et aucune plus élevé.`;
      return `${head} ${of(more)} ${income(more, true)} et ${less === 0 ? 'aucune' : less} plus faible.`;
    },
    sameInGroups: (points) =>
      `En moyenne, l’écart est le même dans tous les groupes de revenu : ${point(points)}.`,
    groups: (top, most, bottom, least) =>
      `En moyenne, l’écart en points de pourcentage est le plus élevé pour les économies à ${lower(top)} (${most}) et le plus faible pour celles à ${lower(bottom)} (${least}).`,
    change: (name, percent, points) => `${name} ${percent}${points && ` (${point(points)})`}`,
    interval: (name, middle, low, high, other, higher) =>
      `${name}\nmédiane ${point(middle)}\n90 % des tirages de ${low} à ${high}\n${other} est plus élevé ${often(higher)}`,
    dots: (what) => `Graphique à points : ${what}, une marque par scénario.`,
    dotsEnds: (other, first, { top, bottom }) =>
      `${other} moins ${first} : au plus haut ${top.name} ${point(top.points)}, au plus bas ${bottom.name} ${bottom.points}.`,
    intervals: (other, some) =>
      `Graphique : écart de revenu réel selon ${other} au fil des tirages. ${some
        .map(({ name, low, high }) => `${name} de ${low} à ${high}`)
        .join(', ')}.`,
    intervalsTitle: (other, first, year) =>
      `Revenu réel selon ${other} moins celui selon ${first}${year && ` en ${year}`}, points de pourcentage`,
    inTable: 'Le tableau contient tous les nombres.',
    drawn: (draws, sobol, seed) =>
      `${counted(draws, 'tirage', 'tirages')}, répartis selon ${sobol ? 'une suite de Sobol brouillée' : 'un hypercube latin'} à partir de la graine ${seed}.`,
    noneFailed: 'Aucun n’a échoué.',
    failed: (each) =>
      `Ont échoué et sont laissés de côté : ${each.map(({ name, count }) => `${count} de ${name}`).join(', ')}.`,
    shared: (numbers) =>
      numbers === 0
        ? 'Les scénarios n’ont aucun nombre incertain en commun et chacun tire les siens : les écarts se dispersent autant que les deux ensemble.'
        : `Dans chaque tirage, ${counted(numbers, 'nombre est le même', 'nombres sont les mêmes')} dans tous les scénarios, de sorte que ce qui est incertain de la même façon dans tous ne brouille pas les écarts.`,
    allScenarios: 'tous les scénarios',
    solved: (iterations, residual) => `${counted(iterations, 'itération', 'itérations')}, à ${residual} près`,
    school: (school) => `Paramètres : école ${SCHOOLS[school] ?? school}`,
    courses: (whom, differences) =>
      differences
        ? `Revenu réel (${whom}) : écart avec le premier scénario, points de pourcentage`
        : `Revenu réel (${whom}), variation en pourcentage par rapport à la même année sans le scénario`,
    theWorld: 'monde',
    pointsUnit: ' pt',
    percentUnit: ' %',
    ofDraws: (low, high) => `90 % des tirages de ${low} à ${high}`,
    lines: (title) => `Graphique en courbes : ${title}.`,
    course: (name, from, first, to, last) => `${name} : ${from} en ${first}, ${to} en ${last}.`,
    differ: (first, each, start, end) => {
      const listed = each.map(
        ({ other, from, to }) => `selon ${other} de ${from} en ${start} à ${to} en ${end}`,
      );
      return `Par rapport à ${first}, l’écart de revenu réel mondial va, en points de pourcentage, ${listed.join(' ; ')}.`;
    },
    channels: (other, first, points) => `${other} moins ${first} donne ${point(points)}`,
    noChannel: 'et aucun canal n’apporte ne serait-ce que 0,01.',
    byChannel: (named, others) => `par canal : ${named.join(', ')}${others ? ' et d’autres' : ''}.`,
    reading: {
      benchmark:
        'Chaque scénario est comparé à la référence : la même économie sans lui, une fois tout ajusté. Une variation est en pourcentage de la référence.',
      years: (last) =>
        `Là où aucune année n’est nommée, les nombres sont ceux de ${last}. Au fil des années, le monde croît aussi sans les scénarios. Chaque variation compare une année à la même année sans le scénario.`,
      difference:
        'Un écart est la variation selon un scénario moins celle selon le premier, en points de pourcentage : avec +0,60 et +0,29 %, l’écart est de +0,31. Ce n’est pas une variation d’un scénario à l’autre en pourcentage de celui-ci, qui différerait à peine pour des variations de quelques pour cent.',
      amounts: (unit, year) =>
        `Les montants sont en ${unit} de ${year}, aux revenus de référence. Les moyennes du monde et des groupes sont pondérées par le revenu de référence.`,
      income:
        'Le revenu réel est ce qu’une économie gagne par le travail et le capital, les recettes douanières et les transferts de l’étranger, rapporté au prix de ce qu’elle achète.',
      closures:
        'Les scénarios ont des fermetures différentes, donc des références différentes. Leurs écarts montrent la fermeture autant que ce que les scénarios changent.',
      probability:
        'La probabilité qu’un scénario soit plus élevé est la part des tirages où il l’est, si peu que ce soit. Elle dit ce que les nombres incertains tirés font à l’ordre des scénarios, et rien de ce que le modèle laisse de côté.',
    },
  },
  page: {
    contents: 'Sommaire',
    warnings: 'À noter',
    headlines: 'En bref',
    show: 'Afficher',
    order: 'Ordre',
    world: 'Monde',
    noGroups: 'La base ne dit pas à quels groupes appartiennent ses économies.',
    unit: 'variation en pourcentage par rapport à la référence',
    unitOnPath: 'variation en pourcentage par rapport à la même année sans le scénario',
    scenarioFile: 'Le fichier du scénario',
    sources: 'Données',
    source: 'Source',
    licence: 'Licence',
    notes: 'Remarques sur les données',
    steps: 'Comment la base a été faite',
    files: 'Fichiers lus, avec leurs empreintes SHA-256',
    column: {
      economy: 'Économie',
      code: 'Code',
      incomeGroup: 'Groupe de revenu',
      group: 'Groupe',
      economies: 'Économies',
      incomeShare: 'Part du revenu mondial, %',
      factor: 'Facteur',
      sector: 'Secteur',
      output: 'Production mondiale',
      elasticity: 'Élasticité du commerce',
      sectorGroup: 'Groupe de secteurs',
      incomeGain: 'Revenu réel',
      origin: 'Vendeur',
      destination: 'Acheteur',
      benchmark: 'Avant',
      counterfactual: 'Après',
      change: 'Variation',
      changePercent: 'Variation, %',
    },
  },
  phrases: {
    inYear: (what, year) => `${what} en ${year}`,
    source: (version, source) => `Source : Comity ${version} avec ${source}`,
    pair: (what, which) => `${what} : ${which}`,
    noGroup: 'Aucun groupe',
  },
  closure: {
    balanced: 'sans déficits commerciaux',
    fixed: 'déficits commerciaux maintenus à leur niveau de référence',
    proportional: 'déficits commerciaux proportionnels au revenu',
  },
  steps: {
    whose: 'Monde, groupe ou économie',
    year: 'Année',
    earlier: 'Année précédente',
    later: 'Année suivante',
  },
};

function lower(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
