import { startSandbox } from '@evosync/sandbox';

/**
 * A program: the sandbox with both clouds in a process of its own. Arguments: the scenario, and how many requests a
 * second VK lets one token make. Prints its address once it serves.
 */
const [scenario = 'big', requestsPerSecond = '3'] = process.argv.slice(2);
const sandbox = await startSandbox({ scenario, vkRequestsPerSecond: Number(requestsPerSecond) });
console.log(sandbox.url);
