import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { LAPTOP, PHONE, drawn, expect, readCsv, violations } from './page';
import { LOOKS, inspect, saved, wear, written, served as test } from './served';

/** A generous limit on the 95th percentile, only against hanging: the figure itself is printed. */
const HANGING = 2_000;

test.use({ offline: false, bypassCSP: false, viewport: LAPTOP, locale: 'en-GB' });

/** A decomposition solves many equilibria, which takes long without optimisation. */
const EXPLAINED = 60_000;

const income = '[data-world="real_income_pct"]';

test('the map shows what the API answers and what the saved scenario gives', async ({ page, address }) => {
  await page.goto(`${address}/#world?digital=-10&school=cautious&without=energy`);
  await expect(page.locator(income)).toBeVisible();
  const scenario = await saved(page, 'Save as scenario file');
  expect(readFileSync(scenario, 'utf8')).toContain('factor = 0.9');
  const out = written('run', scenario);
  const rows = readCsv('economies.csv', out);
  const shown = await drawn(page, '.ranking');
  expect(shown.size).toBe(rows.length);
  for (const row of rows)
    expect(Math.abs(shown.get(row.economy)! - Number(row.real_income_pct)), row.economy).toBeLessThan(1e-6);
  expect(await drawn(page, '.map')).toEqual(new Map([...shown].filter(([code]) => code !== 'RoW')));
});

test('rules, channels and sectors follow sliders, as the API answers and the saved scenario gives', async ({
  page,
  address,
}) => {
  await page.goto(`${address}/#world?rules=eu&way=50&scale=productivity.50`);
  await expect(page.locator(income)).toBeVisible();
  const way = page.getByRole('slider', { name: 'How much of the way' });
  await way.focus();
  await page.keyboard.press('End');
  await expect(page).toHaveURL(/rules=eu/);
  await expect(page).not.toHaveURL(/way=/);
  await page.getByText('Channels of AI (1 changed)').click();
  const productivity = page.getByRole('slider', { name: 'Productivity' });
  await expect(productivity).toHaveValue('50');
  await productivity.focus();
  await page.keyboard.press('Home');
  await expect(page).toHaveURL(/without=productivity/);
  await page.getByRole('combobox', { name: 'Rows' }).selectOption('economies');
  await expect(page.locator('.sectors [data-code="DEU/c30"][data-value]')).toBeVisible();
  const scenario = await saved(page, 'Save as scenario file');
  expect(readFileSync(scenario, 'utf8')).toContain('rules_of = "DEU"');
  const out = written('run', scenario);
  const shown = await drawn(page, '.sectors');
  for (const row of readCsv('sectors.csv', out)) {
    const value = shown.get(`${row.economy}/${row.sector}`);
    if (value !== undefined) expect(Math.abs(value - Number(row.output_pct))).toBeLessThan(1e-6);
    else expect(Number(row.output_pct)).toBe(0);
  }
});

test('an economy is explained by channels, partners and sectors, as a run decomposes it', async ({
  page,
  address,
}) => {
  test.slow();
  await page.goto(`${address}/#world?hardware=20`);
  await expect(page.locator(income)).toBeVisible();
  // By keyboard: one stop for Tab, arrows inside, Enter.
  await page.locator('.ranking button').first().focus();
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowUp');
  const code = await page.evaluate(() => (document.activeElement as HTMLElement).dataset.code!);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: /Explain this economy: / })).toBeFocused();
  await expect(page.locator('.channels svg')).toBeVisible({ timeout: EXPLAINED });
  const scenario = await saved(page, 'Save as scenario file');
  const out = written('run', scenario, '--decompose');
  const own = (name: string) => readCsv(name, out).filter((row) => row.economy === code);
  const channels = await drawn(page, '.channels');
  for (const row of own('channels.csv'))
    expect(Math.abs(channels.get(row.channel!)! - Number(row.real_income)), row.channel).toBeLessThan(1e-9);
  for (const [place, name, key] of [
    ['.partners', 'welfare_partners.csv', 'partner'],
    ['.by-sector', 'welfare_sectors.csv', 'sector'],
  ] as const) {
    const found = await drawn(page, place);
    const rows = own(name);
    let [matched, shown] = [0, 0];
    for (const [drawnCode, value] of found) {
      shown += value;
      const row = rows.find((each) => each[key] === (drawnCode === '-' ? '' : drawnCode));
      if (row === undefined) continue;
      matched += 1;
      expect(Math.abs(value - Number(row.total)), `${name} ${drawnCode}`).toBeLessThan(1e-9);
    }
    expect(matched).toBeGreaterThanOrEqual(10);
    const total = Number(own('welfare.csv')[0]!.total);
    expect(Math.abs(shown - total), `${name} adds up`).toBeLessThan(1e-6);
  }
  expect(await violations(page)).toEqual([]);
  // By pointer, on the map; and back to the ranking.
  await page.locator('.map [data-code="BRA"]').first().click();
  await expect(page.getByRole('heading', { name: 'Explain this economy: Brazil' })).toBeFocused();
  await page.getByRole('button', { name: 'Close' }).click();
  await expect(page.locator('.ranking [data-code="BRA"]')).toBeFocused();
});

test('on a phone the map stays in sight of the sliders', async ({ page, address }) => {
  await page.setViewportSize(PHONE);
  await page.goto(`${address}/`);
  await expect(page.locator(income)).toBeVisible();
  const slider = page.getByRole('slider', { name: 'Trade costs of all goods' });
  await slider.evaluate((node) => node.scrollIntoView({ block: 'center' }));
  await expect(page.locator('.map svg')).toBeInViewport({ ratio: 0.9 });
  await expect(slider).toBeInViewport();
  const boxes = await Promise.all([page.locator('.answer').boundingBox(), slider.boundingBox()]);
  expect(boxes[0]!.y + boxes[0]!.height).toBeLessThan(boxes[1]!.y);
  const before = await page.locator(income).textContent();
  await slider.focus();
  await page.keyboard.press('Home');
  await expect(page.locator(income)).not.toHaveText(before!);
});

test('a slider moves the map, can be undone, and is in the address', async ({ page, address }) => {
  await page.goto(`${address}/`);
  await expect(page.locator(income)).toBeVisible();
  const before = await page.locator(income).textContent();
  const slider = page.getByRole('slider', { name: 'Trade costs of digital services' });
  await slider.focus();
  await page.keyboard.press('Home');
  await expect(page.locator(income)).not.toHaveText(before!);
  expect(page.url()).toContain('digital=-30');
  const moved = await page.locator(income).textContent();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.locator(income)).toHaveText(before!);
  await expect(slider).toHaveValue('0');
  await page.keyboard.press('Control+Shift+Z');
  await expect(page.locator(income)).toHaveText(moved!);
});

test('the last position wins, however fast the hand', async ({ page, address }) => {
  let questions = 0;
  page.on('request', (request) => (questions += Number(request.url().endsWith('/whatif'))));
  await page.goto(`${address}/`);
  await expect(page.locator(income)).toBeVisible();
  await page.getByRole('slider', { name: 'Trade costs of all goods' }).evaluate(async (node) => {
    const input = node as HTMLInputElement;
    for (let at = 0; at < 200; at += 1) {
      input.value = String((at % 50) - 25);
      input.dispatchEvent(new Event('input', { bubbles: true }));
      if (at % 20 === 0) await new Promise((next) => setTimeout(next, 1));
    }
    input.value = '-7';
    input.dispatchEvent(new Event('input', { bubbles: true }));
    input.dispatchEvent(new Event('change', { bubbles: true }));
  });
  await page.waitForTimeout(1500);
  const answer = await page.request.post(`${address}/api/v1/whatif`, {
    data: {
      baseline: 'wiod-2011',
      moves: {
        closure: 'balanced',
        ai: { school: 'central' },
        trade_costs: [{ sectors: ['group:goods', 'group:ai_hardware', 'group:energy'], factor: 0.93 }],
      },
    },
  });
  const { economies, columns } = await answer.json();
  const shown = await drawn(page, '.ranking');
  for (const [at, code] of economies.entries()) expect(shown.get(code)).toBe(columns.real_income_pct[at]);
  expect(questions).toBeLessThan(100);
});

test('slider to new map', async ({ page, address }) => {
  await page.goto(`${address}/`);
  await expect(page.locator(income)).toBeVisible();
  const times = await page
    .getByRole('slider', { name: 'Trade costs of digital services' })
    .evaluate(async (node) => {
      const input = node as HTMLInputElement;
      const times: number[] = [];
      for (let at = 0; at < 60; at += 1) {
        const map = document.querySelector('.map')!;
        const began = performance.now();
        const drawn = new Promise<void>((done) => {
          new MutationObserver((_, observer) => {
            observer.disconnect();
            // The frame after the map is the new one.
            requestAnimationFrame(() => done());
          }).observe(map, { attributes: true, childList: true, subtree: true });
        });
        input.value = String((at % 30) - 29);
        input.dispatchEvent(new Event('input', { bubbles: true }));
        await drawn;
        times.push(performance.now() - began);
      }
      return times.sort((a, b) => a - b);
    });
  const p95 = times[Math.floor(times.length * 0.95)]!;
  const paint = await page.evaluate(
    () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime,
  );
  console.log(
    `slider to new map: median ${times[30]!.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms; paint ${paint} ms`,
  );
  expect(p95).toBeLessThan(HANGING);
});

test('faults of a scenario are shown at their place', async ({ page, address }) => {
  await page.goto(`${address}/#scenarios`);
  await page
    .getByRole('button', { name: /Open the file/ })
    .first()
    .click();
  const text = page.getByRole('textbox');
  await expect(text).toHaveValue(/baseline/);
  await page.getByRole('button', { name: 'Check' }).click();
  await expect(page.getByText('Nothing is wrong')).toBeVisible();
  await text.fill('name = "é"\nbaseline = "wiod-2012"\n');
  await page.getByRole('button', { name: 'Check' }).click();
  await expect(page.getByText('Line 2, column')).toBeVisible();
  const chosen = await text.evaluate((node) => {
    const area = node as HTMLTextAreaElement;
    return area.value.slice(area.selectionStart, area.selectionEnd);
  });
  expect(chosen).toContain('wiod-2012');
});

test('the API can be tried on its page', async ({ page, address }) => {
  await page.goto(`${address}/api`);
  await expect(page).toHaveURL(`${address}/#api`);
  const { paths } = (await (await page.request.get(`${address}/api/v1/openapi.json`)).json()) as {
    paths: Record<string, object>;
  };
  const requests = Object.values(paths).flatMap((path) => Object.keys(path)).length;
  await expect(page.locator('details > summary > .method')).toHaveCount(requests);
  await page.getByRole('searchbox').fill('whatif');
  await expect(page.getByRole('status').first()).toHaveText(`1 of ${requests} requests`);
  await page.locator('summary', { hasText: '/api/v1/whatif' }).click();
  const body = page.getByRole('textbox', { name: /Body/ });
  const example: unknown = JSON.parse(await body.inputValue());
  await page.getByRole('button', { name: 'Send' }).click();
  const answer = page.getByRole('region', { name: 'Answer: POST /api/v1/whatif' });
  const shown = JSON.parse((await answer.textContent())!) as { columns: object };
  const direct = await page.request.post(`${address}/api/v1/whatif`, { data: example });
  expect(shown.columns).toEqual(((await direct.json()) as { columns: object }).columns);
  // The command that the page offers asks the same.
  const command = await page.getByRole('region', { name: /from a terminal/ }).textContent();
  const said = execFileSync('sh', ['-c', command!], { encoding: 'utf8' });
  expect((JSON.parse(said) as { columns: object }).columns).toEqual(shown.columns);

  await page.getByRole('searchbox').fill('get scenarios id');
  await page.locator('summary', { hasText: '/api/v1/scenarios/{id}' }).click();
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByRole('region', { name: /^Answer/ })).toContainText('baseline = "wiod-2011"');
});

for (const look of LOOKS)
  test(`every page can be used by everyone, ${look.theme}, ${look.width}`, async ({ page, address }) => {
    test.slow();
    await wear(page, look);
    for (const [hash, shown] of [
      ['world?hardware=10&rules=eu', '.ranking li'],
      ['scenarios', 'li'],
      ['data', 'table'],
      ['api', 'details'],
    ] as const) {
      await page.goto(`${address}/#${hash}`);
      await expect(page.locator(shown).first()).toBeVisible();
      await inspect(page, `app-${hash.split('?')[0]}`, look);
    }
  });

test('it speaks French and Spanish', async ({ page, address }) => {
  await page.goto(`${address}/`);
  await page.getByRole('combobox', { name: 'Language' }).selectOption('fr');
  await expect(page.locator('h1')).toHaveText('Et si ?');
  await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
  await page.getByRole('combobox', { name: 'Langue' }).selectOption('es');
  await expect(page.locator('h1')).toHaveText('¿Y si…?');
});
