import { execFileSync } from 'node:child_process';

/** The end-to-end tests run the real binary: it must be the code that is being tested. */
export default function buildBeforeTests(): void {
  execFileSync(process.execPath, ['.config/build.mjs'], { stdio: 'inherit' });
}
