import { defineConfig } from '@playwright/test';
import { userInfo } from 'node:os';

export default defineConfig({
  testDir: 'tests/browser',
  outputDir: 'test-results/traces',
  reporter: [['list']],
  workers: 1,
  timeout: 120_000,
  // Machines are shared, and a slow answer is not a wrong one.
  expect: { timeout: 30_000 },
  use: {
    browserName: 'chromium',
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      // Chromium has no sandbox for root, as whom containers often run.
      args: userInfo().uid === 0 ? ['--no-sandbox'] : [],
    },
    offline: true,
  },
});
