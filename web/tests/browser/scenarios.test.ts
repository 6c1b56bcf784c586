/** The page Scenarios: those that ship, and what the reader writes, are run, and the page shows what the job found. */
import { basename } from 'node:path';
import type { Results } from '../../src/lib/results';
import { LAPTOP, drawn, expect } from './page';
import { LOOKS, inspect, saved, wear, served as test } from './served';

test.use({ offline: false, bypassCSP: false, viewport: LAPTOP, locale: 'en-GB' });

/** Time for a job on a machine that does much else. */
const LONG = 120_000;

const heading = (name: string) => ({ name: `Result: ${name}` });

test('a scenario that ships is run, and the page shows the results of its job', async ({ page, address }) => {
  test.setTimeout(LONG);
  await page.goto(`${address}/#scenarios`);
  await page.getByRole('button', { name: 'Run: Cheaper digital services' }).click();
  await expect(page.getByRole('heading', heading('Cheaper digital services'))).toBeFocused();
  await expect(page.locator('.ranking svg')).toBeVisible({ timeout: LONG });
  const job = /job=(\w+)/.exec(page.url())![1]!;
  const answer = await page.request.get(`${address}/api/v1/jobs/${job}/files/view.json`);
  const { world, economies } = (await answer.json()) as Results;
  const income = page.locator('[data-world="real_income_pct"]');
  expect(parseFloat((await income.textContent())!.replace('−', '-'))).toBeCloseTo(world.real_income_pct, 1);
  const trade = page.locator('[data-world="trade_volume_pct"]');
  expect(parseFloat((await trade.textContent())!.replace('−', '-'))).toBeCloseTo(world.trade_volume_pct, 1);
  const shown = await drawn(page, '.ranking');
  expect(shown).toEqual(new Map(economies.map(({ code, real_income_pct }) => [code, real_income_pct])));
  expect(await drawn(page, '.map')).toEqual(new Map([...shown].filter(([code]) => code !== 'RoW')));

  expect(basename(await saved(page, 'Save the full report'))).toBe('report.html');
  await expect(page.getByRole('button', { name: 'economies.csv' })).toBeVisible();

  // The result stays at its address.
  await page.reload();
  await expect(page.locator('.ranking svg')).toBeVisible();
});

test('what the reader writes is run, and a fault is shown at its place instead', async ({
  page,
  address,
}) => {
  test.setTimeout(LONG);
  await page.goto(`${address}/#scenarios`);
  await page.getByRole('button', { name: 'Open the file: Cheaper digital services' }).click();
  const text = page.getByRole('textbox', { name: 'Text of a scenario' });
  await expect(text).toHaveValue(/baseline/);
  const run = page.getByRole('button', { name: 'Run', exact: true });
  await text.fill('name = "Mine"\nbaseline = "wiod-2011"\n[[tariff]]\nrate = "high"\n');
  await run.click();
  await expect(page.getByText('Line 4, column')).toBeVisible();
  await expect(page.getByRole('heading', heading('Mine'))).toHaveCount(0);
  await text.fill('name = "Mine"\nbaseline = "wiod-2011"\n[[tariff]]\nrate = 0.02\n');
  await run.click();
  await expect(page.getByRole('heading', heading('Mine'))).toBeVisible();
  await expect(page.locator('.ranking svg')).toBeVisible({ timeout: LONG });
});

test('a run can be cancelled', async ({ page, address }) => {
  test.setTimeout(LONG);
  const years = Array.from({ length: 16 }, (_, at) => 2025 + at).join(', ');
  const long = (name: string) =>
    `name = "${name}"\nbaseline = "wiod-2011"\nyears = [${years}]\n[ai]\nschool = "central"\n`;
  // One run is worked out at a time: the page's waits for these.
  const before = await Promise.all(
    ['One', 'Two', 'Three', 'Four'].map(async (name) => {
      const data = { scenario: { text: long(name) } };
      const answer = await page.request.post(`${address}/api/v1/runs`, { data });
      return ((await answer.json()) as { id: string }).id;
    }),
  );
  await page.goto(`${address}/#scenarios`);
  await page.getByRole('textbox', { name: 'Text of a scenario' }).fill(long('Five'));
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('status').getByText('Cancelled')).toBeVisible({ timeout: LONG });
  await expect(page.locator('.ranking svg')).toHaveCount(0);
  for (const id of before) await page.request.delete(`${address}/api/v1/jobs/${id}`);
});

for (const look of LOOKS)
  test(`a result can be used by everyone, ${look.theme}, ${look.width}`, async ({ page, address }) => {
    test.setTimeout(LONG);
    await wear(page, look);
    await page.goto(`${address}/#scenarios`);
    await page.getByRole('button', { name: 'Run: Cheaper digital services' }).click();
    await expect(page.locator('.ranking svg')).toBeVisible({ timeout: LONG });
    await inspect(page, 'app-run', look);
  });
