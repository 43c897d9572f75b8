// Takes the pictures of the demo's page for the README: `node tools/screenshot/take.js` after `npm run build`, with a
// Chromium on the PATH (or named by CHROMIUM). Fails on anything that the console complains of, on a request that
// fails or leaves loopback, and when the suggestion can not be applied.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const root = fileURLToPath(new URL('../../', import.meta.url));
const pictures = join(root, 'docs/images');
const complaints = [];

const demo = spawn(process.execPath, [process.argv[2] ?? join(root, 'dist/cli.js'), 'demo', '--serve'], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
const profile = mkdtempSync(join(tmpdir(), 'screenshot-profile-'));
try {
  await photograph(await addressOf(demo));
} finally {
  demo.kill('SIGTERM');
  rmSync(profile, { recursive: true, force: true });
}
for (const complaint of complaints) console.error(complaint);
if (complaints.length > 0) process.exitCode = 1;

/** The address is the first thing that the demo prints. */
function addressOf({ stdout }) {
  return new Promise((resolve, reject) => {
    let said = '';
    stdout.setEncoding('utf8').on('data', (text) => {
      said += text;
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said);
      if (found !== null) resolve(found[0]);
    });
    stdout.on('end', () => reject(new Error(`the demo ended: ${said}`)));
  });
}

async function photograph(address) {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM ?? browser(),
    args: [
      ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
      ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
    ],
    viewport: { width: 1280, height: 800 },
  });
  try {
    const page = await context.newPage();
    listen(page, address);
    mkdirSync(pictures, { recursive: true });
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme });
      await page.goto(address);
      await page.screenshot({ path: join(pictures, `demo-${colorScheme}.png`), fullPage: true });
    }
    await press(page);
  } finally {
    await context.close();
  }
}

function browser() {
  const found = spawnSync('sh', ['-c', 'command -v chromium || command -v google-chrome'], { encoding: 'utf8' });
  return found.stdout.trim();
}

function listen(page, address) {
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`page: ${error.message}`));
  page.on('request', (request) => {
    if (!request.url().startsWith(`${address}/`)) complaints.push(`asked for ${request.url()}`);
  });
  page.on('requestfailed', (request) => complaints.push(`failed: ${request.url()}`));
  page.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()}: ${response.url()}`);
  });
}

/** Every button does what it says. */
async function press(page) {
  await page.getByRole('button', { name: 'Light or dark' }).click();
  hold((await page.locator('html').getAttribute('data-theme')) === 'light', 'the theme is the other one');
  await page.getByRole('link', { name: /^database\.yaml:/ }).click();
  hold((await page.locator('#L79').count()) === 1, 'a link of the summary leads to the file');
  await page.goBack();
  hold((await page.locator('[data-check=failed]').count()) === 1, 'the check fails at first');
  await page.getByRole('button', { name: 'Apply suggestion' }).click();
  await page.locator('[data-check=passed]').waitFor();
  hold((await page.getByRole('button', { name: 'Apply suggestion' }).count()) === 0, 'the comment is gone afterwards');
  if (process.env.AFTER !== undefined) await page.screenshot({ path: process.env.AFTER, fullPage: true });
  await page.getByRole('button', { name: 'Start over' }).click();
  await page.locator('[data-check=failed]').waitFor();
}

function hold(isSo, what) {
  if (!isSo) complaints.push(`does not hold: ${what}`);
}
