// Runs the browser tests and prints a closing line with the counts. Further arguments go to Playwright.
import { fileURLToPath } from 'node:url';
import { runBrowserTests } from '../../../scripts/browser.mjs';

runBrowserTests(fileURLToPath(new URL('..', import.meta.url)), process.argv.slice(2));
