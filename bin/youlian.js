#!/usr/bin/env node
const words = process.argv.slice(2);
if (words.length === 1 && (words[0] === '--version' || words[0] === '-V')) {
  // Asked by scripts, and answered without loading the rest.
  const { programVersion } = await import('../dist/version.js');
  process.stdout.write(`${programVersion}\n`);
} else {
  const { main } = await import('../dist/main.js');
  process.exitCode = await main(words);
}
