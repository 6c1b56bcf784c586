import { synthetic, syntheticEnsemble } from '../synthetic';
import {
  ensembleFolder,
  expect,
  readCsv,
  reportUrl,
  reportWith,
  test,
  LAPTOP,
  expectToFit,
  expectUsable,
} from './page';

test.use({ viewport: LAPTOP });

test.describe('the report of a real ensemble', () => {
  test.beforeEach(async ({ page }) => {
    await page.goto(reportUrl(ensembleFolder()));
  });

  test('intervals are drawn where quantiles.csv has them', async ({ page }) => {
    const rows = readCsv('quantiles.csv', ensembleFolder()).filter(
      ({ variable }) => variable === 'real_income_pct',
    );
    expect(rows.length).toBe(41);
    /** Left and right end of every mark of a kind, by economy. */
    const ends = async (kind: string) => {
      const marks = page.locator(`.intervals ${kind}[data-code]`);
      const pairs = await marks.evaluateAll((all) =>
        all.map((mark) => {
          const { x, width } = (mark as SVGGraphicsElement).getBBox();
          return [`${mark.getAttribute('data-code')}`, [x, x + width, width]] as [string, number[]];
        }),
      );
      return pairs;
    };
    const lines = await ends('path');
    expect(lines.length).toBe(2 * 42);
    const [thin, thick] = [new Map(lines.slice(0, 42)), new Map(lines.slice(42))];
    const dots = new Map(await ends('circle'));

    // The axis from two medians far apart; every other mark must lie on it.
    const sorted = [...rows].sort((a, b) => Number(a.p50) - Number(b.p50));
    const [low, high] = [sorted[0]!, sorted.at(-1)!];
    const centre = (code: string) => (dots.get(code)![0]! + dots.get(code)![1]!) / 2;
    const scale = (centre(high.economy) - centre(low.economy)) / (Number(high.p50) - Number(low.p50));
    const place = (value: string | undefined) =>
      centre(low.economy) + (Number(value) - Number(low.p50)) * scale;
    for (const row of rows) {
      const { economy } = row;
      expect(thin.get(economy)![0], `${economy} p05`).toBeCloseTo(place(row.p05), 1);
      expect(thin.get(economy)![1], `${economy} p95`).toBeCloseTo(place(row.p95), 1);
      expect(thick.get(economy)![0], `${economy} p25`).toBeCloseTo(place(row.p25), 1);
      expect(thick.get(economy)![1], `${economy} p75`).toBeCloseTo(place(row.p75), 1);
      expect(centre(economy), `${economy} p50`).toBeCloseTo(place(row.p50), 1);
    }
  });

  test('the tables hold quantiles.csv and sobol.csv', async ({ page }) => {
    const cells = async (section: string) => {
      await page.locator(section).getByRole('button', { name: 'Table' }).click();
      const rows = await page
        .locator(`${section} tbody tr`)
        .evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent ?? '')));
      return new Map(rows.map(([name, ...numbers]) => [name!, numbers.map(number)]));
    };
    const economies = await cells('#uncertainty');
    const names = new Map(
      readCsv('quantiles.csv', ensembleFolder())
        .filter(({ variable }) => variable === 'real_income_pct')
        .map((row) => [row.economy, row]),
    );
    const [ireland, shown] = [names.get('IRL')!, economies.get('Ireland')!];
    expect(shown[0]).toBeCloseTo(Number(ireland.p05), 1);
    expect(shown[4]).toBeCloseTo(Number(ireland.p95), 1);
    expect(shown[5]).toBeCloseTo(100 * Number(ireland.probability_gain), 1);

    const drivers = await cells('#drivers');
    const sobol = readCsv('sobol.csv', ensembleFolder()).filter(
      ({ variable }) => variable === 'real_income_pct:WORLD',
    );
    expect(drivers.size).toBe(sobol.length);
    for (const row of sobol)
      for (const [at, key] of [
        'first',
        'first_low',
        'first_high',
        'total',
        'total_low',
        'total_high',
      ].entries())
        expect(drivers.get(row.parameter!)![at]).toBeCloseTo(100 * Number(row[key]), 0);
  });

  test('the first screen says how sure, and what went in says what was drawn', async ({ page }) => {
    const sure = page.locator('.sure');
    await expect(sure.first()).toContainText('In 90 percent of 60 draws the change lies between');
    await expect(sure.first()).toBeInViewport();
    await expect(sure.nth(1)).toContainText('Luxembourg and Indonesia both gain in all draws.');
    await expect(page.locator('#inputs')).toContainText('60 draws, spread as a Latin hypercube from seed 1.');
    await expect(page.locator('#inputs')).toContainText('triangular from 1.025 to 1.062, most likely 1.04');
  });

  test('axe finds nothing to object to, in light, dark and table view', async ({ page }) => {
    await expectUsable(page);
  });

  test('it fits laptop, phone and paper', async ({ page }) => {
    await expectToFit(page, 'ensemble-', 'ensemble.pdf');
  });
});

test('a report of a run has no trace of ensembles', async ({ page }) => {
  await page.goto(reportUrl());
  for (const selector of ['#uncertainty', '#drivers', '.sure', '.drawn'])
    await expect(page.locator(selector)).toHaveCount(0);
});

test('failed draws are shown with their reasons', async ({ page }) => {
  const results = synthetic();
  await page.goto(reportWith({ ...results, ensemble: syntheticEnsemble(results) }));
  await expect(page.locator('#inputs')).toContainText('5 failed and are left out of every statistic.');
  await expect(page.locator('#inputs')).toContainText('3 draws, draw 17 the first: no equilibrium was found');
  await expect(page.locator('#inputs')).toContainText('1 more for other reasons');
});

test('one economy, one number and no spread still make a report', async ({ page }) => {
  const results = synthetic({ economies: 1, sectors: 1 });
  const ensemble = syntheticEnsemble(results);
  const still = { p05: 0, p25: 0, p50: 0, p75: 0, p95: 0, probability_gain: 0 };
  ensemble.economies = [still];
  ensemble.world = still;
  ensemble.drivers = [{ name: 'rate', first: [0, 0, 0], total: [0, 0, 0] }];
  await page.goto(reportWith({ ...results, ensemble }));
  await expect(page.locator('#drivers')).toContainText('does not vary');
  await expect(page.locator('.intervals circle')).toHaveCount(2);
});

function number(text: string): number {
  return Number(text.replace('−', '-').replace(/[+,]/g, ''));
}
