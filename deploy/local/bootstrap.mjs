/**
 * The door of every npm script: plain JavaScript that runs on Node 20 with nothing installed. Sees that node_modules
 * matches package-lock.json, then hands over to cli.ts on Node 24, passes signals on and leaves nothing behind.
 */
import { Buffer } from 'node:buffer';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import path from 'node:path';
import { clearInterval, setInterval } from 'node:timers';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const lockFile = path.join(root, 'package-lock.json');
const stampFile = path.join(root, 'node_modules/.evosync-stamp');
const parentPid = process.ppid;

let running = null;
let stopping = null;

function fail(message) {
  console.error(message);
  process.exit(1);
}

function isAtLeast(version, wantedMajor, wantedMinor) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
}

/** Passes the first request to stop on to whatever runs; without a child there is nothing to wait for. */
function stop(signal) {
  stopping ??= signal;
  if (running) running.kill(signal);
  else process.exit(128 + constants.signals[signal]);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop(signal));
const isAlive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
};

/** npm may have put a shell between itself and us; its death must not be missed because the shell lives on. */
function grandparentPid() {
  try {
    const stat = readFileSync(`/proc/${parentPid}/stat`, 'utf8');
    const name = stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
    const pid = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    return process.env.npm_lifecycle_event && /^(ba|da|z)?sh$/.test(name) && pid > 1 ? pid : null;
  } catch {
    return null; // no /proc on this system: the parent alone is watched
  }
}

const npmPid = grandparentPid();
setInterval(() => {
  if (process.ppid !== parentPid || (npmPid !== null && !isAlive(npmPid))) stop('SIGTERM');
}, 1000).unref();

/** Runs a program to its end. `quiet` keeps its output back and gives it to the caller. */
function run(command, args, { quiet = false, env = process.env } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, env, stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit' });
    const output = [];
    child.stdout?.on('data', (chunk) => output.push(chunk));
    child.stderr?.on('data', (chunk) => output.push(chunk));
    running = child;
    child.on('error', reject);
    child.on('close', (code, signal) => {
      running = null;
      const status = code ?? 128 + constants.signals[signal];
      resolve({ status, output: Buffer.concat(output).toString() });
    });
  });
}

/** True when npm's own record of what it installed holds every package of the lock file that this system needs. */
function isInstalled(lock) {
  const recordFile = path.join(root, 'node_modules/.package-lock.json');
  if (!existsSync(recordFile)) return false;
  const installed = JSON.parse(readFileSync(recordFile, 'utf8')).packages;
  return Object.entries(JSON.parse(lock).packages).every(([name, wanted]) => {
    if (!name.startsWith('node_modules/') || wanted.optional || wanted.devOptional) return true;
    return wanted.link ? installed[name]?.link === true : installed[name]?.version === wanted.version;
  });
}

async function installPackages() {
  if (!existsSync(lockFile)) fail('package-lock.json is missing: this is not a complete checkout of EvoSync.');
  const lock = readFileSync(lockFile);
  const stamp = createHash('sha256').update(lock).digest('hex');
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8').trim() === stamp) return;
  if (!isInstalled(lock)) await npmInstall(lock);
  writeFileSync(stampFile, `${stamp}\n`);
}

async function npmInstall(lock) {
  console.log('Installing npm packages (a minute or two the first time) ...');
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  const progress = setInterval(() => console.log(`  still installing npm packages, ${seconds()} s`), 10_000);
  const npm = process.env.npm_execpath?.endsWith('.js') ? [process.execPath, process.env.npm_execpath] : ['npm'];
  const args = ['install', '--no-audit', '--no-fund', '--include=dev', '--include=optional'];
  let result;
  try {
    for (let attempt = 1; attempt <= 2; attempt += 1) {
      result = await run(npm[0], [...npm.slice(1), ...args], { quiet: true });
      if (stopping) process.exit(128 + constants.signals[stopping]);
      if (result.status === 0) break;
      if (attempt === 1) console.log('  npm install failed, trying once more');
    }
  } catch (error) {
    fail(`npm could not be started (${error.message}). Install npm and try again.`);
  } finally {
    clearInterval(progress);
    if (!readFileSync(lockFile).equals(lock)) writeFileSync(lockFile, lock);
  }
  if (result.status !== 0) fail(`${result.output.trim()}\n\nnpm install failed: its last words are above.`);
  console.log(`npm packages are installed (${seconds()} s)`);
}

/** Node that strips types by itself: the one that came with the packages, else the one we run on. */
function findNode() {
  const packaged = path.join(root, 'node_modules/.bin/node');
  if (existsSync(packaged)) return packaged;
  if (isAtLeast(process.versions.node, 22, 18)) return process.execPath;
  return fail(
    `EvoSync runs on Node 24. It comes by itself as an npm package on Linux x64; on this system ` +
      `(${process.platform} ${process.arch}, Node ${process.versions.node}) please install Node 24 from https://nodejs.org`,
  );
}

if (!isAtLeast(process.versions.node, 20, 0)) fail(`Node 20 or newer is needed; this is ${process.versions.node}.`);
await installPackages();
try {
  const { status } = await run(findNode(), [path.join(root, 'deploy/local/cli.ts'), ...process.argv.slice(2)]);
  process.exitCode = status;
} catch (error) {
  fail(`Node could not be started: ${error.message}`);
}
