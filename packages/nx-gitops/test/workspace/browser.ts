import { execa } from 'execa';
import { chromium, type Browser } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** A real browser: the one of the machine, or Debian's, which is installed where there is none. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = (await findBrowser()) ?? (await installBrowser());
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
}

async function findBrowser(): Promise<string | undefined> {
  for (const name of names) {
    const { exitCode, stdout } = await execa('which', [name], { reject: false });
    if (exitCode === 0) return stdout.trim();
  }
  return undefined;
}

async function installBrowser(): Promise<string> {
  await execa('apt-get', ['update', '--quiet']);
  await execa('apt-get', ['install', '--yes', '--no-install-recommends', 'chromium']);
  const installed = await findBrowser();
  if (installed) return installed;
  throw new Error('No Chromium: install it, or have it on the PATH');
}
