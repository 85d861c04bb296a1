import 'reflect-metadata';
import './heap.js';
import { readSettings } from './config/read-settings.js';
import { startTracing } from './tracing.js';

// Everything else is loaded after the heap has its rules and traces have begun, and not at all on wrong settings.
const settings = readSettings();
await startTracing(process.env);
const { start } = await import('./start.js');
await start(settings);
