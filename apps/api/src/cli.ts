import 'reflect-metadata';
import { runCommandLine } from './command-line/run-command-line.js';

process.exit(await runCommandLine(process.argv.slice(2)));
