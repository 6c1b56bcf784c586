import { fixed } from '../../../lib/format';
import type { ComparisonText } from '../comparison';

const counted = (count: number, one: string, many: string) =>
  `${fixed(count, 0)} ${count === 1 ? one : many}`;
const income = (count: number, more: boolean) =>
  `${count === 1 ? 'tiene' : 'tienen'} un ingreso real ${more ? 'mayor' : 'menor'}`;

/** Con qué frecuencia, entre los sorteos. */
function often(probability: number): string {
  if (probability <= 0) return 'en ningún sorteo';
  if (probability >= 1) return 'en todos los sorteos';
  if (probability < 0.01) return 'en menos del 1 % de los sorteos';
  if (probability > 0.99) return 'en más del 99 % de los sorteos';
  return `en el ${fixed(probability * 100, 0)} % de los sorteos`;
}

const SCHOOLS: Record<string, string> = {
  cautious: 'prudente',
  central: 'central',
  optimistic: 'optimista',
};

/** Lo que dice una comparación, en español. */
export const comparison: ComparisonText = {
  words: {
    kicker: 'Comparación de Comity',
    noResults:
      'Esta página es el visor de comparaciones sin resultados. `comity compare` los escribe en ella.',
    scenarios: 'Los escenarios',
    years: 'Año por año',
    channels: 'Por qué: canal por canal',
    whom: 'Ingreso real de',
    levels: 'cada escenario',
    gaps: 'diferencias con el primero',
    shown: 'Líneas',
    scenario: 'Escenario',
    coursesNote:
      'Los promedios del mundo y de los grupos de ingreso se ponderan por el ingreso sin los escenarios.',
    bandsNote:
      'Las líneas son los escenarios tal como están escritos; las bandas contienen el 90 % de los sorteos de cada uno.',
    change: 'Ingreso real',
    axis: { change: 'Ingreso real, %', points: 'Diferencia, puntos' },
    channel: 'Canal',
    channelsTitle: 'Ingreso real por canal, puntos porcentuales',
    channelsNote: 'Una marca por escenario; sus canales suman su variación del ingreso real.',
    channelsFigure: 'El número a la derecha es la diferencia en puntos porcentuales.',
    total: 'Todos los canales',
    school: 'Parámetros',
    economies: 'Economía por economía',
    uncertainty: 'Con qué certeza se conocen las diferencias',
    groups: 'Economías más ricas y más pobres',
    inputs: 'Qué entró en el cálculo',
    reading: 'Cómo leer estos números',
    first: 'Los demás se comparan con este',
    against: 'Frente al primero',
    difference: 'Diferencia',
    points: 'Diferencia, puntos',
    byIncomeGroup: 'Por grupo de ingreso',
    byRegion: 'Por región',
    dotsNote: 'Una marca por escenario; el número a la derecha es la diferencia en puntos porcentuales.',
    intervalsNote:
      'El punto es la mediana; el trazo grueso contiene la mitad central de los sorteos, el fino el 90 % de ellas.',
    higherIn: 'Mayor en',
    probability: 'Probabilidad de que sea mayor, %',
    quantile: {
      p05: '5 % por debajo',
      p25: '25 % por debajo',
      p50: 'Mediana',
      p75: '75 % por debajo',
      p95: '95 % por debajo',
    },
    drawn: 'Qué se sorteó',
    drawnName: 'Número incierto',
    drawnNumbers: 'Números',
    drawnIn: 'Sorteado igual en',
    world: 'Ingreso real mundial',
    closure: 'Cierre',
    solved: 'Resuelto en',
    file: 'Archivo',
    beside:
      'Entre las descargas: compare.csv contiene íntegra cada variación de cada escenario, y compare.json lo necesario para repetir la comparación.',
    besideDrawn:
      'Entre las descargas: compare.csv contiene íntegra cada variación de cada escenario, compare_quantiles.csv cuánto se dispersan variaciones y diferencias, y compare.json lo necesario para repetir la comparación.',
    order: { difference: 'mayor diferencia primero', rise: 'según el primer escenario', name: 'por nombre' },
  },
  says: {
    quoted: (name) => `«${name}»`,
    which: (first, other) => `¿«${first}» o «${other}»?`,
    sideBySide: (count) => `${count} escenarios lado a lado`,
    world: (year, name) => `Economía mundial de ${year} (${name})`,
    closures: (rules) => `${rules.length > 1 ? 'Cierres' : 'Cierre'}: ${rules.join(' o ')}`,
    years: (first, last) => `Años ${first} a ${last}, se muestra ${last}`,
    same: (other, first) => `El ingreso real mundial es el mismo con ${other} que con ${first}`,
    differs: (points, higher, other, first, amount) =>
      `El ingreso real mundial es ${points} puntos porcentuales ${higher ? 'mayor' : 'menor'} con ${other} que con ${first}, es decir, ${amount} al año`,
    both: (differs, sides) => `${differs}; ${sides}.`,
    sameInAll: (count) => `El ingreso real mundial es el mismo en los ${count} escenarios.`,
    highest: (best, worst) => `El ingreso real mundial es mayor con ${best} y menor con ${worst}.`,
    bestForAll: (name) => `Para todas las economías, ${name} es el mejor de ellos.`,
    bestFor: (each) => {
      const listed = each.map(({ name, count }) => `${name} para ${counted(count, 'economía', 'economías')}`);
      return `El mejor de ellos es ${listed.slice(0, -1).join(', ')} y ${listed.at(-1)!}.`;
    },
    sides: (more, less, all) => {
      const everyone =
        all === 1 ? 'la única economía' : all === 2 ? 'ambas economías' : `las ${all} economías`;
      if (more + less === 0) return 'ninguna economía tiene un ingreso real mayor o menor';
      if (more === all) return `${everyone} ${income(all, true)}`;
      if (less === all) return `${everyone} ${income(all, false)}`;
      if (less === 0) return `${more} de ${all} economías ${income(more, true)}, ninguna menor`;
      if (more === 0) return `${less} de ${all} economías ${income(less, false)}, ninguna mayor`;
      return `${more} de ${all} economías ${income(more, true)} y ${less} menor`;
    },
    ends: ({ top, bottom, more, less }) => {
      if (more && less)
        return `La mayor ganancia: ${top.name} (${top.points} puntos); la mayor pérdida: ${bottom.name} (${bottom.points}).`;
      const [largest, smallest] = more ? [top, bottom] : [bottom, top];
      return `Mayor diferencia: ${largest.name} (${largest.points}); la menor: ${smallest.name} (${smallest.points}).`;
    },
    againstFirst: (difference) => `${difference} puntos frente al primero`,
    points: (difference) => `${difference} puntos`,
    outOf: (part, all) => `${part} de ${all}`,
    incomes: (other, its, first, that) =>
      `El ingreso real mundial varía un ${its} con ${other} y un ${that} con ${first}.`,
    sidesUnder: (sides, other) => `${sides}, con ${other}.`,
    trade: (other, its, first, that) =>
      `El volumen del comercio mundial varía un ${its} con ${other} y un ${that} con ${first}.`,
    against: (other, its, first, that, sides) =>
      `Ingreso real mundial con ${other} (${its}) frente a ${first} (${that}): ${sides}.`,
    worldSure: (draws, low, high, positive) =>
      `En el 90 % de ${counted(draws, 'sorteo', 'sorteos')} la diferencia está entre ${low} y ${high} puntos; ${
        positive <= 0
          ? 'nunca es positiva'
          : positive >= 1
            ? 'siempre es positiva'
            : `es positiva ${often(positive)}`
      }.`,
    sidesSure: (more, less, all) => {
      if (more + less === 0)
        return 'Para ninguna economía es el signo el mismo en al menos el 95 % de los sorteos.';
      const head = 'En al menos el 95 % de los sorteos,';
      const of = (n: number) => (n === all && all > 2 ? `las ${all} economías` : `${n} de ${all} economías`);
      if (more === 0) return `${head} ${of(less)} ${income(less, false)} y ninguna mayor.`;
      return `${head} ${of(more)} ${income(more, true)} y ${less === 0 ? 'ninguna' : less} menor.`;
    },
    sameInGroups: (points) =>
      `En promedio la diferencia es la misma en todos los grupos de ingreso: ${points} puntos.`,
    groups: (top, most, bottom, least) =>
      `En promedio, la diferencia en puntos porcentuales es mayor para las economías de ${lower(top)} (${most}) y menor para las de ${lower(bottom)} (${least}).`,
    change: (name, percent, points) => `${name} ${percent}${points && ` (${points} puntos)`}`,
    interval: (name, middle, low, high, other, higher) =>
      `${name}\nmediana ${middle} puntos\n90 % de los sorteos de ${low} a ${high}\n${other} es mayor ${often(higher)}`,
    dots: (what) => `Gráfico de puntos: ${what}, una marca por escenario.`,
    dotsEnds: (other, first, { top, bottom }) =>
      `${other} menos ${first}: lo más alto, ${top.name} ${top.points} puntos; lo más bajo, ${bottom.name} ${bottom.points}.`,
    intervals: (other, some) =>
      `Gráfico: diferencia de ingreso real con ${other} entre sorteos. ${some
        .map(({ name, low, high }) => `${name} de ${low} a ${high}`)
        .join(', ')}.`,
    intervalsTitle: (other, first, year) =>
      `Ingreso real con ${other} menos el de ${first}${year && ` en ${year}`}, puntos porcentuales`,
    inTable: 'La tabla contiene todos los números.',
    drawn: (draws, sobol, seed) =>
      `${counted(draws, 'sorteo', 'sorteos')}, repartidos como ${sobol ? 'una secuencia de Sobol aleatorizada' : 'un hipercubo latino'} a partir de la semilla ${seed}.`,
    noneFailed: 'Ninguno falló.',
    failed: (each) =>
      `Fallaron y se dejan fuera: ${each.map(({ name, count }) => `${count} de ${name}`).join(', ')}.`,
    shared: (numbers) =>
      numbers === 0
        ? 'Los escenarios no comparten ningún número incierto y cada uno sortea los suyos: las diferencias se dispersan tanto como ambos juntos.'
        : `En cada sorteo ${counted(numbers, 'número es el mismo', 'números son los mismos')} en todos los escenarios, de modo que lo que es incierto por igual en todos no empaña las diferencias.`,
    allScenarios: 'todos los escenarios',
    solved: (iterations, residual) => `${counted(iterations, 'iteración', 'iteraciones')}, hasta ${residual}`,
    school: (school) => `Parámetros: escuela ${SCHOOLS[school] ?? school}`,
    courses: (whom, differences) =>
      differences
        ? `Ingreso real (${whom}): diferencia con el primer escenario, puntos porcentuales`
        : `Ingreso real (${whom}), variación porcentual frente al mismo año sin el escenario`,
    theWorld: 'mundo',
    pointsUnit: ' puntos',
    percentUnit: '\u00a0%',
    ofDraws: (low, high) => `90 % de los sorteos de ${low} a ${high}`,
    lines: (title) => `Gráfico de líneas: ${title}.`,
    course: (name, from, first, to, last) => `${name}: ${from} en ${first}, ${to} en ${last}.`,
    differ: (first, each, start, end) => {
      const listed = each.map(
        ({ other, from, to }) => `con ${other} de ${from} en ${start} a ${to} en ${end}`,
      );
      return `Frente a ${first}, la diferencia de ingreso real mundial va, en puntos porcentuales, ${listed.join('; ')}.`;
    },
    channels: (other, first, points) => `${other} menos ${first} da ${points} puntos`,
    noChannel: 'y ningún canal aporta siquiera 0,01.',
    byChannel: (named, others) => `por canal: ${named.join(', ')}${others ? ' y otros' : ''}.`,
    reading: {
      benchmark:
        'Cada escenario se compara con la referencia: la misma economía sin él, una vez ajustado todo. Una variación es un porcentaje de la referencia.',
      years: (last) =>
        `Donde no se nombra un año, los números son de ${last}. A lo largo de los años el mundo también crece sin los escenarios. Cada variación compara un año con el mismo año sin el escenario.`,
      difference:
        'Una diferencia es la variación con un escenario menos la del primero, en puntos porcentuales: con +0,60 y +0,29 %, la diferencia es +0,31. No es una variación de un escenario a otro en porcentaje de este, que apenas se distinguiría para variaciones de unos pocos por ciento.',
      amounts: (unit, year) =>
        `Los importes están en ${unit} de ${year}, a los ingresos de referencia. Los promedios del mundo y de los grupos se ponderan por el ingreso de referencia.`,
      income:
        'El ingreso real es lo que una economía gana con trabajo y capital, recaudación arancelaria y transferencias del exterior, en relación con el precio de lo que compra.',
      closures:
        'Los escenarios tienen cierres distintos y, por tanto, referencias distintas. Sus diferencias muestran el cierre además de lo que los escenarios cambian.',
      probability:
        'La probabilidad de que un escenario sea mayor es la proporción de sorteos en que lo es, por poco que sea. Dice cómo influyen en el orden de los escenarios los números inciertos sorteados, y nada de lo que el modelo deja fuera.',
    },
  },
  page: {
    contents: 'Contenido',
    warnings: 'Tenga en cuenta',
    headlines: 'En resumen',
    show: 'Mostrar',
    order: 'Orden',
    world: 'Mundo',
    noGroups: 'La base no dice a qué grupos pertenecen sus economías.',
    unit: 'variación porcentual frente a la referencia',
    unitOnPath: 'variación porcentual frente al mismo año sin el escenario',
    scenarioFile: 'El archivo del escenario',
    sources: 'Datos',
    source: 'Fuente',
    licence: 'Licencia',
    notes: 'Notas sobre los datos',
    steps: 'Cómo se hizo la base',
    files: 'Archivos leídos, con sus huellas SHA-256',
    column: {
      economy: 'Economía',
      code: 'Código',
      incomeGroup: 'Grupo de ingreso',
      group: 'Grupo',
      economies: 'Economías',
      incomeShare: 'Proporción del ingreso mundial, %',
      factor: 'Factor',
      sector: 'Sector',
      output: 'Producción mundial',
      elasticity: 'Elasticidad del comercio',
      sectorGroup: 'Grupo de sectores',
      incomeGain: 'Ingreso real',
      origin: 'Vendedor',
      destination: 'Comprador',
      benchmark: 'Antes',
      counterfactual: 'Después',
      change: 'Variación',
      changePercent: 'Variación, %',
    },
  },
  phrases: {
    inYear: (what, year) => `${what} en ${year}`,
    source: (version, source) => `Fuente: Comity ${version} con ${source}`,
    pair: (what, which) => `${what}: ${which}`,
    noGroup: 'Sin grupo',
  },
  closure: {
    balanced: 'sin déficits comerciales',
    fixed: 'déficits comerciales mantenidos en su nivel de referencia',
    proportional: 'déficits comerciales proporcionales al ingreso',
  },
  steps: {
    whose: 'Mundo, grupo o economía',
    year: 'Año',
    earlier: 'Año anterior',
    later: 'Año siguiente',
  },
};

function lower(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
