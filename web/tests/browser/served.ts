/**
 * A server of one's own, and a page that fails its test on a fault or on a request elsewhere. Each file that uses it says `offline: false`:
 * said here, it would hold for the first file of a worker alone.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base } from '@playwright/test';
import { binary, expect } from './page';

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
