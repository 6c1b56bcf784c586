/** Screen and Comply, walked as their users would, and held against the command line. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { Plan } from '../../src/lib/compliance';
import type { Memo } from '../../src/lib/screening';
import { LAPTOP, binary, drawn, expect } from './page';
import { LOOKS, inspect, saved, wear, served as test } from './served';

test.use({ offline: false, bypassCSP: false, viewport: LAPTOP, locale: 'en-GB' });

const folder = mkdtempSync(join(tmpdir(), 'comity-memos-'));

function cli<Answer>(...args: string[]): Answer {
  const said = execFileSync(binary(), [...args, '--format', 'json'], { stdio: 'pipe', maxBuffer: 1 << 26 });
  return JSON.parse(String(said)) as Answer;
}

const counts = (memo: Memo, status: string) => memo.findings.filter((one) => one.status === status).length;

/** Checks that the page shows what the command line says of a draft. */
async function expectMemo(page: Page, memo: Memo) {
  for (const status of ['touched', 'needs_facts', 'not_touched'])
    await expect(page.locator(`[data-count="${status}"]`)).toHaveText(String(counts(memo, status)));
  const ids = (status: string) =>
    memo.findings.filter((one) => one.status === status).map(({ provision }) => provision);
  const shown = (selector: string, key: string) =>
    page.locator(selector).evaluateAll((all, key) => all.map((each) => each.getAttribute(key)), key);
  expect(await shown('[data-provision]', 'data-provision')).toEqual(ids('touched'));
  expect(await shown('[data-open]', 'data-open')).toEqual(ids('needs_facts'));
  expect(await shown('[data-measure]', 'data-measure')).toEqual(memo.similar.map(({ measure }) => measure));
}

test('a worked draft becomes the memo of the command line, and is kept as its file', async ({
  page,
  address,
}) => {
  await page.goto(`${address}/#screen`);
  await page.getByRole('combobox', { name: 'Start from a worked draft' }).selectOption('ai-content-label');
  const memo = cli<Memo>('screen', 'ai-content-label');
  await expect(page.getByRole('heading', { name: memo.draft.title })).toBeVisible();
  await expectMemo(page, memo);
  await expect(page.getByText('No legal advice.')).toBeVisible();

  const provision = page.locator('[data-provision="TBT.2.2"]');
  await provision.locator('summary').click();
  const said = memo.findings.find((one) => one.provision === 'TBT.2.2')!;
  for (const text of [
    said.obligation!,
    said.evidence[0]!,
    said.study[0]!,
    said.disputes[0]!,
    said.answers[0]!.question,
  ])
    await expect(provision.getByText(text)).toBeVisible();
  const duty = memo.findings.find((one) => one.status === 'touched' && one.duties.length > 0)!.duties[0]!;
  // After the provisions, where it stands folded away.
  await expect(page.getByText(duty).last()).toBeVisible();

  // The same again from the file, on the command line and on the page.
  const file = await saved(page, 'Draft (TOML)');
  expect(cli<Memo>('screen', file).findings).toEqual(memo.findings);
  expect(JSON.parse(readFileSync(await saved(page, 'JSON'), 'utf8'))).toEqual(memo);
  const markdown = String(execFileSync(binary(), ['screen', 'ai-content-label', '--format', 'md']));
  expect(readFileSync(await saved(page, 'Markdown'), 'utf8')).toBe(markdown);
  expect(readFileSync(await saved(page, 'HTML'), 'utf8')).toContain('<!doctype html>');
  await page.getByRole('button', { name: 'Start again' }).click();
  await expect(page.locator('[data-count="touched"]')).toHaveText('0');
  await page.getByLabel('Open a draft file').setInputFiles(file);
  await expectMemo(page, memo);

  // And from the link.
  const link = page.url();
  expect(link).toContain('#screen?with=');
  await page.goto('about:blank');
  await page.goto(link);
  await expectMemo(page, memo);
});

test('answers in the form settle what hangs on them', async ({ page, address }) => {
  await page.goto(`${address}/#screen`);
  await page.getByLabel('Title', { exact: true }).fill('Import licences');
  const question = page.getByRole('group', { name: /Does it cover goods/ });
  await question.getByRole('radio', { name: 'Yes' }).check();
  const services = page.getByRole('group', { name: /Does it cover services/ });
  await services.getByRole('radio', { name: 'No', exact: true }).check();
  await page.locator('summary', { hasText: /^At the border/ }).click();
  await page
    .getByRole('group', { name: /importing goods need a licence/ })
    .getByRole('radio', { name: 'Yes' })
    .check();
  writeFileSync(
    join(folder, 'licence.toml'),
    'id = "import-licences"\ntitle = "Import licences"\njurisdiction = ""\n[facts]\napplies_to_goods = true\napplies_to_services = false\nimport_licence = true\n',
  );
  const memo = cli<Memo>('screen', join(folder, 'licence.toml'));
  await expect(page.locator('[data-provision="GATT.XI"]')).toBeVisible();
  await expectMemo(page, memo);
  // A fact to give leads to its question.
  const [open] = memo.facts_to_give;
  await page.getByRole('button', { name: open!.question }).click();
  await expect(page.locator(`#fact-${open!.fact} input`).first()).toBeFocused();
  // Taking an answer away opens it again.
  await services.getByRole('button', { name: /Clear/ }).click();
  await expect(page.locator('[data-open="GATS.I"]')).toHaveCount(1);
});

test('the interview asks what the command line asks, in the same order, by keyboard', async ({
  page,
  address,
}) => {
  const answers = ['yes', 'no', 'no', 'unknown', 'yes', 'no', 'developing', 'yes'];
  const { stderr } = spawnSync(binary(), ['screen', '--interview'], {
    input: answers.join('\n') + '\n',
    encoding: 'utf8',
  });
  const asked = stderr.split('\n').flatMap((line) => /^(.+) \[(\w+)\]$/.exec(line)?.[1] ?? []);
  expect(asked.length).toBe(answers.length + 1);
  await page.goto(`${address}/#screen`);
  await page.getByRole('button', { name: 'Interview' }).click();
  for (const [at, answer] of answers.entries()) {
    const heading = page.getByRole('heading', { name: asked[at]! });
    await expect(heading).toBeVisible();
    if (at > 0) await expect(heading).toBeFocused();
    const name = { yes: 'Yes', no: 'No', unknown: 'Not known' }[answer] ?? answer;
    await page.getByRole('region', { name: 'Interview' }).getByRole('button', { name, exact: true }).focus();
    await page.keyboard.press('Enter');
  }
  await expect(page.getByRole('heading', { name: asked.at(-1)! })).toBeVisible();
  await page.getByRole('button', { name: 'Back' }).click();
  await expect(page.getByRole('heading', { name: asked.at(-2)! })).toBeVisible();
  // The form has what the interview was told.
  await page.getByRole('button', { name: 'Form' }).click();
  await expect(
    page.getByRole('group', { name: /Does it cover goods/ }).getByRole('radio', { name: 'Yes' }),
  ).toBeChecked();
});

test('a fault in a file is shown at its place', async ({ page, address, faults }) => {
  await page.goto(`${address}/#screen`);
  const file = join(folder, 'wrong.toml');
  writeFileSync(file, 'id = "d"\ntitle = "T"\njurisdiction = "J"\n[facts]\nimport_license = true\n');
  await page.getByLabel('Open a draft file').setInputFiles(file);
  await expect(page.getByRole('alert')).toContainText('Line 5, column 1');
  await expect(page.getByRole('alert')).toContainText('import_licence');
  // The browser reports every refusal.
  expect(faults.splice(0)).toEqual([expect.stringContaining('422')]);
});

test('features that a pasted law suggests join the comparison', async ({ page, address }) => {
  await page.goto(`${address}/#screen`);
  await page.getByText('Comparison with other measures').click();
  const law = 'Article 1\n\nProviders of high-risk systems shall ensure human oversight.';
  await page.getByRole('textbox', { name: /Text of the draft law/ }).fill(law);
  await page.getByRole('button', { name: 'Propose features' }).click();
  await page.getByRole('button', { name: /Take it/ }).click();
  await expect(page.locator('[data-measure]')).toHaveCount(5);
});

/** Checks that the page shows what the command line says of a product. */
async function expectPlan(page: Page, plan: Plan) {
  const costs = await drawn(page, '.plan .chart');
  for (const market of plan.markets) {
    const duties = page.getByRole('region', { name: `Duties in ${market.name}` }).locator('[data-duty]');
    await expect(duties).toHaveCount(market.duties.length);
    expect(costs.get(market.economy)).toBe(market.cost_central);
  }
  const shares = new Map(plan.overlap.map((one) => [`${one.met_in}>${one.asked_in}`, one.share]));
  for (const cell of await page.locator('[data-pair]').all()) {
    const share = shares.get((await cell.getAttribute('data-pair'))!);
    const shown = Number((await cell.textContent())!.replace('%', '').replace('–', 'NaN'));
    if (share !== undefined) expect(Math.abs(shown - share * 100)).toBeLessThan(0.51);
    else expect(shown).toBeNaN();
  }
  const changes = await page
    .locator('[data-change]')
    .evaluateAll((all) => all.map((each) => each.getAttribute('data-change')));
  expect(changes).toEqual(plan.changes.map(({ measure }) => measure));
}

test('a product and its markets become the plan of the command line', async ({ page, address }) => {
  await page.goto(`${address}/#comply`);
  await page.getByRole('combobox', { name: 'Start from a worked product' }).selectOption('hiring-screening');
  await expect(page.getByRole('heading', { name: 'Duties in European Union' })).toBeVisible();
  await page.getByRole('combobox', { name: 'Add a market' }).selectOption('KOR');
  await page.getByLabel('Day', { exact: true }).fill('2027-12-02');
  // In the order of the page, which the reader can change.
  await expect(page.locator('[data-market="KOR"]')).toBeVisible();
  await page.getByRole('button', { name: 'Enter United States of America earlier' }).click();
  // The order of the row is that of the answer.
  const markets = ['EU', 'USA', 'JPN', 'KOR'];
  const shown = () =>
    page
      .locator('[data-duties]')
      .evaluateAll((all) => all.map((each) => (each as HTMLElement).dataset.duties!));
  await expect.poll(shown).toEqual(markets);
  const plan = cli<Plan>('comply', 'hiring-screening', '--markets', markets.join(), '--date', '2027-12-02');
  await expectPlan(page, plan);
  const own = plan.sizes.find(({ size }) => size === 'small')!;
  expect(own.markets.map(({ cost_low }) => cost_low)).toEqual(plan.markets.map(({ cost_low }) => cost_low));
  await expect(page.locator('[data-size]')).toHaveCount(4);

  const file = await saved(page, 'Product (TOML)');
  const again = cli<Plan>('comply', file, '--markets', markets.join(), '--date', '2027-12-02');
  expect(again).toEqual(plan);
  expect(JSON.parse(readFileSync(await saved(page, 'JSON'), 'utf8'))).toEqual(plan);
  const link = page.url();
  await page.goto('about:blank');
  await page.goto(link);
  await expect(page.locator('[data-market="KOR"]')).toBeVisible({ timeout: 20_000 });
  await expectPlan(page, plan);
});

test('answers change which duties wait', async ({ page, address }) => {
  await page.goto(`${address}/#comply`);
  await expect(page.getByText('Choose the home economy and at least one market.')).toBeVisible();
  await page.getByRole('combobox', { name: /^Home/ }).selectOption('CHL');
  await page.getByRole('combobox', { name: 'Add a market' }).selectOption('EU');
  await expect(page.getByRole('heading', { name: 'Duties in European Union' })).toBeVisible();
  const waits = page.locator('#product-data small');
  await expect(waits).toContainText('wait for it');
  const data = page.getByRole('group', { name: 'What data does it use?' });
  await data.getByRole('radio', { name: 'None of these' }).check();
  await expect(waits).toHaveCount(0);
  await data.getByRole('checkbox', { name: 'Personal' }).check();
  await expect(data.getByRole('radio', { name: 'None of these' })).not.toBeChecked();
  await page.getByRole('group', { name: 'Size of the firm' }).getByRole('radio', { name: /Micro/ }).check();
  await page
    .getByRole('group', { name: 'What does it do?' })
    .getByRole('checkbox', { name: 'Talks' })
    .check();
  await page
    .getByRole('group', { name: 'What is it used for?' })
    .getByRole('radio', { name: 'None' })
    .check();
  writeFileSync(
    join(folder, 'talks.toml'),
    'id = "p"\ntitle = "P"\nhome = "CHL"\nsize = "micro"\ndata = ["personal"]\nfunctions = ["talks"]\nsectors = []\n',
  );
  const plan = cli<Plan>('comply', join(folder, 'talks.toml'), '--markets', 'EU');
  const duties = page.getByRole('region', { name: 'Duties in European Union' }).locator('[data-duty]');
  await expect(duties).toHaveCount(plan.markets[0]!.duties.length);
  await expectPlan(page, plan);
  await page.getByRole('button', { name: 'Remove European Union' }).click();
  await expect(page.getByText('Choose the home economy and at least one market.')).toBeVisible();
});

for (const look of LOOKS)
  test(`memos can be used by everyone, ${look.theme}, ${look.width}`, async ({ page, address }) => {
    test.slow();
    await wear(page, look);
    await page.goto(`${address}/#screen`);
    await page.getByRole('combobox', { name: 'Start from a worked draft' }).selectOption('ai-content-label');
    await expect(page.locator('[data-provision]').first()).toBeVisible();
    await page.locator('[data-provision] summary').first().click();
    await inspect(page, 'app-screen', look);
    await page.getByRole('button', { name: 'Interview' }).click();
    await inspect(page, 'app-interview', look);
    await page.goto(`${address}/#comply`);
    await page
      .getByRole('combobox', { name: 'Start from a worked product' })
      .selectOption('hiring-screening');
    await expect(page.locator('.plan .chart svg')).toBeVisible();
    await inspect(page, 'app-comply', look);
  });

test('memos are read in French and Spanish', async ({ page, address }) => {
  await page.goto(`${address}/#screen`);
  await page.getByRole('combobox', { name: 'Start from a worked draft' }).selectOption('foreign-app-ban');
  await expect(page.locator('[data-provision]').first()).toBeVisible();
  await page.getByRole('combobox', { name: 'Language' }).selectOption('fr');
  // The draft survives the change.
  await expect(page.getByRole('heading', { name: 'Touchées', exact: true })).toBeVisible();
  await page.getByRole('combobox', { name: 'Langue' }).selectOption('es');
  await expect(page.getByRole('heading', { name: 'Tocadas', exact: true })).toBeVisible();
});
