/** Made-up results for tests: plausible in size and shape, true of nothing. */
import type { Ensemble, Results, SectorVariable } from '../src/lib/results';
import { SECTOR_VARIABLES } from '../src/lib/results';

const ECONOMIES = `
AUS Australia high east_asia_pacific 1300|AUT Austria high europe_central_asia 400|BEL Belgium high europe_central_asia 500
BGR Bulgaria upper_middle europe_central_asia 55|BRA Brazil upper_middle latin_america_caribbean 2300|CAN Canada high north_america 1700
CHN China upper_middle east_asia_pacific 7300|CYP Cyprus high europe_central_asia 25|CZE Czechia high europe_central_asia 210
DEU Germany high europe_central_asia 3600|DNK Denmark high europe_central_asia 330|ESP Spain high europe_central_asia 1450
EST Estonia high europe_central_asia 22|FIN Finland high europe_central_asia 260|FRA France high europe_central_asia 2750
GBR United_Kingdom high europe_central_asia 2400|GRC Greece high europe_central_asia 280|HUN Hungary high europe_central_asia 135
IDN Indonesia lower_middle east_asia_pacific 850|IND India lower_middle south_asia 1850|IRL Ireland high europe_central_asia 220
ITA Italy high europe_central_asia 2150|JPN Japan high east_asia_pacific 5900|KOR Korea,_Republic_of high east_asia_pacific 1150
LTU Lithuania high europe_central_asia 42|LUX Luxembourg high europe_central_asia 57|LVA Latvia high europe_central_asia 28
MEX Mexico upper_middle latin_america_caribbean 1150|MLT Malta high europe_central_asia 9|NLD Netherlands high europe_central_asia 830
POL Poland high europe_central_asia 510|PRT Portugal high europe_central_asia 230|ROU Romania upper_middle europe_central_asia 180
RUS Russian_Federation upper_middle europe_central_asia 1850|SVK Slovak_Republic high europe_central_asia 93|SVN Slovenia high europe_central_asia 49
SWE Sweden high europe_central_asia 520|TUR Türkiye upper_middle europe_central_asia 770|TWN Taiwan high east_asia_pacific 470
USA United_States high north_america 15000|RoW Rest_of_the_world   9700`;

const SECTORS = `Agriculture goods|Mining energy|Food and beverages goods|Textiles goods|Leather and footwear goods|Wood products goods
Paper and printing goods|Coke and refined petroleum energy|Chemicals goods|Rubber and plastics goods|Other minerals goods|Metals goods
Machinery goods|Electrical and optical equipment ai_hardware|Transport equipment goods|Other manufacturing goods
Electricity, gas and water energy|Construction services|Motor trade services|Wholesale trade services|Retail trade services
Hotels and restaurants services|Inland transport services|Water transport services|Air transport services|Other transport services services
Post and telecommunications digital_services|Finance digital_services|Real estate services|Business services digital_services
Public administration services|Education services|Health services|Other community services services|Private households services`;

const split = (text: string) => text.trim().split(/[|\n]/);

export interface Choices {
  /** Added to every change of real income, in points. */
  shift?: number;
  economies?: number;
  sectors?: number;
}

/** Results of some of 41 economies and 35 sectors, the same on every call. */
export function synthetic({ shift = 0, economies: n = 41, sectors: m = 35 }: Choices = {}): Results {
  const random = generator(7);
  const economies = split(ECONOMIES)
    .slice(0, n)
    .map((line) => {
      const [code, name, income_group, region, income] = line.split(' ') as [
        string,
        string,
        string,
        string,
        string,
      ];
      const change =
        0.25 + (0.9 * random() ** 2) / Math.sqrt(Math.log10(Number(income))) - 0.18 * random() + shift;
      const size = Number(income) * 1000;
      return {
        code,
        income_group,
        region,
        name: name.replaceAll('_', ' '),
        income: size,
        exports: size * 0.2,
        imports: size * 0.2,
        real_income_pct: change,
        real_wage_pct: change * 1.02,
        wage_pct: random() - 0.5,
        price_pct: random() - 1,
        exports_pct: 1 + 2 * random(),
        imports_pct: 1 + 2 * random(),
        export_volume_pct: 1.2 + 2 * random(),
        import_volume_pct: 1.2 + 2 * random(),
      };
    });
  const sectors = split(SECTORS)
    .slice(0, m)
    .map((line, at) => {
      const end = line.lastIndexOf(' ');
      return {
        code: `c${at + 1}`,
        name: line.slice(0, end),
        group: line.slice(end + 1),
        output: 1e6 * (1 + random()),
        theta: 5,
      };
    });
  const cell = (group: string) =>
    random() < 0.01
      ? null
      : (random() + random() + random() - 1.5) * (group === 'digital_services' ? 9 : 1.6);
  const grid = () => economies.map(() => sectors.map(({ group }) => cell(group)));
  const each = <T>(make: (variable: SectorVariable) => T) =>
    Object.fromEntries(SECTOR_VARIABLES.map((variable) => [variable, make(variable)])) as Record<
      SectorVariable,
      T
    >;
  const total = economies.reduce((sum, economy) => sum + economy.income, 0);
  const bilateral = (part: number) => {
    const benchmark = economies.map((origin) =>
      economies.map((destination) =>
        origin === destination
          ? 0
          : (part * (0.5 + random()) * 0.2 * origin.income * destination.income) / total,
      ),
    );
    return {
      benchmark,
      counterfactual: benchmark.map((row) => row.map((value) => value * (0.97 + 0.1 * random()))),
    };
  };
  const mean = (weights: typeof economies) =>
    weights.reduce((sum, economy) => sum + economy.income * economy.real_income_pct, 0) /
    weights.reduce((sum, economy) => sum + economy.income, 0);
  const grouped = (by: 'income_group' | 'region') =>
    [...new Set(economies.map((economy) => economy[by]))].map((key) => {
      const members = economies.filter((economy) => economy[by] === key);
      const change = mean(members);
      return {
        key,
        economies: members.length,
        income: members.reduce((sum, economy) => sum + economy.income, 0),
        real_income_pct: change,
        real_wage_pct: change,
        exports_pct: 2,
        imports_pct: 2,
        export_volume_pct: 2.2,
        import_volume_pct: 2.2,
      };
    });
  const solve = { iterations: 31, residual: 4.2e-11, safeguarded: false };
  return {
    format: 1,
    version: '0.1.0',
    date: '2026-11-24',
    scenario: {
      name: 'Cheaper digital services',
      summary: 'The cost of selling digital services across borders falls by a tenth everywhere.',
      file: 'cheaper-digital-services.toml',
      text: 'name = "Cheaper digital services"\nclosure = "balanced"\n\n[[trade_cost]]\nsectors = ["group:digital_services"]\norigins = ["all"]\ndestinations = ["all"]\nfactor = 0.9\n',
    },
    closure: 'balanced',
    baseline: {
      name: 'wiod-2011',
      year: 2011,
      unit: 'million USD',
      source:
        'Timmer et al. (2015), An illustrated user guide to the World Input-Output Database, Review of International Economics 23.',
      licence: 'Free use with citation',
      notes: '',
      steps: [{ operation: 'Read the long table', input: 'wiot_2011.parquet', sha256: 'a'.repeat(64) }],
    },
    economies,
    sectors,
    sector_changes: each(grid),
    world_sectors: each(() => sectors.map(({ group }) => cell(group))),
    trade: {
      all: bilateral(1),
      by_group: [...new Set(sectors.map(({ group }) => group))].map((group) => ({
        group,
        ...bilateral(0.2),
      })),
    },
    world: { income: total, trade: total * 0.2, real_income_pct: mean(economies), trade_volume_pct: 1.34 },
    by_income_group: grouped('income_group'),
    by_region: grouped('region'),
    convergence: {
      tolerance: 1e-10,
      benchmark: { ...solve, residual: 9.1e-14 },
      counterfactual: solve,
      distance: { spending: 0.031, factor_income: 0.0054 },
      unsupplied: 0,
      timing_ms: { load: 12, benchmark: 14.2, solve: 6.3 },
    },
    inputs: [{ name: 'cheaper-digital-services.toml', sha256: 'b'.repeat(64) }],
    warnings: [],
  };
}

/** An ensemble around made-up results, with every kind of distribution and draws that failed. */
export function syntheticEnsemble({ economies, world }: Results): Ensemble {
  const around = (change: number, spread = Math.abs(change) + 0.1) => ({
    p05: change - spread,
    p25: change - spread / 3,
    p50: change,
    p75: change + spread / 3,
    p95: change + spread * 1.3,
    probability_gain: change > 0 ? 0.96 : 0.031,
  });
  const entry = { as: 'value', sectors: 0, by_sector: null } as const;
  return {
    draws: 400,
    seed: '18446744073709551615',
    design: 'latin_hypercube',
    by_default: false,
    failed: 5,
    failures: [
      { reason: 'no equilibrium was found', draws: 3, first: 17 },
      { reason: 'a number was drawn that cannot be', draws: 1, first: 21 },
    ],
    world: around(world.real_income_pct),
    economies: economies.map((economy) => around(economy.real_income_pct)),
    drivers: [
      { name: 'theta', first: [0.09, 0, 0.23], total: [0.16, 0.09, 0.26] },
      { name: 'rate', first: [0.81, 0.67, 0.9], total: [0.9, 0.71, 1] },
    ],
    base: 66,
    parameters: [
      {
        ...entry,
        name: 'rate',
        target: 'tariff.1.rate',
        distribution: 'triangular',
        low: 0.1,
        mode: 0.25,
        high: 0.6,
      },
      {
        name: 'theta',
        target: 'theta',
        as: 'multiple',
        sectors: 35,
        by_sector: 0.5,
        distribution: 'lognormal',
        median: 1,
        sigma: 0.25,
      },
    ],
  };
}

/** Uniform numbers from a seed (mulberry32). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
