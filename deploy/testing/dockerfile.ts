import { DockerfileParser, type Copy, type Env, type Instruction, type JSONInstruction } from 'dockerfile-ast';
import { readFileSync } from 'node:fs';
import { inRoot } from '../local/paths.ts';

/** One instruction, as far as images are built or run by it. */
export type Step =
  | { kind: 'workdir'; folder: string }
  | { kind: 'copy'; from: string | null; sources: string[]; destination: string }
  | { kind: 'run'; command: string };

/** What `FROM` to the next `FROM` says. */
export interface Stage {
  name: string;
  /** Another stage's name, or an image from outside. */
  base: string;
  steps: Step[];
  env: Record<string, string>;
  user: string | null;
  /** The words of CMD, and of HEALTHCHECK's command, both in exec form; null where there is none in that form. */
  command: string[] | null;
  healthcheck: string[] | null;
  stopSignal: string | null;
  ports: string[];
}

/** Reads a Dockerfile of the checkout. Throws on an instruction that nothing here knows: nothing is passed over. */
export function readDockerfile(name: string): Stage[] {
  const stages: Stage[] = [];
  for (const instruction of DockerfileParser.parse(readFileSync(inRoot(name), 'utf8')).getInstructions()) {
    const stage = stages.at(-1);
    if (instruction.getKeyword() === 'FROM') stages.push(stageOf(instruction));
    else if (stage) addTo(stage, instruction);
    else throw new Error(`${name}: ${instruction.getKeyword()} before the first FROM`);
  }
  return stages;
}

function stageOf(from: Instruction): Stage {
  const [base = '', as = '', name = ''] = words(from);
  if (as !== 'AS' || !name) throw new Error(`A stage without a name: FROM ${base}`);
  const nothing = { user: null, command: null, healthcheck: null, stopSignal: null };
  return { name, base, steps: [], env: {}, ports: [], ...nothing };
}

function addTo(stage: Stage, instruction: Instruction): void {
  const args = words(instruction);
  const keyword = instruction.getKeyword();
  switch (keyword) {
    case 'WORKDIR':
      stage.steps.push({ kind: 'workdir', folder: args[0] ?? '' });
      break;
    case 'COPY': {
      const flags = (instruction as Copy).getFlags();
      const from = flags.find((flag) => flag.getName() === 'from')?.getValue() ?? null;
      stage.steps.push({ kind: 'copy', from, sources: args.slice(0, -1), destination: args.at(-1) ?? '' });
      break;
    }
    case 'RUN':
      stage.steps.push({ kind: 'run', command: instruction.getArgumentsContent() ?? '' });
      break;
    case 'ENV':
      for (const one of (instruction as Env).getProperties()) stage.env[one.getName()] = one.getValue() ?? '';
      break;
    case 'USER':
      stage.user = args[0] ?? null;
      break;
    case 'CMD':
      stage.command = (instruction as JSONInstruction).getJSONStrings().map((word) => word.getJSONValue());
      break;
    case 'HEALTHCHECK':
      stage.healthcheck = JSON.parse((instruction.getArgumentsContent() ?? '').replace(/^CMD\s+/, '')) as string[];
      break;
    case 'STOPSIGNAL':
      stage.stopSignal = args[0] ?? null;
      break;
    case 'EXPOSE':
      stage.ports.push(...args);
      break;
    default:
      throw new Error(`Nobody here knows what ${keyword} does`);
  }
}

function words(instruction: Instruction): string[] {
  return instruction.getArguments().map((argument) => argument.getValue());
}
