import {
  LAPTOP,
  PHONE,
  aiFolder,
  drawn,
  expect,
  expectToFit,
  overflow,
  readCsv,
  reportUrl,
  runFolder,
  test,
  expectUsable,
} from './page';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

test.use({ viewport: LAPTOP });

interface Record {
  world: { real_income_pct: number };
  schools: { name: string; real_income_pct: number }[];
  parameters: { used: { id: string; changed_by?: string }[] };
}
const record = () => JSON.parse(readFileSync(join(aiFolder(), 'run.json'), 'utf8')) as Record;

/** Rows of one year of a table. */
const in2040 = (name: string) => readCsv(name, aiFolder()).filter(({ year }) => year === '2040');

test.describe('the report of AI along a path', () => {
  test.beforeEach(async ({ page }) => {
    await page.goto(reportUrl(aiFolder()));
  });

  test('the first screen says what happens, to whom, how sure, and why', async ({ page }) => {
    const cards = page.locator('main li .figure');
    await expect(cards).toHaveCount(4);
    for (const card of await cards.all()) await expect(card).toBeInViewport();
    const { world, schools } = record();
    const text = page.locator('main > section').first();
    await expect(text).toContainText(
      `In 2040 world real income is ${world.real_income_pct.toFixed(1)} percent`,
    );
    for (const { name, real_income_pct: change } of schools)
      await expect(text).toContainText(`${name} +${change.toFixed(change < 0.995 ? 2 : 1)}%`);
    await expect(text).toContainText('(this page)');
    await expect(text).toContainText('come from productivity');
  });

  test('channels are those of channels.csv, scaled to the change of economies.csv', async ({ page }) => {
    await page.locator('#channels select').selectOption('all');
    const bars = await drawn(page, '.channels');
    const channels = in2040('channels.csv');
    const named = new Set([...bars.keys()].flatMap((code) => code.split('/')[1] ?? []));
    expect(named.size).toBe(6);
    for (const { economy, real_income_pct } of in2040('economies.csv')) {
      const own = channels.filter((row) => row.economy === economy);
      const ln = own.reduce((sum, row) => sum + Number(row.real_income), 0);
      const percent = Number(real_income_pct);
      expect(Math.expm1(ln / 100) * 100, economy).toBeCloseTo(percent, 6);
      expect(bars.get(economy), economy).toBeCloseTo(percent, 6);
      for (const { channel, real_income } of own.filter(({ channel }) => named.has(channel!)))
        expect(bars.get(`${economy}/${channel}`)).toBeCloseTo((Number(real_income) * percent) / ln, 6);
      const parts = [...bars].filter(([code]) => code.startsWith(`${economy}/`));
      expect(parts.reduce((sum, [, value]) => sum + value, 0)).toBeCloseTo(percent, 6);
    }
  });

  test('an economy of choice stands beside the groups, in words too', async ({ page }) => {
    const section = page.locator('#channels');
    await section.locator('select').selectOption('IND');
    await expect(section.locator('p').first()).toContainText('of India');
    expect([...(await drawn(page, '.channels')).keys()]).toContain('IND/productivity');
  });

  test('the map steps through the years of economies.csv, on one scale', async ({ page }) => {
    const section = page.locator('#economies');
    const ticks = () => section.locator('.ranking [aria-hidden] text, .ranking text').allTextContents();
    await expect(section.getByRole('button', { name: 'Later' })).toBeDisabled();
    expect((await ticks()).length).toBeGreaterThan(41);
    const legend = await section.locator('.scale').getAttribute('aria-label');
    await section.getByRole('button', { name: 'Earlier' }).press('Enter');
    await expect(section.locator('figcaption')).toContainText('in 2035');
    const ranked = await drawn(page, '.ranking');
    for (const { economy, real_income_pct } of readCsv('economies.csv', aiFolder()).filter(
      ({ year }) => year === '2035',
    ))
      expect(ranked.get(economy)).toBeCloseTo(Number(real_income_pct), 6);
    expect(await section.locator('.scale').getAttribute('aria-label')).toBe(legend);
  });

  test('lines are those of the tables', async ({ page }) => {
    await page.locator('#years select').selectOption('POL');
    const years = await drawn(page, '#years .lines');
    const rows = readCsv('economies.csv', aiFolder()).filter(({ economy }) => economy === 'POL');
    expect(rows.length).toBe(4);
    for (const { year, real_income_pct } of rows)
      expect(years.get(`POL/${year}`)).toBeCloseTo(Number(real_income_pct), 6);
    expect(years.get('world/2040')).toBeCloseTo(record().world.real_income_pct, 6);
    await page.locator('#adoption select').selectOption('POL');
    const adoption = await drawn(page, '#adoption .lines');
    for (const { year, adoption: share } of readCsv('adoption.csv', aiFolder()).filter(
      ({ economy }) => economy === 'POL',
    ))
      expect(adoption.get(`POL/${year}`)).toBeCloseTo(Number(share) * 100, 2);
    expect([...adoption.keys()].some((code) => code.startsWith('observed/POL/'))).toBe(true);
  });

  test('the divide is that of divide.csv and convergence.csv', async ({ page }) => {
    const section = page.locator('#divide');
    const last = in2040('convergence.csv')[0]!;
    await expect(section).toContainText(`to ${Number(last.theil_after).toFixed(4)}`);
    await expect(section.locator('table').first().locator('tbody tr')).toHaveCount(
      readCsv('divide.csv', aiFolder()).length,
    );
  });

  test('every parameter that was read is there, and those changed come first', async ({ page }) => {
    const { used } = record().parameters;
    const rows = page.locator('#parameters tbody tr');
    await expect(rows).toHaveCount(used.length);
    expect(used.filter(({ changed_by }) => changed_by === 'scenario').length).toBe(1);
    await expect(rows.first()).toContainText('by the scenario, from 0.35');
  });

  test('everything can be reached by keyboard', async ({ page }) => {
    for (const name of ['#channels', '#years', '#adoption', '#economies'])
      for (const control of await page.locator(name).locator('button:enabled, select, summary').all()) {
        await control.focus();
        await expect(control).toBeFocused();
      }
  });

  test('axe finds nothing to object to, in light, dark and table view', async ({ page }) => {
    test.slow();
    await expectUsable(page, ['#channels', '#years', '#economies']);
  });

  test('it fits laptop, phone and paper', async ({ page }) => {
    await expectToFit(page, 'ai-', 'ai.pdf');
  });
});

test('a page without AI and years has no word of them', async ({ page }) => {
  await page.goto(reportUrl(runFolder()));
  for (const id of ['channels', 'years', 'adoption', 'divide', 'parameters'])
    await expect(page.locator(`#${id}`)).toHaveCount(0);
  await page.setViewportSize(PHONE);
  expect(await overflow(page)).toBe(0);
});
