export { EvotorSim } from './evotor/index.js';
export type {
  Attempt,
  EvotorSettings,
  EvotorSimOptions,
  FaultRule,
  GroupInput,
  InstallOptions,
  Permission,
  ProductInput,
  StepResult,
  WebhookChanges,
} from './evotor/index.js';
export { SCENARIO_NAMES, startScenario, type StartingWorld, type WorldMerchant } from './scenarios/index.js';
export { startSandbox, type Sandbox, type SandboxOptions } from './server.js';
export { VkSim } from './vk/index.js';
export type { FaultSpec, VkSimOptions, VkSwitches } from './vk/index.js';
