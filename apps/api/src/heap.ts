import { setFlagsFromString } from 'node:v8';

/**
 * Left alone, V8 looks for garbage rarely while the machine has memory to spare, and a process that once read a large
 * shop stays large. Here the heap may grow by a tenth between two looks, and what is young is looked through every few
 * megabytes; that costs a few percent of speed.
 */
setFlagsFromString('--heap-growing-percent=10');
setFlagsFromString('--max-semi-space-size=2');
setFlagsFromString('--semi-space-growth-factor=1');
