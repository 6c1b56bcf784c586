/**
 * A server of one's own, and a page that fails its test on a fault or on a request elsewhere. Each file that uses it says `offline: false`:
 * said here, it would hold for the first file of a worker alone.
 */
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, type Page } from '@playwright/test';
import { LAPTOP, PHONE, RESULTS, binary, expect, overflow, violations } from './page';

export const served = base.extend<{ faults: string[] }, { address: string }>({
  address: [
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const data = mkdtempSync(join(tmpdir(), 'comity-served-'));
      const server = spawn(binary(), ['serve', '--port', '0', '--data', data], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const address = await new Promise<string>((resolve, reject) => {
        server.stdout.on('data', (said: Buffer) => {
          const found = /http:\/\/\S+/.exec(String(said));
          if (found) resolve(found[0]);
        });
        server.on('exit', () => reject(new Error('comity serve ended')));
      });
      await use(address);
      server.kill('SIGINT');
    },
    { scope: 'worker' },
  ],
  faults: [
    async ({ page, address }, use) => {
      const faults: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') faults.push(message.text());
      });
      page.on('pageerror', (error) => faults.push(String(error)));
      page.on('request', (request) => {
        if (!request.url().startsWith(address) && !/^(data|blob|about):/.test(request.url()))
          faults.push(`request for ${request.url()}`);
      });
      await use(faults);
      expect(faults, 'errors, warnings and requests elsewhere').toEqual([]);
    },
    { auto: true },
  ],
});

/** Presses a button, and gives the path of the file that it hands over, under its own name. */
export async function saved(page: Page, name: string): Promise<string> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name, exact: true }).click(),
  ]);
  const path = join(mkdtempSync(join(tmpdir(), 'comity-saved-')), file.suggestedFilename());
  await file.saveAs(path);
  return path;
}

/** Runs a command that writes files, and gives the folder of what it wrote. */
export function written(...words: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'comity-written-'));
  execFileSync(binary(), [...words, '--out', folder], { stdio: 'pipe' });
  return folder;
}

/** How a page can look. */
export const LOOKS = (['light', 'dark'] as const).flatMap((theme) => [
  { theme, width: 'laptop', size: LAPTOP },
  { theme, width: 'phone', size: PHONE },
]);

export async function wear(page: Page, { theme, size }: (typeof LOOKS)[number]): Promise<void> {
  await page.emulateMedia({ colorScheme: theme });
  await page.setViewportSize(size);
}

/** Holds a page to its width and to what everyone can use, and leaves a picture of it. */
export async function inspect(page: Page, name: string, { theme, width }: (typeof LOOKS)[number]) {
  expect(await overflow(page), name).toBe(0);
  await page.screenshot({ path: join(RESULTS, `${name}-${theme}-${width}.png`), fullPage: true });
  expect(await violations(page), name).toEqual([]);
}
